import TerminalUI

/// How seconds and millivolts become cells. As on paper, 25 mm/s and 10 mm/mV give a second and 2.5 mV the same length
/// (a cell is twice as high as wide): a big square of 0.2 s × 0.5 mV is three cells wide and one and a half high, so
/// that every time tick falls on a cell.
struct TraceScale: Hashable {
  var cellsPerSecond: Double
  var rowsPerMillivolt: Double
  /// Cells between ticks of 0.2 s; 0 where they would be too close.
  var tickCells: Double
  /// Rows between lines of the graticule, and the millivolts they are apart.
  var graticuleRows: Int
  var graticuleMillivolts: Double

  /// Cells that a big square (5 mm, 0.2 s at 25 mm/s) is wide.
  private static let bigSquareCells = 3.0

  /// - Parameter magnification: how many times larger than the smallest paper a tall panel is drawn.
  init(gain: ViewSettings.Gain, speed: ViewSettings.Speed, magnification: Int) {
    let bigSquare = Self.bigSquareCells * Double(magnification)
    cellsPerSecond = bigSquare * speed.rawValue / 5
    rowsPerMillivolt = bigSquare * gain.rawValue / 10
    tickCells = cellsPerSecond / 5
    // Lines 3 rows apart, or 6 where that would be more lines than a person counts.
    let isFine = gain.rawValue >= 40
    graticuleRows = (isFine ? 6 : 3) * magnification
    graticuleMillivolts = (isFine ? 20 : 10) / gain.rawValue
  }
}

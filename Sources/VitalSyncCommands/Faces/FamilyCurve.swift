import ECGCore
import TerminalUI

/// The mean shape of a family, drawn into a few cells, all families at one scale.
struct FamilyCurve {
  /// Millivolts at the canvas' lower and upper edge.
  let scale: ClosedRange<Float>
  /// Between two lines of the grid: a large box of paper across, as many of them down as leave no more than four lines.
  static let gridSeconds = 0.2
  let gridMillivolts: Float

  /// Least height of what is drawn, in millivolts: noise is not blown up to a beat.
  private static let leastSpan: Float = 0.5

  init(_ families: some Sequence<BeatFamily>) {
    let values = families.flatMap(\.millivolts)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let missing = max(0, Self.leastSpan - (high - low)) / 2
    scale = (low - missing)...(high + missing)
    gridMillivolts = [0.5, 1, 2].first { (high - low) / $0 <= 4 } ?? 5
  }

  /// "0.84 s across; grid 0.2 s and 0.5 mV"
  static func words(_ curve: FamilyCurve, _ family: BeatFamily) -> String {
    let seconds = Double(family.millivolts.count - 1) / BeatFamily.hertz
    return
      "\(fixed(seconds, 2)) s across; grid \(fixed(gridSeconds, 1)) s and \(fixed(Double(curve.gridMillivolts), 1)) mV"
  }

  func draw(_ family: BeatFamily, on canvas: inout Canvas) {
    let values = family.millivolts
    guard values.count > 1, canvas.dotsAcross > 1 else { return }
    var joint: Int?
    for x in 0..<canvas.dotsAcross {
      // All values of a column are drawn, and the first of the next, so that no peak is passed over and neighbours meet.
      let from = min(values.count - 1, x * values.count / canvas.dotsAcross)
      let to = min(values.count - 1, max(from, (x + 1) * values.count / canvas.dotsAcross))
      let here = values[from...to].map { down($0, of: canvas.dotsDown) }
      guard let top = here.min(), let bottom = here.max() else { continue }
      canvas.vertical(x, min(top, joint ?? top), max(bottom, joint ?? bottom))
      joint = here.last
    }
  }

  /// Cells at which two lines of the grid cross: the R peak and the zero line are on it.
  func crossings(_ family: BeatFamily, columns: Int, rows: Int) -> [(column: Int, row: Int)] {
    guard columns > 1, rows > 1, family.millivolts.count > 1 else { return [] }
    let perColumn = Double(family.millivolts.count - 1) / BeatFamily.hertz / Double(columns)
    let peak = Double(BeatFamily.peak) / BeatFamily.hertz
    var levels: Set<Int> = []
    var level = (scale.lowerBound / gridMillivolts).rounded(.up) * gridMillivolts
    while level <= scale.upperBound {
      levels.insert(down(level, of: rows))
      level += gridMillivolts
    }
    var times: Set<Int> = []
    var time = peak.remainder(dividingBy: Self.gridSeconds)
    while time < perColumn * Double(columns) {
      if time >= 0 { times.insert(min(columns - 1, Int(time / perColumn))) }
      time += Self.gridSeconds
    }
    return levels.sorted().flatMap { row in times.sorted().map { (column: $0, row: row) } }
  }

  private func down(_ value: Float, of count: Int) -> Int {
    let share = (scale.upperBound - value) / (scale.upperBound - scale.lowerBound)
    return min(max(0, Int((share * Float(count - 1)).rounded())), count - 1)
  }
}

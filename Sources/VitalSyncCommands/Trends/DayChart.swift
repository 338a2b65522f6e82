import Journal
import TerminalUI

/// Days as a chart of characters: dots for values, a line for a mean, a band's edges dotted.
struct DayChart {
  struct Point: Hashable {
    var day: Day
    var value: Double?
    var line: Double?
    var band: ClosedRange<Double>?
  }

  let points: [Point]
  let columns: Int
  let rows: Int
  let repertoire: Repertoire
  /// Decimals of the scale.
  let places: Int

  private static let scaleColumns = 8

  var lines: [String] {
    let values = points.flatMap { [$0.value, $0.line, $0.band?.lowerBound, $0.band?.upperBound].compactMap(\.self) }
    guard let low = values.min(), let high = values.max(), let first = points.first?.day, let last = points.last?.day
    else { return [] }
    let margin = max((high - low) * 0.05, 1e-6)
    let range = (low - margin)...(high + margin)
    let width = max(8, columns - Self.scaleColumns)
    var canvas = Canvas(columns: width, rows: rows, grain: Canvas.Grain(repertoire))
    let days = max(1, last.number - first.number)
    func across(_ day: Day) -> Int { (day.number - first.number) * (canvas.dotsAcross - 1) / days }
    func down(_ value: Double) -> Int {
      let share = (range.upperBound - value) / (range.upperBound - range.lowerBound)
      return Int((share * Double(canvas.dotsDown - 1)).rounded())
    }
    var former: (x: Int, y: Int, day: Day)?
    for point in points {
      let x = across(point.day)
      if let band = point.band, x % 3 == 0 || days < canvas.dotsAcross / 2 {
        canvas.set(x, down(band.lowerBound))
        canvas.set(x, down(band.upperBound))
      }
      if let line = point.line {
        let y = down(line)
        if let former, point.day.number - former.day.number == 1 {
          canvas.line(former.x, former.y, x, y)
        } else {
          canvas.set(x, y)
        }
        former = (x, y, point.day)
      }
      if let value = point.value {
        // Two dots high and wide, to be told from a line.
        let y = down(value)
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] { canvas.set(x + dx, y + dy) }
      }
    }
    return drawn(canvas, range) + [dates(first, last, width)]
  }

  private func drawn(_ canvas: Canvas, _ range: ClosedRange<Double>) -> [String] {
    (0..<canvas.rows).map { row in
      let share = Double(row) / Double(max(1, canvas.rows - 1))
      let isLabelled = row == 0 || row == canvas.rows - 1 || row == canvas.rows / 2
      let label = isLabelled ? fixed(range.upperBound - share * (range.upperBound - range.lowerBound), places) : ""
      let edge = repertoire == .ascii ? "|" : "│"
      var line = padding(Self.scaleColumns - 2 - label.count) + label + " " + edge
      for column in 0..<canvas.columns {
        line.unicodeScalars.append(canvas.glyph(column, row).flatMap(Unicode.Scalar.init) ?? " ")
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func dates(_ first: Day, _ last: Day, _ width: Int) -> String {
    let (begin, end) = (first.iso, last.iso)
    return padding(Self.scaleColumns) + begin + padding(width - begin.count - end.count) + end
  }
}

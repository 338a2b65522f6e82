import ECGCore

/// Full disclosure on paper: a minute a row, 2.8 mm a second, 5 mm a millivolt, the minute at the left and its mean heart rate at
/// the right; a bar under what a finding speaks of.
enum DisclosureDrawing {
  static let rowsPerPage = 23
  private static let pitch = 10.0
  private static let left = 11.0
  private static let width = 186.0
  /// Length of a row, in millimetres: a tenth for each column.
  private static let length = Double(FullDisclosure.columns) / 10

  static func draw(
    _ rows: ArraySlice<FullDisclosure.Row>, rates: [Int: Double], findings: [(from: Double, to: Double)],
    into page: inout Markup
  ) {
    page.drawing(
      width: width, height: pitch * Double(rows.count) + 2, label: "Full disclosure, one minute a row",
      class: "disclosure"
    ) { svg in
      for (place, row) in rows.enumerated() {
        let zero = pitch * (Double(place) + 0.6)
        let begin = Double(row.minute) * 60
        svg.label(clock(begin), x: left - 1, y: zero + 1, anchor: "end", class: "small")
        if let rate = rates[row.minute] {
          svg.label(fixed(rate, 0), x: width - 0.5, y: zero + 1, anchor: "end", class: "small")
        }
        for (from, to) in findings where to >= begin && from < begin + 60 {
          let x = left + length * max(0, from - begin) / 60
          let end = left + length * min(60, to - begin) / 60
          svg.line("M\(fixed(x, 2)) \(fixed(zero + 4, 2))H\(fixed(max(end, x + 0.8), 2))", class: "mark")
        }
        let place = "translate(\(fixed(left, 1)) \(fixed(zero, 2))) scale(.1)"
        svg.shape("path", ["class": "trace whole", "transform": place, "d": path(row)])
      }
    }
  }

  /// Down each column from highest to lowest and on to the next, in tenths of a millimetre.
  private static func path(_ row: FullDisclosure.Row) -> String {
    var path = ""
    var pen: Int?
    for column in 0..<FullDisclosure.columns {
      guard row.low[column] != FullDisclosure.Row.empty else {
        pen = nil
        continue
      }
      let (high, low) = (-Int(row.high[column]), -Int(row.low[column]))
      // From where the pen stands the nearer end first.
      let (first, second) = abs((pen ?? high) - high) <= abs((pen ?? high) - low) ? (high, low) : (low, high)
      if let pen {
        path += "l1 \(first - pen)"
      } else {
        path += "M\(column) \(first)"
      }
      if second != first { path += "v\(second - first)" }
      pen = second
    }
    return path
  }
}

import ECGCore

/// The averaged beat with the boundaries of its waves, on the clinic's paper enlarged: 25 mm/s and 10 mm/mV times three.
enum AveragedBeatDrawing {
  private static let enlargement = 3.0
  private static let millimetresPerMillisecond = ECGStripDrawing.millimetresPerSecond / 1000 * enlargement
  private static let millimetresPerMillivolt = ECGStripDrawing.millimetresPerMillivolt * enlargement
  private static let (small, large) = (enlargement, 5 * enlargement)
  /// What is drawn to either side of the QRS onset's level, in millivolts.
  private static let mostMillivolts = 3.0
  /// Room above for the waves' names and below for the two rows of intervals, in millimetres.
  private static let (above, below) = (6.0, 14.0)

  static func draw(_ beat: TypicalBeat, label: String, into page: inout Markup) {
    let values = levelled(beat)
    let high = boxes(values.max() ?? 0)
    let low = boxes(-(values.min() ?? 0))
    let seconds = Double(values.count - 1) / TypicalBeat.hertz
    let width = (seconds * 1000 * millimetresPerMillisecond / large).rounded(.up) * large
    let (top, zero, bottom) = (above, above + high, above + high + low)
    page.element("div", ["class": "wide", "tabindex": "0"]) { page in
      page.drawing(width: width, height: bottom + below, label: label, class: "averaged") { svg in
        grid(width: width, top: top, bottom: bottom, into: &svg)
        let path = values.enumerated().map { index, value in
          let y = zero - min(max(value * millimetresPerMillivolt, -low), high)
          return "\(index == 0 ? "M" : "L")\(fixed(across(sample: index), 2)) \(fixed(y, 2))"
        }
        svg.line(path.joined(), class: "curve")
        waves(beat, top: top, bottom: bottom, into: &svg)
        let (qrs, p, t) = (beat.qrs, beat.p, beat.t)
        span("PR", p?.onset, qrs?.onset, y: bottom + 3, into: &svg)
        span("QT", qrs?.onset, t?.end, y: bottom + 3, into: &svg)
        span("QRS", qrs?.onset, qrs?.end, y: bottom + 9, into: &svg)
      }
    }
  }

  /// From the level at the QRS onset, which is what amplitudes are measured from; from the mean where there is none.
  private static func levelled(_ beat: TypicalBeat) -> [Double] {
    let values = beat.millivolts.map(Double.init)
    let place = (beat.qrs?.onset).map { TypicalBeat.origin + Int(($0 / 1000 * TypicalBeat.hertz).rounded()) }
    let level =
      place.flatMap { values.indices.contains($0) ? values[$0] : nil }
      ?? values.reduce(0, +) / Double(max(1, values.count))
    return values.map { $0 - level }
  }

  private static func boxes(_ millivolts: Double) -> Double {
    let clamped = min(max(millivolts, 0), mostMillivolts)
    return max(large, ((clamped * millimetresPerMillivolt + 2) / large).rounded(.up) * large)
  }

  private static func across(sample: Int) -> Double {
    Double(sample) / TypicalBeat.hertz * 1000 * millimetresPerMillisecond
  }

  private static func across(_ milliseconds: Double) -> Double {
    across(sample: TypicalBeat.origin) + milliseconds * millimetresPerMillisecond
  }

  private static func grid(width: Double, top: Double, bottom: Double, into svg: inout Markup) {
    for (step, name) in [(small, "minor"), (large, "major")] {
      var path = ""
      for x in stride(from: 0, through: width, by: step) {
        path += "M\(fixed(x, 0)) \(fixed(top, 0))V\(fixed(bottom, 0))"
      }
      for y in stride(from: top, through: bottom, by: step) { path += "M0 \(fixed(y, 0))H\(fixed(width, 0))" }
      svg.line(path, class: name)
    }
  }

  /// A line down the paper at each boundary, and the wave's name above its peak.
  private static func waves(_ beat: TypicalBeat, top: Double, bottom: Double, into svg: inout Markup) {
    for (name, marks) in [("P", beat.p), ("QRS", beat.qrs), ("T", beat.t)] {
      guard let marks else { continue }
      for edge in [marks.onset, marks.end] {
        svg.line("M\(fixed(across(edge), 2)) \(fixed(top - 1, 2))V\(fixed(bottom + 1, 2))", class: "dashed")
      }
      svg.label(name, x: across((marks.onset + marks.end) / 2), y: top - 2, anchor: "middle")
    }
  }

  /// `|—— PR 162 ms ——|`
  private static func span(_ name: String, _ from: Double?, _ to: Double?, y: Double, into svg: inout Markup) {
    guard let from, let to else { return }
    let (left, right) = (across(from), across(to))
    svg.line(
      "M\(fixed(left, 2)) \(fixed(y - 1, 2))v2m0 -1H\(fixed(right, 2))m0 -1v2", class: "mark")
    svg.label(
      "\(name) \(fixed(to - from, 0)) ms", x: (left + right) / 2, y: y + 3.6, anchor: "middle", class: "small")
  }
}

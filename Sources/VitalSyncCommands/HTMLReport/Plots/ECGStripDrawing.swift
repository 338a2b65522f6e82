import ECGCore

/// A stretch of ECG on the paper of the clinic: 25 mm a second, 10 mm a millivolt, lines every 1 and 5 mm, with the calibration
/// pulse of 1 mV in front. Millimetres are real ones where the page is printed at 100 %.
enum ECGStripDrawing {
  static let millimetresPerSecond = 25.0
  static let millimetresPerMillivolt = 10.0
  /// Where the trace begins, behind the pulse, in millimetres.
  static let traceFrom = 10.0
  /// A row, in seconds: with the pulse it fills an A4 page between its margins.
  static let secondsPerRow = 7.0
  /// Room above for the beats and below for the seconds, in millimetres.
  private static let above = 6.0
  private static let below = 5.0
  /// The trace's units a millimetre: its corners are whole numbers of them.
  private static let grain = 100.0
  /// What is drawn of a signal that runs off, in millivolts to either side of the isoelectric line.
  private static let mostMillivolts = 3.0
  /// More samples a second than this cannot be told apart on paper.
  private static let mostHertz = 1000.0

  static func draw(_ strip: EvidenceStrips.Strip, rate: SampleRate, label: String, into page: inout Markup) {
    let perRow = rate.samples(in: secondsPerRow)
    let values = strip.millivolts.compactMap(\.self).map(Double.init)
    let low = boxes(-(values.min() ?? 0))
    let high = boxes(values.max() ?? 0)
    page.element("div", ["class": "wide strip", "tabindex": "0"]) { page in
      for begin in stride(from: 0, to: strip.millivolts.count, by: perRow) {
        let range = begin..<min(begin + perRow, strip.millivolts.count)
        draw(strip, range, rate: rate, high: high, low: low, label: label, into: &page)
      }
    }
  }

  /// Height of the paper above or below zero, in millimetres: whole boxes of 5 mm, two at least.
  private static func boxes(_ millivolts: Double) -> Double {
    let clamped = min(max(millivolts, 0), mostMillivolts)
    return max(10, ((clamped * millimetresPerMillivolt + 2) / 5).rounded(.up) * 5)
  }

  private static func draw(
    _ strip: EvidenceStrips.Strip, _ range: Range<Int>, rate: SampleRate, high: Double, low: Double, label: String,
    into page: inout Markup
  ) {
    let seconds = rate.seconds(Double(range.count))
    let length = traceFrom + max(5, (seconds * millimetresPerSecond / 5).rounded(.up) * 5)
    let (top, zero, bottom) = (above, above + high, above + high + low)
    let begin = rate.seconds(Double(strip.start + range.lowerBound))
    page.drawing(width: length, height: bottom + below, label: label, class: "ecg", from: begin) { svg in
      grid(into: &svg, length: length, top: top, bottom: bottom)
      svg.line(
        "M1 \(fixed(zero, 2))h1.5v-\(fixed(millimetresPerMillivolt, 0))h5v\(fixed(millimetresPerMillivolt, 0))h1.5",
        class: "trace pulse")
      let path = trace(strip.millivolts[range], rate: rate, high: high, low: low)
      let place = "translate(\(fixed(traceFrom, 0)) \(fixed(zero, 2))) scale(\(fixed(1 / grain, 2)))"
      svg.shape("path", ["class": "trace fine", "transform": place, "d": path])
      beats(strip, range, rate: rate, into: &svg)
      times(
        from: begin, seconds: seconds, y: bottom + 3.8, length: length,
        into: &svg)
    }
  }

  private static func grid(into svg: inout Markup, length: Double, top: Double, bottom: Double) {
    for (step, name) in [(1.0, "minor"), (5.0, "major")] {
      var path = ""
      for x in stride(from: 0, through: length, by: step) {
        path += "M\(fixed(x, 0)) \(fixed(top, 0))V\(fixed(bottom, 0))"
      }
      for y in stride(from: top, through: bottom, by: step) { path += "M0 \(fixed(y, 0))H\(fixed(length, 0))" }
      svg.line(path, class: name)
    }
  }

  /// Steps between samples in whole hundredths of a millimetre, reckoned from the row's begin so that none add up; a gap lifts
  /// the pen.
  private static func trace(_ values: ArraySlice<Float?>, rate: SampleRate, high: Double, low: Double) -> String {
    var path = ""
    var pen: (x: Int, y: Int)?
    var steps = 0
    let stride = max(1, Int((rate.hertz / mostHertz).rounded(.up)))
    for (offset, value) in values.enumerated() where offset % stride == 0 || value == nil {
      guard let value else {
        pen = nil
        continue
      }
      let millimetres = min(max(Double(value) * millimetresPerMillivolt, -low), high)
      let x = Int((rate.seconds(Double(offset)) * millimetresPerSecond * grain).rounded())
      let y = -Int((millimetres * grain).rounded())
      if let pen {
        let down = y - pen.y
        path += "\(steps == 0 ? "l" : " ")\(x - pen.x)\(down < 0 ? "" : " ")\(down)"
        steps += 1
      } else {
        path += "M\(x) \(y)"
        steps = 0
      }
      pen = (x, y)
    }
    return path
  }

  /// A mark over each R peak, and the interval in milliseconds between two.
  private static func beats(
    _ strip: EvidenceStrips.Strip, _ range: Range<Int>, rate: SampleRate, into svg: inout Markup
  ) {
    let origin = Double(strip.start + range.lowerBound)
    func across(_ beat: Double) -> Double { traceFrom + rate.seconds(beat - origin) * millimetresPerSecond }
    let here = strip.beats.filter { $0 >= origin && $0 < origin + Double(range.count) }
    for beat in here {
      svg.shape("path", ["class": "beat", "d": "M\(fixed(across(beat), 3)) 5.6l-.9 -1.8h1.8z"])
      guard let label = strip.labels[beat], label != .normal else { continue }
      svg.label(label.rawValue, x: across(beat), y: 3.2, anchor: "middle", class: "class \(label.rawValue)")
    }
    for (beat, next) in zip(here, here.dropFirst()) where !isBroken(strip, beat, next) {
      let (from, to) = (across(beat), across(next))
      guard to - from > 6 else { continue }
      svg.label(
        fixed(1000 * rate.seconds(next - beat), 0), x: (from + to) / 2, y: 5.4, anchor: "middle", class: "small")
    }
  }

  private static func isBroken(_ strip: EvidenceStrips.Strip, _ from: Double, _ to: Double) -> Bool {
    let (first, last) = (Int(from) - strip.start, Int(to) - strip.start)
    guard first >= 0, last < strip.millivolts.count, first <= last else { return true }
    return strip.millivolts[first...last].contains { $0 == nil }
  }

  private static func times(from begin: Double, seconds: Double, y: Double, length: Double, into svg: inout Markup) {
    for second in stride(from: begin.rounded(.up), through: begin + seconds, by: 1) {
      let x = traceFrom + (second - begin) * millimetresPerSecond
      svg.line("M\(fixed(x, 2)) \(fixed(y - 3.8, 2))v1.4", class: "frame")
      // One that the paper's edge would cut is left out.
      if x + 4 <= length { svg.label(clock(second), x: x, y: y, anchor: "middle", class: "small") }
    }
  }
}

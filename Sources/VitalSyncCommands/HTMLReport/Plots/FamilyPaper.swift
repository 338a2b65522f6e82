import ECGCore

/// Families of beats on the clinic's paper, 25 mm/s and 10 mm/mV times two, all cut to the same height.
struct FamilyPaper {
  private static let enlargement = 2.0
  private static let millimetresPerSecond = ECGStripDrawing.millimetresPerSecond * enlargement
  private static let millimetresPerMillivolt = ECGStripDrawing.millimetresPerMillivolt * enlargement
  private static let (small, large) = (enlargement, 5 * enlargement)
  /// What is drawn to either side of the level, in millivolts.
  private static let most = 3.0

  private let high: Double
  private let low: Double

  init(_ families: [BeatFamily]) {
    let values = families.flatMap(\.millivolts).map(Double.init)
    high = Self.boxes(values.max() ?? 0)
    low = Self.boxes(-(values.min() ?? 0))
  }

  private static func boxes(_ millivolts: Double) -> Double {
    let clamped = min(max(millivolts, 0), most)
    return max(large, ((clamped * millimetresPerMillivolt + 1) / large).rounded(.up) * large)
  }

  /// - Parameter usual: drawn dotted behind it.
  func draw(_ family: BeatFamily, over usual: BeatFamily?, label: String, into page: inout Markup) {
    let seconds = Double(family.millivolts.count - 1) / BeatFamily.hertz
    let width = (seconds * Self.millimetresPerSecond / Self.small).rounded(.up) * Self.small
    page.drawing(width: width, height: high + low, label: label, class: "family") { svg in
      grid(width: width, into: &svg)
      if let usual { svg.line(path(usual), class: "usual") }
      svg.line(path(family), class: "curve")
    }
  }

  private func path(_ family: BeatFamily) -> String {
    family.millivolts.enumerated().map { index, value in
      let x = Double(index) / BeatFamily.hertz * Self.millimetresPerSecond
      let y = high - min(max(Double(value) * Self.millimetresPerMillivolt, -low), high)
      return "\(index == 0 ? "M" : "L")\(fixed(x, 2)) \(fixed(y, 2))"
    }.joined()
  }

  private func grid(width: Double, into svg: inout Markup) {
    for (step, name) in [(Self.small, "minor"), (Self.large, "major")] {
      var path = ""
      for x in stride(from: 0, through: width, by: step) { path += "M\(fixed(x, 0)) 0V\(fixed(high + low, 0))" }
      for y in stride(from: 0, through: high + low, by: step) { path += "M0 \(fixed(y, 0))H\(fixed(width, 0))" }
      svg.line(path, class: name)
    }
  }
}

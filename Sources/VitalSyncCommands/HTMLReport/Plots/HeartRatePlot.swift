import ECGCore

/// Heart rate over time: means over windows of ten seconds, the slowest and fastest marked, and where the zones begin.
struct HeartRatePlot {
  let intervals: [RRInterval]
  let rate: SampleRate
  let time: ClosedRange<Double>
  let limits: HeartRateLimits?

  private static let width = 186.0
  private static let height = 54.0
  private static let windowSeconds = SessionFigures.rateWindowSeconds
  /// Share of a window that its intervals cover at least.
  private static let coveredShare = 0.5
  /// More windows than this are drawn several to a point.
  private static let mostPoints = 1200

  var caption: String {
    let zones = limits?.maximum == nil ? "" : " Dashed: where zones 1 to 5 begin."
    return
      "Mean heart rate of each \(fixed(Self.windowSeconds * Double(stretch), 0)) s; open where it cannot be told.\(zones)"
  }

  /// Windows to a point.
  private var stretch: Int {
    max(1, Int(((time.upperBound - time.lowerBound) / Self.windowSeconds / Double(Self.mostPoints)).rounded(.up)))
  }

  func draw(into page: inout Markup) {
    let curve = points
    let values = curve.compactMap { $0?.y }
    guard let low = values.min(), let high = values.max() else { return }
    let frame = PlotFrame(
      x: .time(time), y: .linear("heart rate (bpm)", max(0, low - 3)...(high + 3)), width: Self.width,
      height: Self.height)
    frame.draw(into: &page, label: "Heart rate in beats per minute over time") { svg in
      for zone in 1...5 {
        guard let begin = limits?.begin(ofZone: zone), frame.y.range.contains(begin) else { continue }
        let y = frame.down(begin)
        svg.line("M\(fixed(frame.leftEdge, 2)) \(fixed(y, 2))H\(fixed(frame.rightEdge, 2))", class: "dashed")
        svg.label("zone \(zone)", x: frame.rightEdge - 1, y: y - 0.8, anchor: "end", class: "small")
      }
      var path = ""
      var isDown = false
      for point in curve {
        guard let point else {
          isDown = false
          continue
        }
        path += "\(isDown ? "L" : "M")\(fixed(frame.across(point.x), 2)) \(fixed(frame.down(point.y), 2))"
        if !isDown { path += "h.01" }
        isDown = true
      }
      svg.line(path, class: "curve")
    }
  }

  /// Middle and mean of each window; `nil` where too little of it is covered.
  private var points: [(x: Double, y: Double)?] {
    let length = Self.windowSeconds * Double(stretch)
    var windows: [Int: (count: Int, seconds: Double)] = [:]
    var last = 0
    for interval in intervals where interval.verdict == .normal || interval.verdict == .irregular {
      let window = Int((rate.seconds(interval.to) - time.lowerBound) / length)
      windows[window, default: (0, 0)].count += 1
      windows[window, default: (0, 0)].seconds += interval.seconds
      last = max(last, window)
    }
    return (0...last).map { window in
      guard let (count, seconds) = windows[window], seconds >= Self.coveredShare * length else { return nil }
      return (time.lowerBound + (Double(window) + 0.5) * length, 60 * Double(count) / seconds)
    }
  }
}

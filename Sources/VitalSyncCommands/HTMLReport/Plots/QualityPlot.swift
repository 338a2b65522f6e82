import ECGCore

/// The signal's quality minute by minute: the height of a bar is the share of the minute that can be analysed, the rest is hatched by
/// what is wrong with it.
struct QualityPlot {
  let minutes: [QualityMinute]
  let time: ClosedRange<Double>

  private static let width = 186.0
  private static let height = 40.0
  /// More minutes than this are drawn several to a bar.
  private static let mostBars = 360

  static let caption =
    "From below: good (grey), fair (dots), poor (strokes), clipped or flat (crossed), leads off (black). Nothing is drawn where samples are missing."

  private static let layers: [(states: [SignalState], fill: String)] = [
    ([.good], "none"), ([.fair], "url(#hatchB)"), ([.poor], "url(#hatchA)"), ([.clipped, .flat], "url(#hatchC)"),
    ([.leadsOff], "currentColor"),
  ]

  func draw(into page: inout Markup) {
    let frame = PlotFrame(
      x: .time(time), y: .linear("share of the time (%)", 0...100, count: 4), width: Self.width,
      height: Self.height)
    let span = time.upperBound - time.lowerBound
    let perBar = max(1, Int((span / 60 / Double(Self.mostBars)).rounded(.up)))
    frame.draw(into: &page, label: "Signal quality over time") { svg in
      var index = 0
      while index < minutes.count {
        let bar = minutes[index].minute / perBar
        var end = index
        while end < minutes.count, minutes[end].minute / perBar == bar { end += 1 }
        let from = max(Double(bar * perBar) * 60, time.lowerBound)
        let to = min(Double((bar + 1) * perBar) * 60, time.upperBound)
        stack(minutes[index..<end], from: from, to: to, frame, into: &svg)
        index = end
      }
    }
  }

  private func stack(
    _ part: ArraySlice<QualityMinute>, from: Double, to: Double, _ frame: PlotFrame, into svg: inout Markup
  ) {
    let total = part.reduce(0) { $0 + $1.samples }
    guard total > 0, to > from else { return }
    var share = 0.0
    let (left, right) = (frame.across(from), frame.across(to))
    for (states, fill) in Self.layers {
      let samples = part.reduce(0) { sum, minute in sum + states.reduce(0) { $0 + minute.samples(in: $1) } }
      guard samples > 0 else { continue }
      let top = share + 100 * Double(samples) / Double(total)
      svg.shape(
        "rect",
        [
          "class": states == [.good] ? "bar good" : "bar", "fill": fill, "x": fixed(left, 2),
          "y": fixed(frame.down(top), 2),
          "width": fixed(right - left, 2), "height": fixed(frame.down(share) - frame.down(top), 2),
        ])
      share = top
    }
  }
}

import ECGCore

/// Every interval over the time at which it ended: normal ones as dots, others as crosses. Where there are more than the paper
/// can show, each column of it gives the range of its normal intervals and their mean.
struct TachogramPlot {
  let intervals: [RRInterval]
  let rate: SampleRate
  let time: ClosedRange<Double>

  private static let width = 186.0
  private static let height = 58.0
  /// More intervals than this are drawn as columns.
  private static let mostDots = 1500
  private static let columns = 420

  static let caption =
    "Dots: normal intervals; crosses: early, late or impossible ones. Gaps are left open. In long recordings a bar spans the normal intervals of its moment, the line is their mean."

  func draw(into page: inout Markup) {
    let shown = intervals.filter { $0.verdict != .unfit && $0.seconds < 4 }
    let lengths = shown.map { 1000 * $0.seconds }.sorted()
    guard let low = lengths.first, let high = lengths.last else { return }
    let frame = PlotFrame(
      x: .time(time), y: .linear("RR interval (ms)", max(0, low - 20)...(high + 20)), width: Self.width,
      height: Self.height)
    frame.draw(into: &page, label: "Tachogram: RR intervals in milliseconds over time") { svg in
      let normal = shown.filter { $0.verdict == .normal }
      if shown.count > Self.mostDots {
        columns(normal, frame, into: &svg)
      } else {
        var dots = ""
        for interval in normal { dots += "M\(point(interval, frame))h0" }
        svg.line(dots, class: "dots")
      }
      var crosses = ""
      var taken: Set<Int> = []
      for interval in shown where interval.verdict != .normal {
        // A cross a place: thousands in one place are one.
        let place = Int(frame.across(seconds(interval)) * 2) * 4096 + Int(frame.down(1000 * interval.seconds) * 2)
        guard taken.insert(place).inserted else { continue }
        crosses += "M\(point(interval, frame))m-.7 -.7l1.4 1.4m0 -1.4l-1.4 1.4"
      }
      svg.line(crosses, class: "cross")
    }
  }

  private func seconds(_ interval: RRInterval) -> Double { rate.seconds(interval.to) }

  private func point(_ interval: RRInterval, _ frame: PlotFrame) -> String {
    "\(fixed(frame.across(seconds(interval)), 2)) \(fixed(frame.down(1000 * interval.seconds), 2))"
  }

  private func columns(_ normal: [RRInterval], _ frame: PlotFrame, into svg: inout Markup) {
    let span = time.upperBound - time.lowerBound
    var (bars, means) = ("", "")
    var start = 0
    var last = -2
    while start < normal.count {
      let column = self.column(normal[start], span)
      var end = start
      var (low, high, sum) = (Double.infinity, 0.0, 0.0)
      while end < normal.count, self.column(normal[end], span) == column {
        let length = 1000 * normal[end].seconds
        (low, high, sum) = (min(low, length), max(high, length), sum + length)
        end += 1
      }
      let x = fixed(frame.leftEdge + frame.plotWidth * (Double(column) + 0.5) / Double(Self.columns), 2)
      bars += "M\(x) \(fixed(frame.down(high), 2))V\(fixed(frame.down(low), 2))"
      means += "\(column - last > 1 ? "M" : "L")\(x) \(fixed(frame.down(sum / Double(end - start)), 2))"
      last = column
      start = end
    }
    svg.line(bars, class: "bars")
    svg.line(means, class: "curve")
  }

  private func column(_ interval: RRInterval, _ span: Double) -> Int {
    let share = (seconds(interval) - time.lowerBound) / max(span, 1)
    return min(max(Int(share * Double(Self.columns)), 0), Self.columns - 1)
  }
}

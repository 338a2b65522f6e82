import ECGCore

/// Each corrected interval against the next, the line of identity, and the ellipse whose half axes are SD1 and SD2.
struct PoincarePlot {
  let series: NNSeries
  let figures: PoincareMetrics

  private static let width = 90.0
  private static let height = 84.0
  /// Dots nearer to each other than this, in millimetres, are one.
  private static let grain = 0.3

  static let caption =
    "Each normal interval against the next. Dashed: equal intervals. Ellipse: half axes SD1 (across) and SD2 (along), about the mean."

  func draw(into page: inout Markup) {
    let lengths = series.milliseconds
    guard let low = lengths.min(), let high = lengths.max() else { return }
    let axis = PlotAxis.linear("RR (ms)", low...high, count: 4)
    var next = axis
    next.title = "next RR (ms)"
    let frame = PlotFrame(x: axis, y: next, width: Self.width, height: Self.height)
    frame.draw(into: &page, label: "Poincaré plot: each interval against the next", class: "plot half") { svg in
      let (from, to) = (axis.range.lowerBound, axis.range.upperBound)
      svg.line(frame.path([(x: from, y: from), (x: to, y: to)]), class: "dashed")
      svg.line(dots(frame), class: "dots")
      let mean = lengths.reduce(0, +) / Double(lengths.count)
      let perMillisecond = frame.plotWidth / (to - from)
      let flat = frame.plotHeight / frame.plotWidth
      let place =
        "translate(\(fixed(frame.across(mean), 2)) \(fixed(frame.down(mean), 2))) scale(1 \(fixed(flat, 4))) rotate(-45)"
      // First in the paper's colour, so that the line is seen among the dots.
      for name in ["halo", "curve"] {
        svg.shape(
          "ellipse",
          [
            "class": name, "transform": place, "rx": fixed(figures.sd2 * perMillisecond, 2),
            "ry": fixed(figures.sd1 * perMillisecond, 2),
          ])
      }
    }
  }

  private func dots(_ frame: PlotFrame) -> String {
    var taken: Set<Int> = []
    var path = ""
    for chain in series.chains {
      for index in chain.dropFirst() {
        let x = (frame.across(series.milliseconds[index - 1]) / Self.grain).rounded()
        let y = (frame.down(series.milliseconds[index]) / Self.grain).rounded()
        guard taken.insert(Int(x) * 4096 + Int(y)).inserted else { continue }
        path += "M\(fixed(x * Self.grain, 1)) \(fixed(y * Self.grain, 1))h0"
      }
    }
    return path
  }
}

import ECGCore

/// DFA-α1 over two minutes, every five seconds, with the thresholds at 0.75 and 0.5; circles where it is unreliable.
struct AlphaPlot {
  let figures: SessionFigures
  let time: ClosedRange<Double>

  private static let width = 186.0
  private static let height = 50.0
  private static let thresholds = [(0.75, "0.75 aerobic"), (0.5, "0.50 anaerobic")]

  static let caption =
    "Exponent of the last two minutes. Dashed: 0.75 and 0.5, about the aerobic and the anaerobic threshold in groups; single athletes differ. Open circles: more than 5 % of the intervals are artefacts or ectopic, read with care."

  func draw(into page: inout Markup) {
    let values = figures.scaling.map(\.figure.alpha)
    let frame = PlotFrame(
      x: .time(time), y: .linear("DFA-α1", min(0.4, values.min() ?? 0.4)...max(1.2, values.max() ?? 1.2), count: 4),
      width: Self.width, height: Self.height)
    frame.draw(into: &page, label: "DFA-alpha1 over time") { svg in
      for (value, words) in Self.thresholds {
        let y = frame.down(value)
        svg.line("M\(fixed(frame.leftEdge, 2)) \(fixed(y, 2))H\(fixed(frame.rightEdge, 2))", class: "dashed")
        svg.label(words, x: frame.rightEdge - 1, y: y - 0.8, anchor: "end", class: "small")
      }
      var (dots, circles) = ("", "")
      for (seconds, figure) in figures.scaling {
        let place = "M\(fixed(frame.across(seconds), 2)) \(fixed(frame.down(figure.alpha), 2))"
        if figure.isUnreliable {
          circles += "\(place)m-.5 0a.5 .5 0 1 0 1 0a.5 .5 0 1 0 -1 0"
        } else {
          dots += "\(place)h0"
        }
      }
      svg.line(circles, class: "cross")
      svg.line(dots, class: "dots")
    }
  }
}

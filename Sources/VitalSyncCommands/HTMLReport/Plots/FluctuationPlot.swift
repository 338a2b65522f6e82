import ECGCore
import Glibc

/// F(n) over the box length n, both logarithmic, with the lines whose slopes are α1 and α2.
struct FluctuationPlot {
  let points: [FluctuationPoint]
  let alpha1: DetrendedFluctuation?
  let alpha2: DetrendedFluctuation?

  private static let width = 90.0
  private static let height = 70.0

  static let caption =
    "Root mean square of what is left in boxes of n intervals once each has lost its straight line. Solid: slope α1 (n = 4 … 16); dashed: α2 (n = 16 … 64)."

  func draw(into page: inout Markup) {
    let values = points.map(\.fluctuation)
    guard let low = values.min(), let high = values.max(), low > 0, let last = points.last else { return }
    let bottom = low / 1.5
    let top = high * 1.5
    let frame = PlotFrame(
      x: .logarithmic(
        "box length n (intervals)", 3.5...max(Double(last.length) * 1.15, 20), ticks: [4, 8, 16, 32, 64]),
      y: .logarithmic(
        "F(n) (ms)", bottom...top, ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]),
      width: Self.width, height: Self.height)
    frame.draw(into: &page, label: "Detrended fluctuation analysis", class: "plot half") { svg in
      var dots = ""
      for point in points {
        dots +=
          "M\(fixed(frame.across(Double(point.length)), 2)) \(fixed(frame.down(point.fluctuation), 2))h0"
      }
      svg.line(dots, class: "dots large")
      for (figures, name, line) in [(alpha1, "α1", "curve"), (alpha2, "α2", "dashed")] {
        guard let figures else { continue }
        fit(figures, name, line, frame, into: &svg)
      }
    }
  }

  private func fit(
    _ figures: DetrendedFluctuation, _ name: String, _ line: String, _ frame: PlotFrame, into svg: inout Markup
  ) {
    let inside = points.filter { figures.scales.contains($0.length) }
    guard let first = inside.first, let last = inside.last else { return }
    let count = Double(inside.count)
    let x = inside.reduce(0) { $0 + log(Double($1.length)) } / count
    let y = inside.reduce(0) { $0 + log($1.fluctuation) } / count
    func value(_ length: Int) -> Double { exp(y + figures.alpha * (log(Double(length)) - x)) }
    let ends = [first.length, last.length].map { (x: Double($0), y: value($0)) }
    svg.line(frame.path(ends), class: line)
    svg.label(
      "\(name) = \(fixed(figures.alpha, 2))", x: frame.across(exp(x)) - 2, y: frame.down(exp(y)) - 4, anchor: "end")
  }
}

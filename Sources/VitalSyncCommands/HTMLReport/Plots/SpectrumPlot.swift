import ECGCore

/// Power density of the intervals over frequency: Welch as a line, the autoregressive model dashed, the bands hatched each its way.
struct SpectrumPlot {
  let welch: FrequencyMetrics
  let autoregressive: FrequencyMetrics?

  private static let width = 90.0
  private static let height = 70.0

  var caption: String {
    "Solid: \(welch.settings.words)." + (autoregressive.map { " Dashed: \($0.settings.words)." } ?? "")
  }

  func draw(into page: inout Markup) {
    let bands = welch.settings.bands
    let last = bands.hf.upperBound
    let curve = points(welch, to: last)
    let other = autoregressive.map { points($0, to: last) } ?? []
    let shown = (curve + other).filter { $0.x >= bands.lf.lowerBound }.map(\.y)
    // VLF often towers over the rest; it may leave the paper at twice what stands in LF and HF.
    let top = min(max(curve.map(\.y).max() ?? 1, 1), 2 * max(shown.max() ?? 1, 1))
    let frame = PlotFrame(
      x: .linear("frequency (Hz)", 0...last, count: 5), y: .linear("density (ms²/Hz)", 0...top, count: 4),
      width: Self.width, height: Self.height)
    frame.draw(into: &page, label: "Spectrum: power density of the intervals over frequency", class: "plot half") {
      svg in
      let named = [("VLF", bands.vlf, "hatchA"), ("LF", bands.lf, "hatchB"), ("HF", bands.hf, "hatchC")]
      for (name, band, hatch) in named {
        let inside = curve.filter { band.contains($0.x) }
        guard let first = inside.first, let end = inside.last else { continue }
        let outline = frame.path([(x: first.x, y: 0)] + inside + [(x: end.x, y: 0)])
        svg.shape("path", ["class": "band", "style": "fill:url(#\(hatch))", "d": outline + "Z"])
        let x = frame.across(band.upperBound)
        svg.line("M\(fixed(x, 2)) \(fixed(frame.topEdge, 2))V\(fixed(frame.bottomEdge, 2))", class: "dotted")
        let middle = (frame.across(band.lowerBound) + x) / 2
        svg.label(name, x: middle, y: frame.topEdge + 3.4, anchor: "middle")
      }
      svg.line(frame.path(curve), class: "curve")
      svg.line(frame.path(other), class: "dashed")
    }
  }

  private func points(_ figures: FrequencyMetrics, to last: Double) -> [(x: Double, y: Double)] {
    figures.density.indices.lazy
      .map { (x: figures.densityFirst + Double($0) * figures.densityStep, y: figures.density[$0]) }
      .filter { $0.x <= last }
  }
}

import ECGCore

/// Variability: figures by group, then Poincaré, spectrum and scaling.
struct VariabilitySection {
  let figures: SessionFigures
  let report: HRVReport

  var section: HTMLSection {
    HTMLSection("variability", "Heart-rate variability") { page in
      let found = report.correction.found
      page.paragraph("\(VariabilityLines.artefacts(report.correction)).")
      page.paragraph(
        "Corrected: missed \(found.missed), extra \(found.extra), ectopic \(found.ectopic), long or short \(found.longOrShort), left out \(found.leftOut). Irregular: off their neighbours by more than a fifth, and no artefact that can be mended. Above 5 % together read the figures with care; above 10 % they are withheld.",
        class: "small")
      guard report.correction.series.artefactShare <= HRVRequirement.withheldShare else { return }
      page.element("dl", ["class": "lines"]) { list in
        for line in VariabilityLines.statistics(report) {
          list.element("div") { pair in
            pair.element("dt", line.label)
            pair.element("dd", line.text)
          }
        }
      }
      page.element("div", ["class": "pair"]) { pair in plots(into: &pair) }
    }
  }

  private func plots(into page: inout Markup) {
    if let poincare = report.poincare.value {
      let plot = PoincarePlot(series: report.correction.series, figures: poincare)
      page.figure("Poincaré plot", PoincarePlot.caption) { plot.draw(into: &$0) }
    } else {
      missing("Poincaré plot", report.poincare.refusal, into: &page)
    }
    if let welch = spectrum(.welch) {
      let plot = SpectrumPlot(welch: welch, autoregressive: spectrum(.autoregressive))
      page.figure("Spectrum", plot.caption) { plot.draw(into: &$0) }
    } else {
      missing("Spectrum", report.spectra.first?.figures.refusal, into: &page)
    }
    let points = DetrendedFluctuation.curve(of: report.correction.series)
    if report.alpha1.value != nil, !points.isEmpty {
      let plot = FluctuationPlot(points: points, alpha1: report.alpha1.value, alpha2: report.alpha2.value)
      page.figure("Scaling (DFA)", FluctuationPlot.caption) { plot.draw(into: &$0) }
    } else {
      missing("Scaling (DFA)", report.alpha1.refusal, into: &page)
    }
  }

  private func spectrum(_ settings: SpectrumSettings) -> FrequencyMetrics? {
    report.spectra.first { $0.settings.method == settings.method }?.figures.value
  }

  private func missing(_ title: String, _ refusal: Refusal?, into page: inout Markup) {
    page.element("figure", ["class": "missing"]) { figure in
      figure.element("h3", title)
      figure.paragraph("Not given: \((refusal ?? .cannotTell).words).")
    }
  }
}

import ECGCore

/// Variability in the text report: a label and a line each.
enum VariabilityLines {
  static func lines(_ report: HRVReport, _ figures: SessionFigures) -> [(label: String, text: String)] {
    var lines = [(label: "Artefacts", text: artefacts(report.correction))] + statistics(report)
    for recovery in figures.recoveries {
      lines.append(
        (
          "Recovery",
          "from \(fixed(recovery.peak, 0)) bpm at \(clock(Double(recovery.endedAt))): "
            + "\(recovery.after60.words { fixed($0, 0) }) bpm in 1 min, \(recovery.after120.words { fixed($0, 0) }) bpm in 2 min"
        ))
    }
    if let training = figures.training, training.limits.maximum != nil {
      let zones = (1...5).map { "\($0): \(clock(Double(training.seconds(inZone: $0))))" }.joined(separator: ", ")
      let banister = training.banister.value.map { ", Banister \(fixed($0, 0))" } ?? ""
      lines.append(("Zones", "\(zones); TRIMP Edwards \(training.edwards.words { fixed($0, 0) })\(banister)"))
    }
    return lines
  }

  /// "3.7 % of 1986 intervals corrected, 45.4 % irregular and left as they are: withheld, 10 % is the most"
  static func artefacts(_ correction: ArtefactCorrection) -> String {
    let found = correction.found
    var words = "\(fixed(100 * found.correctedShare, 1)) % of \(found.intervals) intervals corrected"
    if found.irregular > 0 {
      words += ", \(fixed(100 * Double(found.irregular) / Double(found.intervals), 1)) % irregular and left as they are"
    }
    return words + verdict(correction.series.artefactShare)
  }

  /// What a share of artefacts means for the figures.
  private static func verdict(_ share: Double) -> String {
    if share > HRVRequirement.withheldShare { return ": figures are withheld, 10 % together is the most" }
    return share > HRVRequirement.unreliableShare ? ": unreliable, above 5 % together" : ""
  }

  /// What the corrected intervals alone say; nothing where they are withheld as a whole.
  static func statistics(_ report: HRVReport) -> [(label: String, text: String)] {
    if report.correction.series.artefactShare > HRVRequirement.withheldShare { return [] }
    var lines: [(label: String, text: String)] = []
    lines.append(
      (
        "Time",
        report.time.words {
          "SDNN \(fixed($0.sdnn, 1)) ms, RMSSD \(fixed($0.rmssd, 1)) ms (ln \($0.lnRMSSD.map { fixed($0, 2) } ?? "–")), "
            + "pNN50 \(fixed($0.pnn50, 1)) %, pNN20 \(fixed($0.pnn20, 1)) %, CVNN \(fixed($0.cvnn, 1)) %"
        }
      ))
    if let long = report.longTerm.value {
      lines.append(("5 min", "SDANN \(fixed(long.sdann, 1)) ms, SDNN index \(fixed(long.sdnnIndex, 1)) ms"))
    }
    lines.append(
      (
        "Histogram",
        report.geometric.words {
          "triangular index \(fixed($0.triangularIndex, 1)), TINN \(fixed($0.tinn, 0)) ms, width \(fixed($0.baselineWidth, 0)) ms"
        }
      ))
    lines.append(
      (
        "Poincaré",
        report.poincare.words {
          "SD1 \(fixed($0.sd1, 1)) ms, SD2 \(fixed($0.sd2, 1)) ms, area \(fixed($0.ellipseArea, 0)) ms²"
        }
      ))
    lines.append(
      (
        "Scaling",
        "DFA α1 \(report.alpha1.words { fixed($0.alpha, 2) }), α2 \(report.alpha2.words { fixed($0.alpha, 2) }), "
          + "SampEn \(report.sampleEntropy.words { fixed($0.entropy, 2) })"
      ))
    if let (settings, reading) = report.spectra.first {
      lines.append(
        (
          "Spectrum",
          reading.words {
            "\($0.vlf.map { "VLF \(fixed($0, 0)), " } ?? "")LF \(fixed($0.lf, 0)), HF \(fixed($0.hf, 0)) ms², "
              + "LF/HF \($0.ratio.map { fixed($0, 2) } ?? "–") (\(settings.words))"
          }
        ))
    }
    return lines
  }
}

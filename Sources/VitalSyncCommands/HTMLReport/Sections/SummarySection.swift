import ECGCore

/// What a person wants to know first: is there anything, how good was the signal, the figures of the session, and the ECG at its
/// cleanest.
struct SummarySection {
  let account: SessionAccount
  let figures: SessionFigures
  let report: HRVReport

  var section: HTMLSection {
    HTMLSection("summary", "Summary") { page in
      page.paragraph(verdict, class: "verdict")
      if !account.findings.isEmpty { page.paragraph(kinds) }
      page.figures(rows)
      if let strip = account.cleanest {
        let at = clock(figures.rate.seconds(Double(strip.start)))
        page.figure("The ECG at its cleanest, from \(at)", ECGWords.paper, wide: false) { figure in
          ECGStripDrawing.draw(strip, rate: figures.rate, label: "ECG strip from \(at)", into: &figure)
        }
      }
      page.paragraph(ReportWords.disclaimer, class: "caution")
    }
  }

  private var verdict: String {
    guard account.holdsSignal else { return "Intervals between beats, without a signal: there can be no findings." }
    let findings = account.findings
    guard figures.analysableSeconds >= 1 || !findings.isEmpty else {
      return "None of the signal could be analysed: what the heart did cannot be told."
    }
    let analysed = "\(clock(figures.analysableSeconds)) of signal that could be analysed"
    guard !findings.isEmpty else { return "No findings in \(analysed), under the limits stated below." }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return "\(counts.joined(separator: ", ")) in \(analysed)."
  }

  /// "irregular rhythm (5), tachycardia", gravest first.
  private var kinds: String {
    var counts: [(kind: FindingKind, count: Int)] = []
    for finding in account.findings {
      if let place = counts.firstIndex(where: { $0.kind == finding.kind }) {
        counts[place].count += 1
      } else {
        counts.append((finding.kind, 1))
      }
    }
    return counts.map { $0.count > 1 ? "\($0.kind.words) (\($0.count))" : $0.kind.words }.joined(separator: ", ") + "."
  }

  private var rows: [(name: String, value: String, detail: String)] {
    let share = account.durationSeconds > 0 ? 100 * figures.analysableSeconds / account.durationSeconds : 0
    var rows = [("Duration", clock(account.durationSeconds), "")]
    if account.holdsSignal { rows.append(("Can be analysed", "\(fixed(min(share, 100), 0)) %", "")) }
    rows.append(("Mean heart rate", figures.meanHeartRate.words { "\(fixed($0, 0)) bpm" }, ""))
    for (name, window) in [("Lowest (10 s)", figures.slowest), ("Highest (10 s)", figures.fastest)] {
      let at = window.value.map { "at \(clock(figures.rate.seconds(Double($0.start))))" }
      rows.append((name, window.words { "\(fixed($0.beatsPerMinute, 0)) bpm" }, at ?? ""))
    }
    rows.append(("Beats", "\(figures.beats)", ""))
    if let strip = StripVerdict(account, figures) {
      rows.append(("Strip, by a model", strip.name, strip.detail))
    }
    // Why they are withheld stands beside them.
    let isWithheld = report.correction.series.artefactShare > HRVRequirement.withheldShare
    for (name, figure) in [("RMSSD", \TimeDomainMetrics.rmssd), ("SDNN", \.sdnn)] {
      let words = report.time.words { "\(fixed($0[keyPath: figure], 1)) ms" }
      rows.append((name, isWithheld ? "withheld" : words, ""))
    }
    let isUnreliable = report.correction.series.isUnreliable && report.time.value != nil
    rows.append(
      (
        "Artefacts and ectopy", "\(fixed(100 * report.correction.found.artefactShare, 1)) %",
        isWithheld ? "too many for RMSSD and SDNN" : isUnreliable ? "RMSSD and SDNN are unreliable" : ""
      ))
    if let recovery = figures.recoveries.last {
      rows.append(("Recovery in 1 min", recovery.after60.words { "\(fixed($0, 0)) bpm" }, ""))
    }
    if let training = figures.training, training.limits.maximum != nil {
      rows.append(("TRIMP (Edwards)", training.edwards.words { fixed($0, 0) }, ""))
    }
    return rows
  }
}

enum ECGWords {
  static let paper =
    "25 mm/s, 10 mm/mV; lines every 1 and 5 mm; the pulse in front is 1 mV for 0.2 s. Conditioned signal. True to size where printed at 100 %. Triangles: beats found, with the class's letter (V, S, F, Q) where it is not normal; numbers: RR intervals in ms."
}

import BoardLink
import ECGCore
import Recordings
import TerminalUI

/// The report as text for a terminal or a file.
struct TextReport {
  let account: SessionAccount
  let columns: Int
  let repertoire: Repertoire

  /// Rows of an evidence strip.
  private static let stripRows = 5
  private static let labelColumns = 12

  /// All of it, with evidence: `analyze`.
  var whole: String {
    guard let figures = account.figures else { return nothing }
    var lines = source + [""] + summary(figures) + ["", "Variability"]
    for (label, text) in VariabilityLines.lines(figures.hrvReport, figures) { lines += wrapped(label, text) }
    guard account.holdsSignal else { return text(lines + [""] + disclaimer) }
    lines +=
      ["", "Quality by minute"]
      + QualityLines.lines(
        figures, endSeconds: account.time.upperBound, repertoire: repertoire)
    lines += HourlyLines.lines(HourlyFigures(figures, durationSeconds: account.durationSeconds))
    lines +=
      ClassLines.lines(
        figures, durationSeconds: account.durationSeconds, hasOtherModel: account.hasOtherModel, columns: columns)
      + FamilyDrawing.lines(account.families, figures.classes, columns: columns, repertoire)
    lines += ["", "Findings" + (account.findings.isEmpty ? ": none" : "")]
    var told: Set<String> = []
    for finding in account.findings {
      // What to do is said once; the next of its kind has only its own evidence.
      let isFirst = told.insert(finding.advice + finding.criterion).inserted
      lines += [""] + self.lines(of: finding, isFirst: isFirst, rate: figures.rate)
    }
    lines += ["", "What was looked for"] + listed(RuleGroups(account.rules).lines)
    lines += ["", "Limits in force"] + listed(account.limits)
    lines += ["", LeadLimits.title] + listed(LeadLimits.lines)
    return text(lines + [""] + disclaimer)
  }

  /// What fits on a small terminal after a session: figures, and each finding in a line.
  var brief: String {
    guard let figures = account.figures else { return nothing }
    var lines = source + summary(figures)
    lines += wrapped("Findings", account.findings.isEmpty ? "none" : "\(account.findings.count)")
    for finding in account.findings { lines += head(of: finding, rate: figures.rate) }
    return text(lines + disclaimer)
  }

  private var interruptions: [String] {
    let away = account.link.interruptions
    var lines: [String] = []
    if away.count > 0 {
      let times = away.count == 1 ? "once" : "\(away.count) times"
      let end = away.current == nil ? "" : ", and was away at the end"
      lines += wrapped("Unplugged", "\(times), for \(fixed(away.totalSeconds, 1)) s in all\(end)")
    }
    let overruns = account.link.counts.overruns
    if overruns > 0 { lines += wrapped("Overruns", "\(overruns): samples were lost on this computer") }
    return lines
  }

  private var nothing: String { "\(account.link.port): no sample came, so there is nothing to report.\n" }

  private var disclaimer: [String] {
    TextWrap.lines(
      ReportWords.disclaimer, columns: columns, indent: "", hanging: "")
  }

  private func text(_ lines: [String]) -> String {
    lines.map { repertoire == .ascii ? ascii($0) : $0 }.joined(separator: "\n") + "\n"
  }

  private var source: [String] {
    var lines = ["VitalSync report on \(account.facts?.recording?.path ?? account.link.port)", ""]
    if let recording = account.facts?.recording {
      lines += wrapped("Recording", "\(recording.format), \(recording.lead)")
      if recording.holdsSignal {
        lines += wrapped("Rate", "\(fixed(recording.rate.hertz, 3)) Hz: \(recording.rateReason)")
      }
      lines += wrapped("Units", recording.unitsReason)
    } else {
      let board = [account.facts?.board?.board, account.link.bridge, account.link.wire].compactMap(\.self)
      lines += wrapped("Board", board.joined(separator: ", "))
      if let hertz = account.link.effectiveHertz {
        lines += wrapped("Rate", "\(fixed(hertz, 1)) Hz (\(account.link.rateReason ?? "reason not known"))")
      }
      if let skew = account.link.skew {
        let words = "\(fixed(abs(skew) * 1e6, 0)) ppm \(skew < 0 ? "slower" : "faster") than this computer's"
        lines += wrapped("Clock", "the board's runs \(words)")
      }
      let counts = account.link.counts
      lines += wrapped(
        "Link", "\(counts.samples) samples, \(counts.lost) lost, \(counts.torn) torn, \(counts.late) late")
      lines += interruptions
    }
    if let part = account.part { lines += wrapped("Part", part.words) }
    for remark in account.remarks { lines += wrapped("Note", remark) }
    if !account.marks.isEmpty { lines += wrapped("Marks", account.marks.map(\.words).joined(separator: "; ")) }
    return lines
  }

  private func summary(_ figures: SessionFigures) -> [String] {
    let share = account.durationSeconds > 0 ? 100 * figures.analysableSeconds / account.durationSeconds : 0
    let analysed =
      account.holdsSignal
      ? ", of which \(clock(figures.analysableSeconds)) can be analysed (\(fixed(min(share, 100), 0)) %)"
      : "; without a signal nothing is said of its quality, and there are no findings"
    var lines = wrapped("Duration", clock(account.durationSeconds) + analysed)
    if let mains = account.mainsHertz { lines += wrapped("Mains", "\(fixed(mains, 0)) Hz hum found and removed") }
    lines += wrapped("Heart rate", figures.meanHeartRate.words { "mean \(fixed($0, 0)) bpm\(extremes(figures))" })
    lines += wrapped("Beats", "\(figures.beats)")
    lines += RhythmLines.words(figures, StripVerdict(account, figures)).flatMap { wrapped($0.label, $0.text) }
    lines += wrapped("RR", figures.hrv.words { intervals($0, figures) })
    lines += wrapped("Waves", WaveIntervalWords.line(figures.waves, isLimited: account.hasLimitedBandwidth))
    return lines
  }

  private func extremes(_ figures: SessionFigures) -> String {
    guard let slow = figures.slowest.value, let fast = figures.fastest.value else { return "" }
    func at(_ window: RateWindow) -> String {
      "\(fixed(window.beatsPerMinute, 0)) at \(clock(figures.rate.seconds(Double(window.start))))"
    }
    return ", lowest \(at(slow)), highest \(at(fast)) (means of \(fixed(SessionFigures.rateWindowSeconds, 0)) s)"
  }

  private func intervals(_ hrv: TimeDomainHRV, _ figures: SessionFigures) -> String {
    "mean \(fixed(hrv.meanNN, 0)) ms, SDNN \(fixed(hrv.sdnn, 1)) ms, RMSSD \(fixed(hrv.rmssd, 1)) ms, pNN50 \(fixed(hrv.pnn50, 1)) %, "
      + "from \(hrv.intervals) normal intervals; \(fixed(100 * hrv.excludedShare, 1)) % left out"
  }

  private func head(of finding: Finding, rate: SampleRate) -> [String] {
    let span = FindingWords.span(finding, rate: rate)
    let kind = "\(finding.kind.words), \(finding.severity.rawValue)"
    return TextWrap.lines(
      "\(finding.severity.mark) \(span)  \(kind): \(finding.statement)", columns: columns, indent: "", hanging: "    ")
  }

  private func lines(of finding: Finding, isFirst: Bool, rate: SampleRate) -> [String] {
    var lines = head(of: finding, rate: rate)
    let words = ["Rule: \(finding.criterion) (\(finding.source)).", "Do: \(finding.advice)"]
    for text in isFirst ? words : ["Rule and what to do: as above."] {
      lines += TextWrap.lines(text, columns: columns, indent: "    ", hanging: "    ")
    }
    let strip = account.strips?.strip(of: finding)
    if let names = FindingNames.words(finding, strip) {
      lines += TextWrap.lines(names, columns: columns, indent: "    ", hanging: "    ")
    }
    if let strip {
      lines += StripDrawing.lines(
        strip, rate: rate, columns: columns - 4, rows: Self.stripRows, repertoire: repertoire
      ).map { "    " + $0 }
    }
    return lines
  }

  private func listed(_ items: [String]) -> [String] {
    items.flatMap { TextWrap.lines($0, columns: columns, indent: "  - ", hanging: "    ") }
  }

  private func wrapped(_ label: String, _ text: String) -> [String] {
    TextWrap.lines(
      text, columns: columns, indent: label + padding(Self.labelColumns - label.count),
      hanging: padding(Self.labelColumns))
  }

  private func ascii(_ line: String) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      result.unicodeScalars.append(Unicode.Scalar(Repertoire.ascii(for: scalar.value)) ?? "?")
    }
    return result
  }
}

import BoardLink
import ECGCore
import Recordings

/// The report as one page that needs nothing else: no network, no script, no font of its own. The same recording gives the same
/// bytes.
struct HTMLReport {
  let account: SessionAccount

  /// Written front to back, a section at a time.
  func write(to file: OutputFile) throws(CommandFailure) {
    let put: (Markup) throws(CommandFailure) -> Void = { (part: Markup) throws(CommandFailure) in
      try file.write(part.text)
    }
    try put(head)
    guard let figures = account.figures else {
      var page = Markup()
      page.paragraph("No sample came, so there is nothing to report.", class: "verdict")
      SettingsSection(account: account, report: nil).section.write(into: &page)
      LeadSection().section.write(into: &page)
      page.raw("\n</main>\n</body>\n</html>\n")
      try put(page)
      return
    }
    let report = figures.hrvReport
    for section in sections(figures, report) {
      var page = Markup()
      section.write(into: &page)
      try put(page)
    }
    if let disclosure = account.disclosure {
      try DisclosureSection(disclosure: disclosure, account: account, figures: figures).write(into: put)
    }
    var page = Markup()
    SettingsSection(account: account, report: report).section.write(into: &page)
    LeadSection().section.write(into: &page)
    page.raw("\n</main>\n</body>\n</html>\n")
    try put(page)
  }

  /// In the order of the page: what matters most comes first. A new part of the report is a line here.
  private func sections(_ figures: SessionFigures, _ report: HRVReport) -> [HTMLSection] {
    [
      SummarySection(account: account, figures: figures, report: report).section,
      account.holdsSignal ? FindingsSection(account: account, figures: figures).section : nil,
      account.holdsSignal ? RhythmSection(account: account, figures: figures).section : nil,
      account.holdsSignal ? BeatsSection(account: account, figures: figures).section : nil,
      RateSection(account: account, figures: figures).section,
      EffortSection(account: account, figures: figures).section,
      account.holdsSignal ? WavesSection(account: account, figures: figures).section : nil,
      VariabilitySection(figures: figures, report: report).section,
      account.holdsSignal ? QualitySection(account: account, figures: figures).section : nil,
    ].compactMap(\.self)
  }

  private var head: Markup {
    let path = account.facts?.recording?.path ?? account.link.port
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return PageHead(title: "ECG report: \(name)", kind: "VitalSync ECG report, one lead", name: name, source: source)
      .markup
  }

  private var source: String {
    var words: [String] = []
    if let recording = account.facts?.recording {
      words += [recording.format, recording.lead]
      if recording.holdsSignal { words.append("\(fixed(recording.rate.hertz, 0)) Hz") }
    }
    words.append(clock(account.durationSeconds))
    if let part = account.part { words.append(part.words) }
    return words.joined(separator: " · ")
  }
}

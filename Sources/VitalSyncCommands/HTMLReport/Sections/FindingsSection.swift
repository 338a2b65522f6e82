import ECGCore

/// Every finding with its evidence, gravest first.
struct FindingsSection {
  let account: SessionAccount
  let figures: SessionFigures

  var section: HTMLSection {
    HTMLSection("findings", "Findings") { page in
      let findings = account.findings
      if findings.isEmpty { page.paragraph("None under the limits in force. No finding is no clearance.") }
      if findings.contains(where: { account.strips?.strip(of: $0) != nil }) {
        page.paragraph("Strips: \(ECGWords.paper)", class: "small")
      }
      var told: Set<String> = []
      var drawn: Set<Range<Int>> = []
      for finding in findings {
        // What to do is said once; the next of its kind has only its own evidence.
        let strip = account.strips?.strip(of: finding)
        let isDrawn = strip.map { !drawn.insert($0.range).inserted } ?? false
        write(
          finding, strip, isDrawn: isDrawn, isFirst: told.insert(finding.advice + finding.criterion).inserted,
          into: &page)
      }
      page.element("h3", "What was looked for")
      page.element("ul") { list in for words in RuleGroups(account.rules).lines { list.element("li", words) } }
    }
  }

  private func write(
    _ finding: Finding, _ strip: EvidenceStrips.Strip?, isDrawn: Bool, isFirst: Bool, into page: inout Markup
  ) {
    let rate = figures.rate
    let span = FindingWords.span(finding, rate: rate)
    page.element("article", ["class": "finding \(finding.severity.rawValue)"]) { page in
      page.element("h3") { head in
        head.element("span", ["class": "severity"], finding.severity.rawValue)
        head.words(" \(finding.kind.words) ")
        head.element("span", ["class": "when"], span)
      }
      page.paragraph(finding.statement)
      if let names = FindingNames.words(finding, strip) { page.paragraph(names) }
      if let strip, isDrawn {
        page.paragraph("Seen in the strip from \(clock(rate.seconds(Double(strip.start)))) above.", class: "small")
      } else if let strip {
        ECGStripDrawing.draw(
          strip, rate: rate, label: "ECG strip: \(finding.kind.words), \(span)", into: &page)
      }
      guard isFirst else {
        page.paragraph("Rule and what to do: as above.", class: "small")
        return
      }
      page.element("p") { line in
        line.element("b", "Do: ")
        line.words(finding.advice)
      }
      page.paragraph("Rule: \(finding.criterion) (\(finding.source)).", class: "small")
    }
  }
}

/// A finding in words that text and page share.
enum FindingWords {
  static func span(_ finding: Finding, rate: SampleRate) -> String {
    let from = clock(rate.seconds(Double(finding.onset)))
    let to = clock(rate.seconds(Double(finding.last)))
    return from == to ? from : "\(from) to \(to)"
  }
}

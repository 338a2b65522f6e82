import ECGCore

/// The last section of every report.
struct LeadSection {
  var section: HTMLSection {
    HTMLSection("lead", LeadLimits.title) { page in
      page.element("ul") { list in for words in LeadLimits.lines { list.element("li", words) } }
      page.paragraph(ReportWords.disclaimer, class: "caution")
    }
  }
}

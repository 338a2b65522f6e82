/// The last section of every report.
struct LeadSection {
  var section: HTMLSection {
    HTMLSection("lead", "What this lead cannot tell") { page in
      page.element("ul") { list in for words in ReportWords.beyondOneLead { list.element("li", words) } }
      page.paragraph(ReportWords.disclaimer, class: "caution")
    }
  }
}

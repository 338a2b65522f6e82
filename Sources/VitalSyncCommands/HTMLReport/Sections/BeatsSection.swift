import ECGCore

/// Beats by class, the ectopic burden by zone and hour, and the families of shapes that the beats fall into.
struct BeatsSection {
  let account: SessionAccount
  let figures: SessionFigures

  /// Families drawn.
  private static let most = 12

  var section: HTMLSection {
    HTMLSection("beats", "Beats by class and shape") { page in
      guard figures.classes.counts.total > 0 else {
        page.paragraph("No beat was named.")
        return
      }
      page.statement("By class (ANSI/AAMI EC57)", ClassLines.words(figures.classes.counts))
      page.statement("Ectopic", ClassLines.ectopic(figures))
      page.paragraph(account.hasOtherModel ? ClassLines.otherModel : Self.honest, class: "small")
      if let zones = BurdenTable.zones(figures) {
        page.element("h3", "By heart-rate zone")
        page.table(zones.head, zones.cells)
        page.paragraph(BurdenTable.note, class: "small")
      } else {
        page.paragraph(BurdenTable.noZones, class: "small")
      }
      if let hours = BurdenTable.hours(figures, durationSeconds: account.durationSeconds) {
        page.element("h3", "By the hour")
        page.table(hours.head, hours.cells)
      }
      families(into: &page)
    }
  }

  /// The model card's figures: docs/models/beats.md.
  static let honest =
    "The program's own model sees one lead, and errs: on records it had not learnt from it found 94 % of the ventricular beats and 99 % of its V were right; of the supraventricular ones it found 78 %, and 62 % of its S were right. In effort it calls S too often."

  private func families(into page: inout Markup) {
    let (drawn, left) = FamilyAccount.shown(
      FamilyAccount.list(account.families, figures.classes), most: Self.most)
    guard !drawn.isEmpty else { return }
    page.element("h3", "Families of shapes")
    page.paragraph(
      "Each the mean of its beats, as they stood at the end, all at one scale. Paper of 25 mm/s and 10 mm/mV, twice enlarged: lines every 40 ms and 0.1 mV, thick ones every 200 ms and 0.5 mV. Dotted: the normal beat, the greatest family of N. Unlike: 100 % less the correlation with it, P to T.",
      class: "small")
    let reference = drawn.first { $0.1.isReference }?.0
    let paper = FamilyPaper(drawn.map(\.0))
    page.element("div", ["class": "cards"]) { cards in
      for (family, told) in drawn {
        cards.element("figure") { figure in
          figure.element("h3", told.head)
          paper.draw(family, over: told.isReference ? nil : reference, label: "family of \(told.head)", into: &figure)
          let words = [told.likeness, told.classes].compactMap(\.self).joined(separator: "; ")
          figure.element("figcaption", words)
        }
      }
    }
    if left > 0 {
      page.paragraph("\(left) more not drawn: rare, or no longer kept.", class: "small")
    }
  }
}

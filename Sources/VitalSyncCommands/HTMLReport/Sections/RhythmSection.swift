import ECGCore

/// Rhythms by their time, episodes, ectopic beats and pauses.
struct RhythmSection {
  let account: SessionAccount
  let figures: SessionFigures

  /// Episodes listed; beyond, they are only counted.
  private static let most = 60

  var section: HTMLSection {
    HTMLSection("rhythm", "Rhythm") { page in
      for line in RhythmLines.words(figures, StripVerdict(account, figures)) where !line.label.isEmpty {
        page.statement(line.label, line.text)
      }
      if !figures.rhythms.isEmpty {
        page.element("h3", "Episodes")
        page.table(["rhythm", "begin", "end", "confidence %"], figures.rhythms.prefix(Self.most).map(row))
      }
      let more = figures.rhythms.count - min(figures.rhythms.count, Self.most)
      if more > 0 { page.paragraph("\(more) more: --json has them all.") }
      let pauses = RhythmLines.pauses(figures)
      if !pauses.isEmpty {
        page.element("h3", "Pauses")
        page.table(
          ["from", "s", "interval before, ms", "interval after, ms"],
          pauses.map { [clock(figures.rate.seconds($0.from)), fixed($0.seconds, 2), $0.before, $0.after] })
      }
      page.paragraph(
        "The rules go by intervals, classes of beats and the signal between them. That the sinus node leads is not proved, and fibrillation and flutter are not told apart."
      )
    }
  }

  private func row(_ episode: RhythmEpisode) -> [String] {
    [
      episode.name.words, clock(figures.rate.seconds(Double(episode.onset))),
      clock(figures.rate.seconds(Double(episode.last))), fixed(100 * episode.confidence, 0),
    ]
  }
}

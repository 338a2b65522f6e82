import ECGCore

/// The rhythm in the text report: a label and its text a paragraph.
enum RhythmLines {
  /// Episodes told one by one; beyond, they are only summed up.
  private static let toldEpisodes = 6

  static func words(_ figures: SessionFigures) -> [(label: String, text: String)] {
    var lines = [(label: "Rhythm", text: rhythms(figures))]
    for name in [RhythmName.atrialFibrillation, .ventricularTachycardia, .ventricularFibrillation] {
      let episodes = figures.rhythms.filter { $0.name == name }
      guard !episodes.isEmpty else { continue }
      var told = episodes.prefix(toldEpisodes).map { episode in
        "\(clock(figures.rate.seconds(Double(episode.onset)))) to \(clock(figures.rate.seconds(Double(episode.last))))"
          + " (\(fixed(100 * episode.confidence, 0)) % sure)"
      }
      if episodes.count > toldEpisodes { told.append("and \(episodes.count - toldEpisodes) more") }
      lines.append((label: "", text: "\(name.words): " + told.joined(separator: ", ")))
    }
    lines.append((label: "Ectopic", text: ectopy(figures)))
    return lines
  }

  /// Rhythms by their share of the time told, the longest first.
  private static func rhythms(_ figures: SessionFigures) -> String {
    var seconds: [RhythmName: Double] = [:]
    for episode in figures.rhythms {
      seconds[episode.name, default: 0] += figures.rate.seconds(Double(episode.last - episode.onset))
    }
    let total = seconds.values.reduce(0, +)
    guard total > 0 else { return "none told: too little signal that can be analysed" }
    return RhythmName.allCases.filter { seconds[$0] ?? 0 > 0 }
      .sorted { seconds[$0] ?? 0 > seconds[$1] ?? 0 }
      .map { "\($0.words) \(fixed(100 * (seconds[$0] ?? 0) / total, 0)) %" }.joined(separator: ", ")
  }

  private static func ectopy(_ figures: SessionFigures) -> String {
    let told = EctopicGroup.Origin.allCases.compactMap { origin -> String? in
      guard let beats = figures.ectopy.beats[origin], beats > 0, figures.beats > 0 else { return nil }
      let groups = figures.ectopy.groups[origin] ?? [:]
      return "\(beats) \(origin.rawValue) (\(fixed(100 * Double(beats) / Double(figures.beats), 1)) % of beats):"
        + " \(groups[.isolated] ?? 0) single, \(groups[.couplet] ?? 0) couplets, \(groups[.run] ?? 0) runs"
    }
    return told.isEmpty ? "none" : told.joined(separator: "; ") + "; by timing and form"
  }
}

import ECGCore

/// The rhythm in the text report: a label and its text a paragraph.
enum RhythmLines {
  /// Episodes told one by one; beyond, they are only summed up.
  private static let toldEpisodes = 6

  static func words(_ figures: SessionFigures, _ strip: StripVerdict?) -> [(label: String, text: String)] {
    var lines = [(label: "Rhythm", text: rhythms(figures))]
    let grave: [RhythmName] = [
      .atrialFibrillation, .supraventricularTachycardia, .ventricularTachycardia, .ventricularFibrillation,
    ]
    for name in grave {
      let episodes = figures.rhythms.filter { $0.name == name }
      guard !episodes.isEmpty else { continue }
      var told = episodes.prefix(toldEpisodes).map { episode in
        "\(clock(figures.rate.seconds(Double(episode.onset)))) to \(clock(figures.rate.seconds(Double(episode.last))))"
          + " (\(fixed(100 * episode.confidence, 0)) % sure)"
      }
      if episodes.count > toldEpisodes { told.append("and \(episodes.count - toldEpisodes) more") }
      lines.append((label: "", text: "\(name.words): " + told.joined(separator: ", ")))
    }
    if let strip { lines.append((label: "Strip", text: strip.words)) }
    lines.append((label: "Ectopic", text: ClassLines.ectopic(figures)))
    let pauses = pauses(figures)
    if !pauses.isEmpty {
      let told = pauses.prefix(toldEpisodes).map { pause in
        "\(clock(figures.rate.seconds(pause.from))) \(fixed(pause.seconds, 2)) s (\(pause.before) ms before, \(pause.after) ms after)"
      }
      let more = pauses.count - toldEpisodes
      lines.append((label: "Pauses", text: (told + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "; ")))
    }
    return lines
  }

  /// An interval that was found to be a pause, and its neighbours' lengths in milliseconds.
  struct Pause {
    var from: Double
    var seconds: Double
    var before: String
    var after: String
  }

  static func pauses(_ figures: SessionFigures) -> [Pause] {
    let onsets = Set(figures.findings.lazy.filter { $0.kind == .pause }.map(\.onset))
    guard !onsets.isEmpty else { return [] }
    let log = figures.intervalLog
    func words(_ index: Int, touches position: Double, _ end: (RRInterval) -> Double) -> String {
      guard log.indices.contains(index), end(log[index]) == position else { return "–" }
      return fixed(1000 * log[index].seconds, 0)
    }
    return log.indices.filter { onsets.contains(Int(log[$0].from)) }.map { index in
      Pause(
        from: log[index].from, seconds: log[index].seconds,
        before: words(index - 1, touches: log[index].from) { $0.to },
        after: words(index + 1, touches: log[index].to) { $0.from })
    }
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
}

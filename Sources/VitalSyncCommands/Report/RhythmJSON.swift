import ECGCore

/// The rhythm in `analyze --json` and in the monitor's `summary` line. Keys are documented in docs/commands.md.
struct RhythmJSON: Encodable {
  var episodes: [Episode]
  var ectopic: [Ectopic]
  /// Couplets and runs, in order.
  var groups: [Group]
  /// Each minute as a whole, by the model.
  var strips: [Strip]

  init(_ figures: SessionFigures?) {
    guard let figures else {
      episodes = []
      ectopic = []
      groups = []
      strips = []
      return
    }
    let rate = figures.rate
    episodes = figures.rhythms.map { episode in
      Episode(
        name: episode.name.rawValue, onset_s: rate.seconds(Double(episode.onset)).rounded(places: 3),
        last_s: rate.seconds(Double(episode.last)).rounded(places: 3),
        confidence: episode.confidence.rounded(places: 2))
    }
    ectopic = EctopicGroup.Origin.allCases.map { origin in
      let groups = figures.ectopy.groups[origin] ?? [:]
      let beats = figures.ectopy.beats[origin] ?? 0
      return Ectopic(
        origin: origin.rawValue, beats: beats,
        burden_percent: figures.beats > 0 ? (100 * Double(beats) / Double(figures.beats)).rounded(places: 2) : nil,
        isolated: groups[.isolated] ?? 0, couplets: groups[.couplet] ?? 0, runs: groups[.run] ?? 0,
        longestRun: figures.ectopy.longestRun[origin])
    }
    strips = figures.strips.map { Strip($0, rate: rate) }
    groups = figures.ectopy.notable.map { group in
      Group(
        origin: group.origin.rawValue, kind: group.kind.rawValue,
        from_s: rate.seconds(Double(group.from)).rounded(places: 3),
        to_s: rate.seconds(Double(group.to)).rounded(places: 3), beats: group.beats,
        bpm: group.beatsPerMinute?.rounded(places: 1))
    }
  }

  struct Episode: Encodable {
    var name: String
    var onset_s: Double
    var last_s: Double
    var confidence: Double
  }

  struct Ectopic: Encodable {
    var origin: String
    var beats: Int
    /// Share of all beats.
    var burden_percent: Double?
    var isolated: Int
    var couplets: Int
    var runs: Int
    /// In beats.
    var longestRun: Int?
  }

  struct Strip: Encodable {
    var from_s: Double
    var to_s: Double
    var name: String
    /// How likely each class is, 0 … 1.
    var normal: Double
    var atrialFibrillation: Double
    var other: Double
    var noisy: Double

    init(_ strip: RhythmStrip, rate: SampleRate) {
      func share(_ name: StripName) -> Double { Double(strip.probabilities[name]).rounded(places: 3) }
      from_s = rate.seconds(Double(strip.from)).rounded(places: 3)
      to_s = rate.seconds(Double(strip.to)).rounded(places: 3)
      name = strip.name.rawValue
      (normal, atrialFibrillation) = (share(.normal), share(.atrialFibrillation))
      (other, noisy) = (share(.other), share(.noisy))
    }
  }

  struct Group: Encodable {
    var origin: String
    var kind: String
    var from_s: Double
    var to_s: Double
    var beats: Int
    var bpm: Double?
  }
}

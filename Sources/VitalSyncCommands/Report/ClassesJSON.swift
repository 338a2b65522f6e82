import ECGCore

/// `beatClasses` of the report's JSON. Keys are documented in docs/commands.md.
struct ClassesJSON: Encodable {
  var counts: Counts
  /// S and V among the beats that were named.
  var ectopic_percent: Double?
  var hours: [Hour]
  var families: [Family]

  /// Families told, the greatest.
  private static let most = 12

  init(_ figures: BeatClassFigures, rate: SampleRate) {
    counts = Counts(figures.counts)
    ectopic_percent = figures.counts.ectopicPercent.map { $0.rounded(places: 3) }
    hours = figures.hours.sorted { $0.key < $1.key }.map { Hour(hour: $0.key, counts: Counts($0.value)) }
    families = figures.familiesBySize.prefix(Self.most).map { Family($0, rate: rate) }
  }

  struct Counts: Encodable {
    var N: Int
    var S: Int
    var V: Int
    var F: Int
    var Q: Int

    init(_ counts: BeatClassCounts) {
      (N, S, V) = (counts[.normal], counts[.supraventricular], counts[.ventricular])
      (F, Q) = (counts[.fusion], counts[.unknown])
    }
  }

  struct Hour: Encodable {
    var hour: Int
    var counts: Counts
  }

  struct Family: Encodable {
    var family: Int
    var first_s: Double
    var counts: Counts

    init(_ family: BeatClassFigures.Family, rate: SampleRate) {
      self.family = family.number
      first_s = rate.seconds(family.first).rounded(places: 3)
      counts = Counts(family.counts)
    }
  }
}

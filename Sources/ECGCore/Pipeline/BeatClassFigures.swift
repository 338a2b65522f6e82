/// How many beats of each class there were: in all, hour by hour, and by family of shapes.
public struct BeatClassFigures: Hashable, Sendable {
  /// One family of the wearer's beats.
  public struct Family: Hashable, Sendable {
    /// As `ClassifiedBeat.family` names it.
    public var number: Int
    public internal(set) var counts = BeatClassCounts()
    /// Grid position of its first beat.
    public var first: Double
    /// Mean of its beats' unlikeness to the usual beat, 0 … 1.
    public var unlikeness: Double { counts.total > 0 ? unlikenessSum / Double(counts.total) : 0 }
    fileprivate var unlikenessSum = 0.0
  }

  public private(set) var counts = BeatClassCounts()
  /// Hours of the session's grid, from 0, that had a beat.
  public private(set) var hours: [Int: BeatClassCounts] = [:]
  private var families: [Int: Family] = [:]

  public init() {}

  /// Families by how many beats they have, the greatest first.
  public var familiesBySize: [Family] {
    families.values.sorted { ($1.counts.total, $0.number) < ($0.counts.total, $1.number) }
  }

  public mutating func add(_ classified: ClassifiedBeat, rate: SampleRate) {
    let label = classified.beat.label
    counts.add(label)
    hours[Int(rate.seconds(classified.beat.position) / 3600), default: BeatClassCounts()].add(label)
    var family =
      families[classified.family] ?? Family(number: classified.family, first: classified.beat.position)
    family.counts.add(label)
    family.unlikenessSum += Double(classified.unlikeness)
    families[classified.family] = family
  }
}

/// Beats by class.
public struct BeatClassCounts: Hashable, Sendable {
  private var byLabel = [Int](repeating: 0, count: BeatLabel.allCases.count)

  init() {}

  public subscript(label: BeatLabel) -> Int {
    BeatLabel.allCases.firstIndex(of: label).map { byLabel[$0] } ?? 0
  }

  public var total: Int { byLabel.reduce(0, +) }

  /// Ectopic beats (S and V) as a share of all that were named, in percent; `nil` where none was.
  public var ectopicPercent: Double? {
    let named = total - self[.unknown]
    return named > 0 ? 100 * Double(self[.supraventricular] + self[.ventricular]) / Double(named) : nil
  }

  /// The class that most of them were given, beats without one aside; `nil` where none has one.
  public var most: BeatLabel? {
    BeatLabel.allCases.filter { $0 != .unknown && self[$0] > 0 }.max { self[$0] < self[$1] }
  }

  mutating func add(_ label: BeatLabel) {
    if let place = BeatLabel.allCases.firstIndex(of: label) { byLabel[place] += 1 }
  }
}

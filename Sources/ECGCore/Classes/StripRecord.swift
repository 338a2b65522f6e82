/// What is kept of a strip while it goes on: numbers of its seconds, intervals, beats and waves. Delay: none.
struct StripRecord {
  /// Most of each kind that are kept: five a second.
  static let most = 300

  /// First sample, and the one behind the last.
  private(set) var from: Int?
  private(set) var to = 0
  private(set) var indexes: [Double] = []
  private(set) var unfit = 0
  private(set) var good = 0
  private(set) var intervals: [Double] = []
  /// Intervals by verdict, in `Verdict.place`'s order.
  private(set) var verdicts = [Int](repeating: 0, count: RRInterval.Verdict.allCases.count)
  private(set) var confidences: [Double] = []
  private(set) var classified = 0
  /// Sums and greatest of the probabilities of N, S, V, F.
  private(set) var sums = [Float](repeating: 0, count: 4)
  private(set) var most = [Float](repeating: 0, count: 4)
  private(set) var delineated = 0
  private(set) var waves = 0
  /// PR intervals in seconds.
  private(set) var conductions: [Double] = []

  init() {
    indexes.reserveCapacity(Self.most)
    intervals.reserveCapacity(Self.most)
    confidences.reserveCapacity(Self.most)
    conductions.reserveCapacity(Self.most)
  }

  mutating func append(_ second: QualitySecond) {
    from = from ?? second.start
    to = second.start + second.count
    guard indexes.count < Self.most else { return }
    indexes.append(Double(second.index))
    if second.state.refusal != nil { unfit += 1 }
    if second.state == .good { good += 1 }
  }

  mutating func append(_ interval: RRInterval) {
    guard intervals.count < Self.most else { return }
    intervals.append(interval.seconds)
    verdicts[interval.verdict.place] += 1
  }

  mutating func append(_ told: ClassifiedBeat) {
    guard confidences.count < Self.most else { return }
    confidences.append(Double(told.beat.confidence))
    classified += 1
    let p = told.probabilities
    add(0, p.normal)
    add(1, p.supraventricular)
    add(2, p.ventricular)
    add(3, p.fusion)
  }

  private mutating func add(_ place: Int, _ probability: Float) {
    sums[place] += probability
    most[place] = max(most[place], probability)
  }

  mutating func append(_ told: BeatDelineation, rate: SampleRate) {
    guard delineated < Self.most else { return }
    delineated += 1
    guard let p = told.p.value else { return }
    waves += 1
    if let qrs = told.qrs.value { conductions.append(rate.seconds(qrs.onset - p.onset)) }
  }

  mutating func removeAll() {
    from = nil
    indexes.removeAll(keepingCapacity: true)
    intervals.removeAll(keepingCapacity: true)
    confidences.removeAll(keepingCapacity: true)
    conductions.removeAll(keepingCapacity: true)
    (unfit, good, classified, delineated, waves) = (0, 0, 0, 0, 0)
    for k in verdicts.indices { verdicts[k] = 0 }
    for k in sums.indices { (sums[k], most[k]) = (0, 0) }
  }
}

extension RRInterval.Verdict {
  /// Where its count stands.
  var place: Int {
    switch self {
    case .normal: 0
    case .irregular: 1
    case .impossible: 2
    case .unfit: 3
    }
  }
}

/// A beat as the rhythm needs it once it has a class: where, what, and how likely a ventricular one.
struct NamedBeat: Sendable {
  /// R peak on the session's grid.
  var position: Double
  var label: BeatLabel
  /// Probability that it is ventricular, 0 … 1; told in poor signal, too, where `label` is unknown.
  var ventricular: Float
  /// Grid index of the sample on whose arrival it was named.
  var decidedAt: Int

  /// What stands for a beat that was never named.
  static let none = NamedBeat(position: 0, label: .unknown, ventricular: 0, decidedAt: 0)
}

/// Brings intervals together with the class of the beat that closes each: the one waits for its second to be judged, the
/// other for the next beat. Delay: the longer of the two, 2.3 s at most.
struct NamedIntervals: Sendable {
  /// Intervals and classes that may wait: at 300 bpm five a second, for three seconds, and as many to spare.
  private static let waiting = 32

  private var intervals = RingWindow(
    capacity: waiting, blank: RRInterval(from: 0, to: 0, seconds: 0, verdict: .unfit))
  private var beats = RingWindow(capacity: waiting, blank: NamedBeat.none)

  init() {}

  mutating func append(_ interval: RRInterval) { intervals.append(interval) }

  mutating func append(_ beat: NamedBeat) { beats.append(beat) }

  /// The oldest interval whose beat has its class; `nil` where there is none yet.
  mutating func next() -> (interval: RRInterval, beat: NamedBeat)? {
    guard let first = intervals.first else { return nil }
    while let beat = beats.first, beat.position < first.to { beats.removeFirst() }
    guard let beat = beats.first else { return nil }
    intervals.removeFirst()
    // Classes come in the order of beats: a later one means that this beat was passed over.
    guard beat.position == first.to else { return (first, .none) }
    beats.removeFirst()
    return (first, beat)
  }

  /// The oldest interval, whatever its beat is: nothing more will be known.
  mutating func flush() -> (interval: RRInterval, beat: NamedBeat)? {
    if let next = next() { return next }
    guard let first = intervals.first else { return nil }
    intervals.removeFirst()
    return (first, .none)
  }

  /// A gap: what waits is dropped.
  mutating func removeAll() {
    intervals.removeAll()
    beats.removeAll()
  }
}

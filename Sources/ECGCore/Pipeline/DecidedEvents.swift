/// What the detector and the quality judge decided within one block, put into the order in which it was decided.
///
/// Each stage works through a whole block before the next one does; merged by the sample on whose arrival each thing
/// was known, their events come in the same order however the signal is cut into blocks.
struct DecidedEvents {
  enum Event {
    case beat(Beat)
    case quality(QualitySecond)

    /// The sample on whose arrival it was known.
    var decidedAt: Int {
      switch self {
      case .beat(let beat): beat.decidedAt
      case .quality(let second): second.start + second.count - 1
      }
    }

    /// A sample it speaks of.
    var sample: Int {
      switch self {
      case .beat(let beat): beat.sample
      case .quality(let second): second.start
      }
    }
  }

  /// Where the detector puts its beats.
  var beats = Collected<Beat>()
  /// Where the judge puts its seconds.
  var seconds = Collected<QualitySecond>()
  private var nextBeat = 0
  private var nextSecond = 0

  /// The next event that speaks of samples before `limit`; at equal times the second comes first, since it judges what
  /// the beat stands in.
  mutating func next(before limit: Int) -> Event? {
    let beat = nextBeat < beats.elements.count ? Event.beat(beats.elements[nextBeat]) : nil
    let second = nextSecond < seconds.elements.count ? Event.quality(seconds.elements[nextSecond]) : nil
    let dueBeat = beat.flatMap { $0.sample < limit ? $0 : nil }
    let dueSecond = second.flatMap { $0.sample < limit ? $0 : nil }
    if let dueSecond, dueSecond.decidedAt <= dueBeat?.decidedAt ?? .max {
      nextSecond += 1
      return dueSecond
    }
    if dueBeat != nil { nextBeat += 1 }
    return dueBeat
  }

  mutating func removeAll() {
    beats.removeAll()
    seconds.removeAll()
    nextBeat = 0
    nextSecond = 0
  }
}

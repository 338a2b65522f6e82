/// Places rows with time stamps on a uniform sample grid: gaps are found, jitter is not taken for one.
///
/// A stamp is late by what transport and the operating system held it up, never early: the grid is the lower envelope of
/// the stamps. A gap is a step of that envelope: the least lateness in the second to come lies above the least lateness
/// in the quarter second past. A burst that was held up and then comes at once catches up within the second, and is none.
///
/// A stamp is never early: one that lies before the envelope by more than what is told from jitter, and before the row above, says
/// that the clock was set back. How much time passed there nobody knows: one sample is left out, so that nothing is joined
/// across. A later step forward that only undoes it is another such place. A single wrong stamp is outvoted and is none.
struct StampGrid<Item> {
  struct Placed {
    var item: Item
    /// Samples missing before this one.
    var gap: Int
  }

  private(set) var backwardSteps = 0
  private(set) var firstBackwardRow: Int?
  private(set) var clockSets = 0
  /// Places where the clock was set back, or forward again.
  private(set) var setBacks = 0
  /// |difference of the envelope| of each row, where asked for.
  private(set) var wander: [Double] = []

  private let period: Double
  private let threshold: Double
  private let ahead: Int
  private let behind: Int
  /// Rows of past and future without which a step is not judged.
  private let settling: Int
  private let keepsWander: Bool
  private let isCounter: Bool

  private var pending: [Waiting] = []
  private var head = 0
  private var aheadMinima = SlidingMinimum()
  private var behindMinima = SlidingMinimum()
  private var pushed = 0
  private var popped = 0
  /// First row behind the newest gap.
  private var since = 0
  private var lastStamp = -Double.infinity
  private var debt = 0.0
  private var debtRow = Int.min / 2
  /// Lateness of the two rows before the newest: an isolated wrong stamp is outvoted.
  private var history: (Double, Double)?
  private var held: Waiting?

  private struct Waiting {
    var item: Item
    var lateness: Double
    /// The stamp lies so far before that of the row above.
    var fall: Double
  }

  /// Rows after a step back within which a step forward may undo it, in seconds.
  static var undoSeconds: Double { 10 }
  /// A longer step forward is a clock being set, not a gap: its length means nothing.
  static var longestGapSeconds: Double { 86_400 }

  init(_ pacing: StampPacing, keepsWander: Bool = false) {
    period = pacing.period
    threshold = pacing.threshold
    ahead = max(32, 2 * pacing.run, rows(in: 1, period, atMost: 20_000))
    behind = max(16, 2 * pacing.run, rows(in: 0.25, period, atMost: 5000))
    settling = pacing.isSteady ? 1 : behind
    self.keepsWander = keepsWander
    isCounter = pacing.isCounter
  }

  mutating func push(_ item: Item, stamp: Double) {
    let fall = lastStamp - stamp
    if stamp < lastStamp {
      backwardSteps += 1
      if firstBackwardRow == nil { firstBackwardRow = pushed }
      if pushed - debtRow > rows(in: Self.undoSeconds, period) { debt = 0 }
      debt = max(debt, lastStamp - stamp)
      debtRow = pushed
    }
    lastStamp = stamp
    let lateness = stamp - Double(pushed) * period
    pushed += 1
    guard let before = held else {
      held = Waiting(item: item, lateness: lateness, fall: 0)
      history = (lateness, lateness)
      return
    }
    // Median of three: the row before, judged now that its successor is known.
    let (older, _) = history ?? (before.lateness, before.lateness)
    enqueue(before, max(min(older, before.lateness), min(max(older, before.lateness), lateness)))
    history = (before.lateness, lateness)
    held = Waiting(item: item, lateness: lateness, fall: fall)
  }

  /// No more rows will come.
  mutating func finish() {
    guard let last = held else { return }
    held = nil
    enqueue(last, last.lateness)
  }

  private mutating func enqueue(_ row: Waiting, _ lateness: Double) {
    aheadMinima.push(lateness, at: popped + pending.count - head)
    pending.append(Waiting(item: row.item, lateness: lateness, fall: row.fall))
  }

  /// The next row with its place, once enough is known of what follows it (`draining`: with what is known).
  mutating func pop(draining: Bool = false) -> Placed? {
    guard pending.count - head > (draining ? 0 : ahead) else { return nil }
    let row = pending[head]
    head += 1
    if head >= 4096, head * 2 > pending.count {
      pending.removeFirst(head)
      head = 0
    }
    var gap = 0
    let isSettled = popped - since >= settling && (!draining || pending.count - head >= settling - 1)
    if let low = aheadMinima.minimum(from: popped), let base = behindMinima.minimum(from: popped - behind), isSettled {
      let rise = low - base
      if keepsWander { wander.append(abs(rise)) }
      if rise > threshold {
        gap = judge(rise)
      } else if !isCounter, row.fall > threshold, base - row.lateness > threshold {
        gap = breakOff()
      }
    }
    behindMinima.push(row.lateness, at: popped)
    popped += 1
    return Placed(item: row.item, gap: gap)
  }

  /// The clock was set: the least that says so.
  private mutating func breakOff() -> Int {
    behindMinima.removeAll()
    since = popped
    setBacks += 1
    return 1
  }

  private mutating func judge(_ rise: Double) -> Int {
    behindMinima.removeAll()
    since = popped
    if abs(popped - debtRow) < rows(in: Self.undoSeconds, period), abs(rise - debt) <= 0.05 * debt + threshold {
      debt = 0
      return isCounter ? 0 : breakOff()
    }
    if rise > Self.longestGapSeconds {
      clockSets += 1
      return max(1, rows(in: 1, period))
    }
    return max(1, rows(in: rise, period))
  }
}

/// What is known of a table's stamps.
struct StampPacing {
  /// Seconds a row.
  var period: Double
  /// Seconds by which the envelope must rise for a gap.
  var threshold: Double
  /// Rows that share one stamp.
  var run: Int
  /// Single stamps are true to half a sample.
  var isSteady: Bool
  /// They number the samples: where they step back they began anew, as one of eight bits does behind 255.
  var isCounter = false

  /// Numbered samples: every step is exact.
  static func counting(period: Double) -> StampPacing {
    StampPacing(period: period, threshold: 0.5 * period, run: 1, isSteady: true, isCounter: true)
  }
}

/// Rows in a time, to the nearest, and never more than a day's at 100 kHz.
private func rows(in seconds: Double, _ period: Double, atMost limit: Double = 8.64e9) -> Int {
  Int(max(0, min(limit, (seconds / period).rounded())))
}

/// Least of the newest values, by a queue that only rises (each value is pushed and dropped once).
struct SlidingMinimum {
  private var queue: [(value: Double, place: Int)] = []
  private var head = 0

  mutating func push(_ value: Double, at place: Int) {
    while queue.count > head, let last = queue.last, last.value >= value { queue.removeLast() }
    queue.append((value, place))
  }

  /// The least of the values at `place` and after; earlier ones are forgotten.
  mutating func minimum(from place: Int) -> Double? {
    while head < queue.count, queue[head].place < place { head += 1 }
    if head >= 4096 {
      queue.removeFirst(head)
      head = 0
    }
    return head < queue.count ? queue[head].value : nil
  }

  mutating func removeAll() {
    queue.removeAll(keepingCapacity: true)
    head = 0
  }
}

/// P waves that no QRS complex follows: second-degree AV block, where each P wave can be seen.
///
/// Source: the definitions of F. M. Kusumoto et al., Circulation 140 (2019) e382: P waves on time, of which single ones are not
/// conducted, the PR interval constant (Mobitz II, 2:1), not growing before (Mobitz I). Own design: between two conducted beats
/// with a P wave each, their distance is parted into two or three; where that is the PP interval that went before, a lone P wave
/// is looked for there by its likeness to the mean P wave. An atrial beat that is early and not conducted is not on time. Deviations:
/// complete block, where P and QRS go their own ways, is not told. Limits were chosen looking at all records of MIT-BIH, of which
/// one (231) has such a block. Delay: that of the second beat's waves and class, 3 s at most.
struct ConductionWatch {
  /// Seconds looked back, as the other counts.
  private static let windowSeconds = 10.0
  /// Lone P waves in a row that are looked for.
  private static let mostInRow = 2
  /// Shortest distance of two conducted P waves with a lone one between them, and shortest PP interval, in seconds: below, P lies
  /// in T.
  private static let (shortestPair, shortestPP) = (1.0, 0.45)
  /// How far a PP interval may be off the one before, and a lone P wave off its place, as shares of the PP interval: sinus
  /// arrhythmia about a dropped beat (ventriculophasic) is some 10 %.
  private static let (ppSlack, placeSlack) = (0.15, 0.12)
  /// Likeness of a lone P wave to the mean one, its size as a share of that one's, and likeness of the conducted ones.
  private static let likeness: Float = 0.85
  private static let size: ClosedRange<Float> = 0.5...2
  private static let conductedLikeness: Float = 0.8
  /// Nothing else of that form between T and QRS is as large as this share of the mean P wave: it would be noise, or a U wave.
  private static let elsewhere: Float = 0.6
  /// Distance from which something is elsewhere, in seconds.
  private static let apart = 0.1
  /// Growth of PR before the lone P wave against after it that makes it Mobitz I, in seconds.
  private static let growth = 0.025
  /// P waves averaged, and the fewest.
  private static let averaged: Float = 16
  private static let fewest = 8
  /// T ends so long after the R peak where its end is not told, in seconds; before the other, nothing is looked for.
  private static let (latestT, earliest) = (0.42, 0.3)

  private let rate: SampleRate
  private var signal: AtrialSignal
  private var mean = [Float](repeating: 0, count: AtrialSignal.length)
  private var window = [Float](repeating: 0, count: AtrialSignal.length)
  private var count = 0
  private var before: Conducted?
  /// The newest PP interval, in samples.
  private var lastPP: Double?
  private var waiting = RingWindow<Conducted?>(capacity: 32, blank: nil)
  private var names = RingWindow(capacity: 32, blank: NamedBeat.none)
  private var seconds = RingWindow(
    capacity: 16, blank: QualitySecond(start: 0, count: 0, index: 0, state: .poor))
  /// Where lone P waves were found, and how many in a row.
  private var found = RingWindow(capacity: 16, blank: (at: 0.0, inRow: 0))
  private var judgedAt = -Double.infinity

  /// A beat with its P wave, in samples; `p` is the peak.
  private struct Conducted: Sendable {
    var r: Double
    var p: Double?
    var pOnset = 0.0
    var qrsOnset = 0.0
    var tEnd = 0.0
  }

  init(rate: SampleRate) {
    self.rate = rate
    signal = AtrialSignal(rate: rate)
  }

  mutating func see(_ block: SampleBlock, _ range: Range<Int>) { signal.take(block, range) }

  mutating func take(_ second: QualitySecond) { seconds.append(second) }

  mutating func take(_ beat: NamedBeat) {
    names.append(beat)
    follow()
  }

  mutating func take(_ told: BeatDelineation) {
    var beat = Conducted(r: told.beat.position, p: nil, tEnd: told.beat.position + Self.latestT * rate.hertz)
    if let p = told.p.value, let qrs = told.qrs.value {
      (beat.p, beat.pOnset, beat.qrsOnset) = (p.peak, p.onset, qrs.onset)
    }
    if let t = told.t.value { beat.tEnd = t.end }
    waiting.append(beat)
    follow()
  }

  /// A gap, or leads off: nothing that follows belongs to what went before but the mean P wave.
  mutating func breakChain() {
    signal.restart()
    before = nil
    lastPP = nil
    waiting.removeAll()
    names.removeAll()
    seconds.removeAll()
    judgedAt = -.infinity
  }

  /// P waves in a row that no beat follows: the most of the ten seconds before grid index `end`; withheld where no P wave was plain.
  func unconducted(end: Int) -> Reading<Double> {
    let from = Double(end) - Self.windowSeconds * rate.hertz
    guard judgedAt >= from else { return .refused(count < Self.fewest ? .settling : .cannotTell) }
    var most = 0
    for index in 0..<found.count where found[index].at >= from { most = max(most, found[index].inRow) }
    return .value(Double(most))
  }

  /// Brings beats and their classes together: both come in the order of beats.
  private mutating func follow() {
    while let first = waiting.first, let beat = first {
      while let name = names.first, name.position < beat.r { names.removeFirst() }
      guard let name = names.first else { return }
      waiting.removeFirst()
      let isNormal = name.position == beat.r && name.label == .normal
      guard isNormal, let p = beat.p, signal.read(&window, about: p) else {
        before = nil
        lastPP = nil
        continue
      }
      learn()
      if let before { judge(before, beat) }
      before = beat
    }
  }

  private mutating func learn() {
    count += 1
    let weight = max(1 / Float(count), 1 / Self.averaged)
    for k in 0..<AtrialSignal.length { mean[k] += weight * (window[k] - mean[k]) }
  }

  private mutating func judge(_ first: Conducted, _ second: Conducted) {
    let last = lastPP
    lastPP = nil
    guard count >= Self.fewest, let from = first.p, let to = second.p, isGood(first.r, second.r),
      let one = compared(at: from), let other = compared(at: to)
    else { return }
    let distance = to - from
    lastPP = distance
    guard min(one.likeness, other.likeness) > Self.conductedLikeness else { return }
    judgedAt = second.r
    guard rate.seconds(distance) >= Self.shortestPair else { return }
    for inRow in 1...Self.mostInRow {
      let pp = distance / Double(inRow + 1)
      guard rate.seconds(pp) >= Self.shortestPP else { return }
      guard let place = loneWaves(inRow, first, second, from: from, pp: pp) else { continue }
      // Where nothing went before, the next pair may bear it out.
      let isOnTime = last.map { abs(pp / $0 - 1) < Self.ppSlack }
      if isOnTime ?? true { lastPP = pp }
      let shrunk = (first.qrsOnset - first.pOnset) - (second.qrsOnset - second.pOnset)
      if isOnTime ?? false, rate.seconds(shrunk) <= Self.growth { found.append((place, inRow)) }
      return
    }
  }

  /// The place of the last of `inRow` lone P waves, where all of them are there and nothing else is like them.
  private mutating func loneWaves(
    _ inRow: Int, _ first: Conducted, _ second: Conducted, from: Double, pp: Double
  ) -> Double? {
    let step = rate.hertz / SmoothedSignal.hertz
    let half = Double(AtrialSignal.reach) * step
    var places = (0.0, 0.0)
    for index in 1...inRow {
      let middle = from + Double(index) * pp
      var best: (size: Float, at: Double)?
      var at = middle - Self.placeSlack * pp
      while at <= middle + Self.placeSlack * pp {
        if let one = compared(at: at), one.likeness >= Self.likeness, one.size > best?.size ?? 0 {
          best = (one.size, at)
        }
        at += step
      }
      guard let best, Self.size.contains(best.size), best.at - half >= first.tEnd else { return nil }
      places = index == 1 ? (best.at, best.at) : (places.0, best.at)
    }
    var at = max(first.tEnd + half, first.r + Self.earliest * rate.hertz)
    let apart = Self.apart * rate.hertz
    while at < second.pOnset - half {
      if abs(at - places.0) > apart, abs(at - places.1) > apart, let one = compared(at: at), one.size > Self.elsewhere {
        return nil
      }
      at += step
    }
    return places.1
  }

  /// Likeness to the mean P wave, −1 … 1, and size as a share of it.
  private mutating func compared(at place: Double) -> (likeness: Float, size: Float)? {
    guard signal.read(&window, about: place) else { return nil }
    var (product, own, its): (Float, Float, Float) = (0, 0, 0)
    for k in 0..<AtrialSignal.length {
      product += window[k] * mean[k]
      own += window[k] * window[k]
      its += mean[k] * mean[k]
    }
    guard own > 0, its > 0 else { return nil }
    return (product / (own * its).squareRoot(), product / its)
  }

  /// Every second between two R peaks is good.
  private func isGood(_ from: Double, _ to: Double) -> Bool {
    var covered = false
    for index in 0..<seconds.count {
      let second = seconds[index]
      guard Double(second.start + second.count) > from, Double(second.start) <= to else { continue }
      guard second.state == .good else { return false }
      covered = true
    }
    return covered
  }
}

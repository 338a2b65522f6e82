/// Judges each second of signal: leads off, clipped, flat, or how noisy.
///
/// Which states there are, and that each is told by its own test before noise is measured, follows G. D. Clifford et
/// al., Physiol. Meas. 33 (2012) 1419 (CinC Challenge 2011). Deviations: seconds instead of ten-second strips, and
/// judged live; the noise is measured as `NoiseFeatures` and `QualityIndex` say. Seconds lie on the session's grid, so
/// their borders do not depend on where its first sample stands; a gap ends a second early. Delay: a second is judged
/// on its last sample.
public struct QualityJudge: Stage {
  public typealias Input = SampleBlock
  public typealias Output = QualitySecond

  /// Leads off for this share of a second or longer makes it a leads-off second; RR intervals need an unbroken one.
  private static let leadsOffShare: Float = 0.02
  /// At a rail for this share or longer, nothing in the second can be trusted; single clipped R peaks stay below.
  private static let clippedShare: Float = 0.2
  /// Flat: within this many millivolts for the whole second. One step of the coarsest usual converter (10 bit over
  /// 5 V behind a gain of 1100) is 4.4 µV; a skin contact alone brings more noise than that.
  private static let flatMillivolts: Float = 0.005
  /// Flat, too: at least this share of the samples equal to the one before, whatever the gain …
  private static let stuckShare: Float = 0.97
  /// … and no larger than this against the QRS complexes.
  private static let stuckSurge: Float = 0.05
  /// A fragment shorter than this, in seconds, is too short to be judged by itself: it takes its predecessor's index.
  private static let fragmentSeconds = 0.25

  /// Behind a gap longer than this nothing is known of the signal, in seconds.
  private static let shortGapSeconds = 2.0

  private let rate: SampleRate
  private var noise: NoiseFeatures
  private var rail: RailWatch
  private var start = 0
  private var boundary = 0
  private var position: Int?
  private var leadsOffCount = 0
  private var flaggedClips = 0
  private var plateaus = 0
  private var equalCount = 0
  private var lowest: Float = .infinity
  private var highest: Float = -.infinity
  private var previous: Float?
  private var wasOff = false
  private var lastJudged: QualitySecond?

  public init(rate: SampleRate) {
    self.rate = rate
    noise = NoiseFeatures(rate: rate)
    rail = RailWatch(rate: rate)
  }

  public var latencySeconds: Double { 1 }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<QualitySecond>) {
    guard block.count > 0 else { return }
    if position != block.start {
      if position != nil { close(into: &sink) }
      restart(after: position.map { block.start - $0 })
      begin(at: block.start)
    }
    for offset in 0..<block.count {
      take(block.millivolts[offset], block.flags(at: offset))
      let next = block.start + offset + 1
      position = next
      if next == boundary {
        close(into: &sink)
        begin(at: next)
      }
    }
  }

  public mutating func finish(into sink: inout some Sink<QualitySecond>) {
    close(into: &sink)
    position = nil
    lastJudged = nil
  }

  private mutating func take(_ x: Float, _ flags: SampleFlags) {
    if !flags.isDisjoint(with: .leadsOff) {
      leadsOffCount += 1
      wasOff = true
      return
    }
    if wasOff {
      wasOff = false
      previous = nil
      noise.restart()
      rail.reset()
    }
    if flags.contains(.clipped) { flaggedClips += 1 }
    if x == previous { equalCount += 1 }
    previous = x
    lowest = min(lowest, x)
    highest = max(highest, x)
    plateaus += rail.take(x)
    noise.take(x)
  }

  /// Begins anew behind a gap of `lost` samples; behind a short one a fragment may still be taken for like its predecessor.
  private mutating func restart(after lost: Int?) {
    noise.restart()
    rail.reset()
    previous = nil
    wasOff = false
    if lost.map({ $0 > rate.samples(in: Self.shortGapSeconds) }) ?? true { lastJudged = nil }
  }

  private mutating func begin(at index: Int) {
    start = index
    let second = (Double(index) / rate.hertz).rounded(.down) + 1
    boundary = Int((second * rate.hertz).rounded(.up))
    if boundary <= index { boundary = Int(((second + 1) * rate.hertz).rounded(.up)) }
    leadsOffCount = 0
    flaggedClips = 0
    plateaus = 0
    equalCount = 0
    lowest = .infinity
    highest = -.infinity
  }

  private mutating func close(into sink: inout some Sink<QualitySecond>) {
    guard let position, position > start else { return }
    let second = judge(count: position - start)
    lastJudged = second
    sink.receive(second)
  }

  private mutating func judge(count: Int) -> QualitySecond {
    let seen = Float(count)
    func refused(_ state: SignalState) -> QualitySecond {
      _ = noise.close(isFit: false)
      return QualitySecond(start: start, count: count, index: 0, state: state)
    }
    if Float(leadsOffCount) >= Self.leadsOffShare * seen, leadsOffCount > 0 { return refused(.leadsOff) }
    if Float(flaggedClips) >= Self.clippedShare * seen { return refused(.clipped) }
    if highest - lowest <= Self.flatMillivolts, count > 1 { return refused(.flat) }
    if Float(plateaus) >= Self.clippedShare * seen { return refused(.clipped) }
    if count < rate.samples(in: Self.fragmentSeconds) {
      _ = noise.close(isFit: false)
      let index = lastJudged?.index ?? 0
      return QualitySecond(start: start, count: count, index: index, state: QualityIndex.state(index))
    }
    let isStuck = Float(equalCount) >= Self.stuckShare * seen
    let ratios = noise.close(isFit: !isStuck)
    if isStuck, ratios.surge <= Self.stuckSurge {
      return QualitySecond(start: start, count: count, index: 0, state: .flat)
    }
    let index = QualityIndex.index(ratios)
    return QualitySecond(start: start, count: count, index: index, state: QualityIndex.state(index))
  }
}

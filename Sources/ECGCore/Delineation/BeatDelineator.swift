import Glibc

/// What the delineator says.
enum DelineatorEvent {
  case beat(BeatDelineation)
  case averaged(HeartIntervals)
}

/// P, QRS and T of every beat, from the samples and the beats found in them; and of the mean of the newest normal beats.
///
/// Source: the network's (`BoundaryNetwork`); an averaged beat against noise, P. W. Macfarlane et al., Methods of
/// Information in Medicine 29:354 (1990). Deviation: the network sees the signal as it came, brought to 250 Hz, since a high-pass filter
/// moves the ends of P and T.
///
/// Delay: a beat is told when 636 ms after its R peak have come in, every beat therein could be found (0.3 s) and their
/// seconds are judged (up to 1 s): at most 2 s after the R peak.
struct BeatDelineator {
  /// Share of the probability that must stand about a boundary for it to be told: below, the network wavers between
  /// places further apart than any tolerance.
  static let leastCertainty: Float = 0.3
  /// The same in a second of poor signal, where noise may pass for a wave.
  static let leastCertaintyInNoise: Float = 0.6
  /// Logarithm of the odds from which a P or T wave is there.
  static let presence: Float = 0
  /// A P wave may seem to end so long after the QRS begins, in milliseconds, and is then cut off there.
  static let overlap: Float = 20
  /// Beats that may wait at once: eight a second, for four seconds.
  private static let waiting = 32
  private static let rememberedSeconds = 8

  private let rate: SampleRate
  private let resampler: PolyphaseResampler
  /// From the R peak to the sample at which a beat may be told.
  private let wait: Double
  private var raw: RawHistory
  private var network = BoundaryNetwork()
  private var average: AveragedBeat
  private var window = [Float](repeating: 0, count: BoundaryWindow.length)
  private var pending = RingWindow(
    capacity: waiting, blank: Beat(position: 0, amplitude: 0, decidedAt: 0, confidence: 0))
  private var seconds = RingWindow(
    capacity: rememberedSeconds, blank: QualitySecond(start: 0, count: 0, index: 0, state: .poor))
  private var stretchStart: Int?
  private var before = -Double.infinity

  private var typical = TypicalBeatSearch()

  init(rate: SampleRate, detectorLatency: Double, bandwidth: FrontEndBandwidth = .unstated) {
    self.rate = rate
    resampler = PolyphaseResampler(from: rate.hertz, to: BoundaryWindow.rate)
    wait = (BoundaryWindow.reachAfter + detectorLatency) * rate.hertz + Double(resampler.halfWidth + 3)
    // What a beat waits for at most, its second's judging, and what stands before it.
    let seconds = 2 * BoundaryWindow.reachAfter + detectorLatency + 2.5 + BoundaryWindow.reachBefore
    raw = RawHistory(keep: rate.samples(in: seconds) + 2 * resampler.taps, margin: resampler.taps)
    average = AveragedBeat(rate: rate, bandwidth: bandwidth)
  }

  /// The averaged beat that stands for all so far.
  var typicalBeat: TypicalBeat? { typical.found }

  /// Longest time from an R peak to what is told of it, in seconds.
  var latencySeconds: Double { rate.seconds(wait) + 1 }

  /// Samples of `block` in `range` have arrived.
  mutating func see(_ block: SampleBlock, _ range: Range<Int>, into sink: inout some Sink<DelineatorEvent>) {
    guard !range.isEmpty else { return }
    block.millivolts.withUnsafeBufferPointer { samples in
      var done = range.lowerBound - block.start
      let last = range.upperBound - block.start
      if stretchStart == nil {
        stretchStart = range.lowerBound
        raw.begin(with: samples[done])
      }
      while done < last {
        done += raw.append(.init(rebasing: samples[done..<last]))
        tellDue(into: &sink)
      }
    }
  }

  mutating func take(_ beat: Beat) {
    // A full ring means that no second was judged for seconds on end; what waits longest is let go.
    if pending.isFull { dropFirst() }
    pending.append(beat)
  }

  mutating func take(_ second: QualitySecond, into sink: inout some Sink<DelineatorEvent>) {
    seconds.append(second)
    tellDue(into: &sink)
  }

  /// A gap or the end: what waits is told from what came.
  mutating func end(into sink: inout some Sink<DelineatorEvent>) {
    if !pending.isEmpty {
      for _ in 0..<Int(wait) { raw.prolong() }
      let newest = (stretchStart ?? 0) + raw.arrived - 1
      while !pending.isEmpty { tellFirst(at: newest, into: &sink) }
    }
    stretchStart = nil
    before = -.infinity
    seconds.removeAll()
    average.removeAll()
    network.forget()
  }

  private mutating func tellDue(into sink: inout some Sink<DelineatorEvent>) {
    guard let stretchStart else { return }
    while let beat = pending.first {
      let due = beat.position + wait
      guard Double(stretchStart + raw.arrived) > due, let judged = seconds.last,
        Double(judged.start + judged.count) >= beat.position + BoundaryWindow.reachAfter * rate.hertz
      else { return }
      // Not the newest sample: that depends on how the signal is cut into blocks.
      tellFirst(at: max(Int(due), judged.start + judged.count - 1), into: &sink)
    }
  }

  private mutating func tellFirst(at now: Int, into sink: inout some Sink<DelineatorEvent>) {
    guard let beat = pending.first, let stretchStart else { return }
    let after = pending.count > 1 ? pending[1].position : .infinity
    let previous = before
    dropFirst()
    let unfit = refusal(at: beat)
    let told = delineation(
      of: beat, unfit: unfit, previous: previous, next: after, stretchStart: stretchStart, now: now)
    sink.receive(.beat(told))
    // Nothing of poor signal goes into the mean: findings rest on it.
    guard told.qrs.value != nil, unfit == nil,
      average.take(window, beat: beat, rr: rate.seconds(beat.position - previous), next: milliseconds(beat, after))
    else { return }
    let (intervals, marks) = average.measured(by: &network)
    typical.consider(average.mean, intervals, marks)
    sink.receive(.averaged(intervals))
  }

  private mutating func dropFirst() {
    before = pending.first?.position ?? before
    pending.removeFirst()
  }

  private func milliseconds(_ beat: Beat, _ other: Double) -> Float {
    Float(rate.seconds(other - beat.position) * 1000)
  }

  private mutating func delineation(
    of beat: Beat, unfit: Refusal?, previous: Double, next: Double, stretchStart: Int, now: Int
  ) -> BeatDelineation {
    if let unfit, unfit != .poorSignal { return .refused(unfit, beat, now) }
    let least = unfit == nil ? Self.leastCertainty : Self.leastCertaintyInNoise
    BoundaryWindow.read(
      raw, at: beat.position - Double(stretchStart), hertz: rate.hertz, by: resampler, into: &window)
    // A beat beyond the window may not be known yet: it is none.
    let after = milliseconds(beat, next)
    guard
      network.look(
        at: window, before: milliseconds(beat, previous),
        after: after > Float(BoundaryWindow.reachAfter * 1000) ? .infinity : after, recalls: true)
    else { return .refused(.cannotTell, beat, now) }
    let scale = rate.hertz / 1000
    func onGrid(_ wave: WaveTimes?) -> Reading<Wave> {
      guard let wave else { return .refused(unfit ?? .cannotTell) }
      let told = Wave(
        onset: beat.position + Double(wave.onset) * scale, peak: beat.position + Double(wave.peak) * scale,
        end: beat.position + Double(wave.end) * scale)
      guard told.onset >= Double(stretchStart), told.end < Double(stretchStart + raw.arrived) else {
        return .refused(.settling)
      }
      return .value(told)
    }
    return BeatDelineation(
      beat: beat, p: onGrid(network.p(least)), qrs: onGrid(network.qrs(least)), t: onGrid(network.t(least)),
      decidedAt: now)
  }

  /// What the quality judge says against the beat's surroundings; the worst of it, poor signal last.
  private func refusal(at beat: Beat) -> Refusal? {
    var found: Refusal?
    let from = beat.position - BoundaryWindow.reachBefore / 2 * rate.hertz
    let to = beat.position + BoundaryWindow.reachAfter / 2 * rate.hertz
    for index in 0..<seconds.count {
      let second = seconds[index]
      guard Double(second.start + second.count) > from, Double(second.start) < to else { continue }
      guard let refusal = second.state.refusal else { continue }
      if refusal != .poorSignal { return refusal }
      found = refusal
    }
    return found
  }
}

extension BeatDelineation {
  fileprivate static func refused(_ why: Refusal, _ beat: Beat, _ now: Int) -> BeatDelineation {
    BeatDelineation(beat: beat, p: .refused(why), qrs: .refused(why), t: .refused(why), decidedAt: now)
  }
}

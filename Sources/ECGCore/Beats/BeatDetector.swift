import Glibc

/// Live QRS detection on one lead, at any rate, gain, offset and polarity.
///
/// The signal is brought to 125 Hz; the magnitude of a complex wavelet at 15 Hz rises at every complex whatever its
/// shape; each of its peaks is a candidate, and each candidate is judged once by a small network that sees its shape, its
/// size and likeness against the beats before, its time against their rhythm and against that of the beats beyond doubt,
/// what was refused or doubtful of late, and what follows it.
///
/// Sources: the candidate–judge scheme and the running levels of J. Pan, W. J. Tompkins, IEEE TBME 32:230 (1985); the
/// wavelet envelope of S. Kadambe et al., IEEE TBME 46:838 (1999); the matching with templates of P. S. Hamilton,
/// Computers in Cardiology 29:101 (2002). Deviations: a learnt judge in place of thresholds, and no search-back: time since
/// the last beat is one of the judge's inputs, so that a small beat that is due is taken at once.
///
/// Delay: every beat is decided `decisionDelay` after its R peak, from the first one on.
public struct BeatDetector: Stage {
  public typealias Input = SampleBlock
  public typealias Output = Beat

  /// From the R peak to its decision, in feature samples: 288 ms. Long enough to see the QRS that follows a P wave.
  static let decisionDelay = 36
  /// A complex stands out for at least this many feature samples either way: 56 ms.
  static let peakReach = 7
  /// A candidate below this share (as a logarithm: 11 %) of the last two seconds' greatest envelope is none: half of all
  /// peaks in clean signal lie below, and of 57,000 beats two.
  static let floor: Float = -2.2
  /// The same as a share: e^−2.2. What is dwarfed when it appears is so when it is decided, too.
  static let floorShare: Float = 0.1108
  /// A candidate below this (as a logarithm of millivolts: 0.1 µV) is rounding.
  static let silence: Float = -9.2 * 2
  /// Score of a beat that was taken though the judge refused it: as doubtful as can be.
  static let leastScore: Float = 0.1
  /// A score from which a beat teaches with full weight: odds of 20 to 1.
  static let fullTrust: Float = 3
  /// No ventricle answers again within 0.12 s: a second peak there is of the same complex.
  static let refractory = 0.12
  /// A stretch that begins beyond this, in millivolts (or in counts that a file gives for such: those of 24 bits), begins with
  /// no reading: what comes would be lost in the rounding of a difference from it.
  static let largestReference: Float = 16_777_216
  /// A converter at its rail for longer, in seconds, hides a whole complex; for less, it cuts off a tall R wave.
  static let longestClip = 0.2

  private let rate: SampleRate
  private let resampler: PolyphaseResampler
  private let refinement: PeakRefinement
  private let model: CandidateModel
  private let clipLimit: Int

  // Where the unbroken stretch began on the grid, and what comes next.
  private var stretchStart = 0
  private var inStretch = false
  private var expected = 0
  private var clipped = 0
  private var nextFeature = 0
  private var lastPosition = -Double.infinity

  private var raw: RawHistory
  private var signal = FeatureSignal()
  private var queue = CandidateQueue()
  private var memory = BeatMemory()
  private var plainTemplates = BeatTemplates()
  private var sharpTemplates = BeatTemplates()
  private var coarseTemplates = BeatTemplates()
  private var history = DecisionHistory()
  private var refused = RefusedRepeats()
  private var shape = CandidateShape()
  private var features = CandidateFeatures()

  public init(rate: SampleRate) {
    self.init(rate: rate, model: .trained)
  }

  init(rate: SampleRate, model: CandidateModel) {
    self.rate = rate
    self.model = model
    resampler = PolyphaseResampler(from: rate.hertz, to: FeatureSignal.rate)
    refinement = PeakRefinement(rate: rate.hertz)
    raw = RawHistory(keep: rate.samples(in: 1) + resampler.taps, margin: resampler.taps)
    clipLimit = rate.samples(in: Self.longestClip)
  }

  /// From an R peak to the arrival of the sample on which it is decided, at most: about 0.32 s.
  public var latencySeconds: Double {
    Double(Self.decisionDelay + 1) / FeatureSignal.rate + Double(resampler.halfWidth + 1) / rate.hertz
  }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<Beat>) {
    if block.start != expected {
      endStretch(into: &sink)
      clipped = 0
    }
    expected = block.end
    block.millivolts.withUnsafeBufferPointer { samples in
      guard !block.flags.isEmpty else {
        clipped = 0
        take(samples, at: block.start, into: &sink)
        return
      }
      var from = 0
      for k in 0..<samples.count {
        let flags = block.flags[k]
        let off = !flags.isDisjoint(with: .leadsOff)
        clipped = flags.contains(.clipped) ? clipped + 1 : 0
        guard off || clipped >= clipLimit else { continue }
        if k > from { take(.init(rebasing: samples[from..<k]), at: block.start + from, into: &sink) }
        endStretch(into: &sink)
        from = k + 1
      }
      if from < samples.count { take(.init(rebasing: samples[from...]), at: block.start + from, into: &sink) }
    }
  }

  public mutating func finish(into sink: inout some Sink<Beat>) {
    endStretch(into: &sink)
  }

  private mutating func take(
    _ samples: UnsafeBufferPointer<Float>, at start: Int, into sink: inout some Sink<Beat>
  ) {
    guard let first = samples.first else { return }
    if !inStretch { beginStretch(at: start, value: first) }
    var done = 0
    while done < samples.count {
      done += raw.append(.init(rebasing: samples[done...]))
      advance(into: &sink)
    }
  }

  /// Makes every feature value for which the samples are there, and decides what falls due.
  private mutating func advance(into sink: inout some Sink<Beat>) {
    while true {
      let taken = signal.fill(from: raw, by: resampler, first: nextFeature)
      guard taken > 0 else { return }
      while signal.isBehind {
        if let peak = signal.advance(until: queue.nextDue, reach: Self.peakReach), peak >= 0 { propose(peak) }
        while let candidate = queue.next(at: signal.newest) { decide(candidate, into: &sink) }
      }
      nextFeature += taken
    }
  }

  private mutating func propose(_ index: Int) {
    let middle = Int(Double(index) * resampler.ratio + 0.5)
    guard middle < raw.arrived,
      !signal.isDwarfed(index, share: Self.floorShare, span: CandidateShape.surroundings)
    else { return }
    let peak = raw.withWindow(from: middle) { refinement.peak(around: $0) }
    let position = min(max(Double(middle) + peak.offset, 0), Double(raw.arrived - 1))
    queue.add(
      Candidate(
        index: index, position: position, amplitude: peak.amplitude,
        due: Int(position / resampler.ratio + 0.5) + Self.decisionDelay))
  }

  private mutating func decide(_ candidate: Candidate, into sink: inout some Sink<Beat>) {
    guard candidate.position - lastPosition > Self.refractory * rate.hertz else { return }
    shape.measureSize(signal, candidate: candidate.index, now: signal.newest)
    guard shape.logPeak > Self.silence, shape.logPeak - shape.logRecent > Self.floor else { return }
    shape.measureOutline(signal, candidate: candidate.index, now: signal.newest)
    let plain = signal.withWindows { x, _, base in plainTemplates.match(at: x + (candidate.index - base)) }
    let sharp = shape.withSharpWindow { sharpTemplates.match(at: $0) }
    let coarse = shape.withCoarseWindow { coarseTemplates.match(at: $0) }
    features.gather(
      shape, candidate: candidate.index, memory: memory, history: history,
      likeness: .init(plain: plain, sharp: sharp, coarse: coarse), following: lookAtFollowing())
    var score = model.score(features.values)
    if score <= 0, comesAgain(candidate, score: score) { score = Self.leastScore }
    guard score > 0 else {
      memory.reject(shape)
      history.reject(at: candidate.index, score: score)
      return
    }
    lastPosition = candidate.position
    let arrival = min(resampler.place(of: signal.newest).centre + resampler.halfWidth, raw.arrived - 1)
    let trust = min(score / Self.fullTrust, 1)
    memory.accept(at: candidate.index, shape: shape, trust: trust)
    history.accept(at: candidate.index, score: score)
    signal.withWindows { x, _, base in
      plainTemplates.learn(plain, at: x + (candidate.index - base), trust: trust)
    }
    shape.withSharpWindow { sharpTemplates.learn(sharp, at: $0, trust: trust) }
    shape.withCoarseWindow { coarseTemplates.learn(coarse, at: $0, trust: trust) }
    sink.receive(
      Beat(
        position: Double(stretchStart) + candidate.position, amplitude: candidate.amplitude,
        decidedAt: stretchStart + arrival, confidence: 1 / (1 + exp(-score))))
  }

  private mutating func comesAgain(_ candidate: Candidate, score: Float) -> Bool {
    guard lastPosition.isFinite else { return false }
    let behind = Int((candidate.position - lastPosition) / resampler.ratio)
    return signal.withWindows { x, _, base in
      refused.take(score: score, index: candidate.index, behind: behind, at: x + (candidate.index - base))
    }
  }

  /// The peak that waits behind the candidate, where all of its template's window has come in.
  private mutating func lookAtFollowing() -> CandidateFeatures.Following? {
    guard let index = queue.following, index + BeatTemplates.reach + BeatTemplates.slack <= signal.newest else {
      return nil
    }
    let logPeak = shape.logPeak(of: signal, at: index)
    return signal.withWindows { x, _, base in
      CandidateFeatures.Following(
        logSize: logPeak - shape.logPeak, correlation: plainTemplates.match(at: x + (index - base)).correlation)
    }
  }

  private mutating func beginStretch(at start: Int, value: Float) {
    inStretch = true
    stretchStart = start
    nextFeature = 0
    lastPosition = -.infinity
    raw.begin(with: abs(value) <= Self.largestReference ? value : 0)
    signal.reset()
    queue.removeAll()
    memory.reset()
    plainTemplates.reset()
    refused.reset()
    sharpTemplates.reset()
    coarseTemplates.reset()
    history.reset()
  }

  /// Lets what is still waiting be decided as if the last value went on, then forgets.
  private mutating func endStretch(into sink: inout some Sink<Beat>) {
    guard inStretch else { return }
    inStretch = false
    let padding = rate.samples(in: latencySeconds + PeakRefinement.searchSeconds) + 1
    for _ in 0..<padding {
      raw.prolong()
      advance(into: &sink)
    }
  }
}

import Glibc

/// Live single-lead QRS detection.
public struct BeatDetector: Stage {
  public typealias Input = SampleBlock
  public typealias Output = Beat

  /// Feature samples between a candidate and its decision.
  static let decisionDelay = 28
  /// A complex stands out for at least this many feature samples either way: 80 ms.
  static let peakReach = 10
  /// A candidate below this share of the last two seconds' greatest envelope is none.
  static let logFloor: Float = -3

  private let rate: SampleRate
  private let resampler: PolyphaseResampler
  private let refinement: PeakRefinement
  private let model: CandidateModel

  // Where the signal since the last gap began, on the grid, and its first value: offsets are taken from there.
  private var segmentStart = 0
  private var reference: Float = 0
  private var inSegment = false
  private var expected = 0
  private var hole = 0
  private let holeLimit: Int

  // Raw samples of the segment, newest last.
  private var raw: [Float]
  private var rawCount = 0
  private var rawStart = 0
  private let rawHistory: Int
  private var arrived = 0
  private var nextTick = 0

  private var signal = FeatureSignal()
  private var memory = BeatMemory()
  private var features = CandidateFeatures()
  private var waiting = [Int](repeating: 0, count: 8)
  private var waitingCount = 0

  /// Taps for development only.
  var observer: ((Int, Int, UnsafePointer<Float>, Float, Double) -> Bool?)?

  public init(rate: SampleRate) {
    self.init(rate: rate, model: .trained)
  }

  init(rate: SampleRate, model: CandidateModel) {
    self.rate = rate
    self.model = model
    resampler = PolyphaseResampler(from: rate.hertz, to: FeatureSignal.rate)
    refinement = PeakRefinement(rate: rate.hertz)
    rawHistory = rate.samples(in: 1) + resampler.taps
    raw = [Float](repeating: 0, count: 2 * rawHistory + 4096)
    holeLimit = rate.samples(in: 0.2)
  }

  public var latencySeconds: Double {
    Double(Self.decisionDelay) / FeatureSignal.rate + Double(resampler.halfWidth) / rate.hertz
      + PeakRefinement.searchSeconds
  }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<Beat>) {
    if block.start != expected { endSegment(into: &sink) }
    expected = block.end
    guard !block.flags.isEmpty else {
      block.millivolts.withUnsafeBufferPointer { take($0, from: block.start, into: &sink) }
      return
    }
    var from = 0
    for k in 0..<block.count {
      let flags = block.flags[k]
      let off = !flags.isDisjoint(with: .leadsOff)
      if off || flags.contains(.clipped) {
        hole += 1
        if off || hole >= holeLimit {
          if k > from {
            block.millivolts.withUnsafeBufferPointer {
              take(.init(rebasing: $0[from..<k]), from: block.start + from, into: &sink)
            }
          }
          endSegment(into: &sink)
          from = k + 1
        }
      } else {
        hole = 0
      }
    }
    if from < block.count {
      block.millivolts.withUnsafeBufferPointer {
        take(.init(rebasing: $0[from...]), from: block.start + from, into: &sink)
      }
    }
  }

  public mutating func finish(into sink: inout some Sink<Beat>) {
    endSegment(into: &sink)
  }

  private mutating func take(
    _ samples: UnsafeBufferPointer<Float>, from start: Int, into sink: inout some Sink<Beat>
  ) {
    guard !samples.isEmpty else { return }
    if !inSegment { beginSegment(at: start, value: samples[0]) }
    var done = 0
    while done < samples.count {
      let room = raw.count - rawCount - resampler.taps
      if room == 0 {
        compactRaw()
        continue
      }
      let count = min(room, samples.count - done)
      let reference = reference
      let at = rawCount
      raw.withUnsafeMutableBufferPointer { raw in
        for k in 0..<count { raw[at + k] = samples[done + k] - reference }
      }
      rawCount += count
      arrived += count
      done += count
      advance(into: &sink)
    }
  }

  private mutating func advance(into sink: inout some Sink<Beat>) {
    while true {
      let (centre, phase) = resampler.place(of: nextTick)
      guard centre + resampler.halfWidth < rawStart + rawCount else { return }
      let first = centre - resampler.halfWidth - rawStart
      let value = raw.withUnsafeBufferPointer {
        resampler.output(at: $0.baseAddress.unsafelyUnwrapped + first, phase: phase)
      }
      nextTick += 1
      signal.append(value)
      if let candidate = signal.peak(reach: Self.peakReach), waitingCount < waiting.count, candidate >= 0 {
        waiting[waitingCount] = candidate
        waitingCount += 1
      }
      if waitingCount > 0, signal.newest - waiting[0] >= Self.decisionDelay {
        decide(waiting[0], arrival: min(centre + resampler.halfWidth, arrived - 1), into: &sink)
        waitingCount -= 1
        for k in 0..<waitingCount { waiting[k] = waiting[k + 1] }
      }
    }
  }

  private mutating func decide(_ candidate: Int, arrival: Int, into sink: inout some Sink<Beat>) {
    features.measure(signal, candidate: candidate, now: signal.newest, memory: memory)
    guard features.logPeak > -16, features.values[2] > Self.logFloor else { return }
    let middle = Int((Double(candidate) * resampler.ratio).rounded())
    guard middle < arrived else { return }
    let peak = raw.withUnsafeBufferPointer {
      refinement.peak(around: $0.baseAddress.unsafelyUnwrapped + (middle - rawStart))
    }
    let score = features.values.withUnsafeBufferPointer { model.score($0.baseAddress.unsafelyUnwrapped) }
    var accepted = score > 0
    let position = min(max(Double(middle) + peak.offset, 0), Double(arrived - 1))
    if let observer {
      let forced = features.values.withUnsafeBufferPointer {
        observer(segmentStart + middle, segmentStart + arrival, $0.baseAddress.unsafelyUnwrapped, score, position)
      }
      if let forced { accepted = forced }
    }
    guard accepted else {
      memory.reject(logPeak: features.logPeak)
      return
    }
    memory.accept(
      at: candidate, logPeak: features.logPeak, high: features.high, low: features.low, slope: features.slope)
    let match = features.match
    signal.withWindows { x, _, base in memory.templates.learn(match, at: x + (candidate - base)) }
    sink.receive(
      Beat(
        position: Double(segmentStart) + position, amplitude: peak.amplitude, decidedAt: segmentStart + arrival,
        confidence: 1 / (1 + exp(-score))))
  }

  private mutating func beginSegment(at start: Int, value: Float) {
    inSegment = true
    segmentStart = start
    reference = value
    for k in 0..<raw.count { raw[k] = 0 }
    rawCount = rawHistory
    rawStart = -rawHistory
    arrived = 0
    nextTick = 0
    waitingCount = 0
    signal.reset()
    memory = BeatMemory()
  }

  /// Lets what is still waiting be decided as if the last value went on, then forgets.
  private mutating func endSegment(into sink: inout some Sink<Beat>) {
    guard inSegment else { return }
    let last = raw[rawCount - 1]
    var left = rate.samples(in: latencySeconds) + 2
    let real = arrived
    while left > 0 {
      let room = raw.count - rawCount - resampler.taps
      if room == 0 {
        compactRaw()
        continue
      }
      let count = min(room, left)
      for k in 0..<count { raw[rawCount + k] = last }
      rawCount += count
      left -= count
      arrived = real
      advance(into: &sink)
    }
    inSegment = false
  }

  private mutating func compactRaw() {
    let drop = rawCount - rawHistory
    raw.withUnsafeMutableBufferPointer { raw in
      for k in 0..<rawHistory { raw[k] = raw[k + drop] }
      for k in rawHistory..<raw.count { raw[k] = 0 }
    }
    rawCount = rawHistory
    rawStart += drop
  }
}

import BoardLink
import ECGCore
import Glibc
import TestSupport

/// What comes out at the far end: beats found by the pipeline in the link's samples, held against when the heart beat.
struct TimedRun {
  private(set) var streams: [StreamFacts] = []
  private(set) var status: LinkStatus
  /// Effective rate that the link told 31 s after the first byte.
  private(set) var hertzAfterHalfMinute: Double?
  private(set) var words: [String] = []
  /// Seconds: when the pipeline says that the heart beat, less when it did, by true time since the session's first sample.
  private(set) var errors: [(at: Double, error: Double)] = []
  /// Of consecutive beats, in seconds.
  private(set) var intervalErrors: [Double] = []
  let beats: Int
  /// Samples the board took, and by when the last of them.
  private(set) var taken: TimedBoard.Taken = (samples: 0, seconds: 0, first: 0)

  /// `judged`: stretches of time whose beats are looked for; all where empty.
  init(_ board: TimedBoard, minutes: Double, judged: [ClosedRange<Double>] = []) throws {
    let seconds = minutes * 60
    var script = RhythmScript()
    script.sinus(bpm: 72, for: seconds, swing: 0.08, breathsPerMinute: 13.7)
    var heart = SyntheticECG(rate: try Self.rate(250), script: script, seed: board.seed)
    heart.noise = 0
    heart.wander.millivolts = 0
    var options = LinkOptions(port: "timed")
    options.baud = board.baud
    var decoder = LinkDecoder(options: options)
    var sink = Collected<LinkOutput>()
    var half: Double?
    var sawStart: UInt64?
    taken = board.run(heart, seconds: seconds) { bytes, arrival in
      let start = sawStart ?? arrival
      sawStart = start
      decoder.absorb(bytes.span, arrivalNanoseconds: arrival, into: &sink)
      if half == nil, arrival > start + 31_000_000_000 { half = decoder.status.effectiveHertz }
    }
    hertzAfterHalfMinute = half
    status = decoder.status
    decoder.end(.ended, words: nil, nowNanoseconds: UInt64((200 + seconds) * 1e9), into: &sink)
    let truth = heart.truth
    beats = truth.count
    var blocks: [SampleBlock] = []
    for output in sink.elements {
      switch output {
      case .streamStarted(let facts): streams.append(facts)
      case .samples(let block): blocks.append(block)
      case .event(let event): words.append(event.words)
      default: break
      }
    }
    guard let rate = streams.first?.rate else { return }
    judge(found(blocks, rate, judged), truth)
  }

  private static func rate(_ hertz: Double) throws -> SampleRate {
    guard let rate = SampleRate(hertz: hertz) else { throw TimedRunError() }
    return rate
  }

  private func found(_ blocks: [SampleBlock], _ rate: SampleRate, _ judged: [ClosedRange<Double>]) -> [Double] {
    var pipeline = ECGPipeline(rate: rate)
    var events = Collected<PipelineEvent>()
    for block in blocks
    where judged.isEmpty || judged.contains(where: { $0.contains(rate.seconds(Double(block.start))) }) {
      pipeline.process(block, into: &events)
    }
    pipeline.finish(into: &events)
    return events.elements.compactMap { if case .beat(let beat) = $0 { rate.seconds(beat.position) } else { nil } }
  }

  private mutating func judge(_ found: [Double], _ truth: [Double]) {
    var near = 0
    var before: (index: Int, error: Double)?
    for time in found {
      let there = time + taken.first
      while near + 1 < truth.count, abs(truth[near + 1] - there) < abs(truth[near] - there) { near += 1 }
      let error = there - truth[near]
      guard abs(error) < 0.25 else { continue }
      errors.append((truth[near], error))
      if let before, before.index + 1 == near { intervalErrors.append(error - before.error) }
      before = (near, error)
    }
  }

  /// Samples a second of true time.
  func trueHertz(_ board: TimedBoard) -> Double { Double(taken.samples) / taken.seconds }

  var worstInterval: Double { intervalErrors.map(abs).max() ?? .infinity }

  var intervalDeviation: Double {
    guard !intervalErrors.isEmpty else { return .infinity }
    return sqrt(intervalErrors.reduce(0) { $0 + $1 * $1 } / Double(intervalErrors.count))
  }

  /// Where beats stand against true time, counted from the session's first sample, mean over each ten seconds from the first on:
  /// the farthest.
  var drift: Double {
    let stretches: [Int: [(at: Double, error: Double)]] = Dictionary(grouping: errors) { Int($0.at / 10) }
    var farthest = stretches.isEmpty ? Double.infinity : 0
    for stretch in stretches.values {
      let sum = stretch.reduce(0.0) { $0 + $1.error }
      farthest = max(farthest, abs(sum / Double(stretch.count)))
    }
    return farthest
  }
}

struct TimedRunError: Error {}

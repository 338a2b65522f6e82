import BoardLink
import ECGCore

/// What a storm did to a link, and every promise that was broken by it.
struct StormAccount: Sendable {
  let seed: UInt64
  let wire: WireFormat
  let faults: String
  private(set) var broken: [String] = []
  private(set) var sent = 0
  private(set) var placed = 0
  private(set) var lost = 0
  private(set) var torn = 0
  private(set) var intervals = 0
  /// Places less than samples that came whole.
  private(set) var merged = 0
  /// What the link told.
  let words: String
  /// Worst distance of a sample from its true time, counted from its stream's first, in seconds.
  private(set) var worstSeconds = 0.0

  init(_ cable: StormCable) {
    seed = cable.seed
    wire = cable.wire
    faults = cable.plan.text
    words = cable.bench.outputs.compactMap { output in
      if case .event(let event) = output { "\(Double(event.nanoseconds) / 1e9 - 1) s \(event.words)" } else { nil }
    }.joined(separator: "\n  ")
    let status = cable.bench.decoder.status
    sent = cable.model.sent
    placed = cable.bench.samples.count
    lost = status.counts.lost
    torn = status.counts.torn
    checkGrid(cable)
    checkRecovery(cable)
    checkIntervals(cable)
    if cable.wire == .vitalsync { checkNumbers(cable) }
    if worstSeconds > Self.mostSeconds { broken.append("a sample stands \(worstSeconds) s from its time") }
  }

  /// Streams of blocks: a new one begins where the board changed its rate.
  private func streams(_ cable: StormCable) -> [(facts: StreamFacts, blocks: [SampleBlock])] {
    var streams: [(facts: StreamFacts, blocks: [SampleBlock])] = []
    for output in cable.bench.outputs {
      switch output {
      case .streamStarted(let facts): streams.append((facts, []))
      case .samples(let block) where !streams.isEmpty: streams[streams.count - 1].blocks.append(block)
      default: break
      }
    }
    return streams
  }

  /// The grid only grows, and what stands on it is finite.
  private mutating func checkGrid(_ cable: StormCable) {
    for stream in streams(cable) {
      if !zip(stream.blocks, stream.blocks.dropFirst()).allSatisfy({ $0.end <= $1.start }) {
        broken.append("the grid went back")
      }
      if !stream.blocks.allSatisfy({ $0.millivolts.allSatisfy(\.isFinite) }) { broken.append("a value is not finite") }
    }
  }

  /// A start line that is not heard costs the time to ask, and half a second more where the answer is damaged too; while it is not
  /// known, time runs on at the wrong pace.
  private static let mostSeconds = 0.5

  /// When all is over the link streams, and what is sent is placed.
  private mutating func checkRecovery(_ cable: StormCable) {
    if cable.bench.decoder.status.phase != .streaming {
      broken.append("phase is \(cable.bench.decoder.status.phase) at the end")
    }
    let from = StormCable.seconds - 5
    let sent = cable.model.sentSamples.filter { $0.seconds >= from }.count
    let placed = zip(cable.bench.blocks, cable.blockTimes).reduce(0) { $0 + ($1.1 >= from + 0.02 ? $1.0.count : 0) }
    if Double(placed) < 0.97 * Double(sent) { broken.append("\(placed) of \(sent) samples in the last 5 s") }
  }

  /// No interval spans a place of the grid that is empty.
  private mutating func checkIntervals(_ cable: StormCable) {
    for stream in streams(cable) {
      var pipeline = ECGPipeline(rate: stream.facts.rate, settings: PipelineSettings())
      var events = Collected<PipelineEvent>()
      for block in stream.blocks { pipeline.process(block, into: &events) }
      pipeline.finish(into: &events)
      let gaps = zip(stream.blocks, stream.blocks.dropFirst()).filter { $0.end < $1.start }.map { $0.end..<$1.start }
      for case .interval(let interval) in events.elements {
        intervals += 1
        if gaps.contains(where: { Double($0.lowerBound) > interval.from && Double($0.upperBound) <= interval.to }) {
          broken.append("an interval at \(interval.from) spans a hole")
        }
      }
    }
  }

  /// Of a board that numbers its samples everything can be known: each placed sample is one that was sent, in order; what
  /// is lost is counted exactly; each stands where it was taken.
  private mutating func checkNumbers(_ cable: StormCable) {
    var truth: [(sample: VirtualBoardModel.Sent, streams: Int)] = []
    var place = 0
    let all = cable.model.sentSamples
    var expectedLost = 0
    for (sample, streams) in cable.whole {
      func isIt(_ sent: VirtualBoardModel.Sent) -> Bool {
        sample.sequence == sent.sequence && sample.stamp == Double(UInt32(truncatingIfNeeded: sent.microseconds))
          && sample.counts == Double(sent.count)
      }
      // The same again: a line that came twice.
      if let last = truth.last?.sample, isIt(last) { continue }
      guard let found = all[place...].firstIndex(where: isIt) else {
        broken.append("a sample was read that was not sent: \(sample)")
        continue
      }
      if let last = truth.last, last.sample.resets == all[found].resets, last.streams == streams {
        expectedLost += all[found].number - last.sample.number - 1
      }
      truth.append((all[found], streams))
      place = found + 1
    }
    if expectedLost != lost { broken.append("\(lost) counted as lost, \(expectedLost) are") }
    checkPlaces(cable, truth)
  }

  /// Each run of samples is a run of places, and stands where it was taken. Where a grid has a place for each sample, which it has
  /// until it is held to the computer's clock, it is looked at sample by sample.
  private mutating func checkPlaces(_ cable: StormCable, _ truth: [(sample: VirtualBoardModel.Sent, streams: Int)]) {
    let streams = streams(cable)
    merged = truth.count - placed
    let runs = StormRuns(truth: truth, streams: streams.map { ($0.facts.rate.hertz, $0.blocks) })
    let (pairs, breaksAt) = runs.paired()
    guard let pairs else {
      broken.append("\(placed) places of \(truth.count) samples that came whole: \(breaksAt)")
      return
    }
    checkTimes(pairs)
    if pairs.allSatisfy({ $0.placed.count == $0.samples }) { checkSamples(streams, truth) }
  }

  /// Ends of runs, against where their stream's first sample stands.
  private mutating func checkTimes(_ pairs: [StormRuns.Pair]) {
    var offset: (stream: Int, seconds: Double)?
    for pair in pairs {
      let placed = pair.placed
      let errors = [
        Double(placed.start) / placed.hertz - pair.first,
        Double(placed.start + placed.count - 1) / placed.hertz - pair.last,
      ]
      if offset?.stream != placed.stream { offset = (placed.stream, errors[0]) }
      for error in errors { worstSeconds = max(worstSeconds, abs(error - (offset?.seconds ?? error))) }
    }
  }

  private mutating func checkSamples(
    _ streams: [(facts: StreamFacts, blocks: [SampleBlock])],
    _ truth: [(sample: VirtualBoardModel.Sent, streams: Int)]
  ) {
    var next = 0
    for stream in streams {
      let hertz = stream.facts.rate.hertz
      var before: (index: Int, sent: VirtualBoardModel.Sent)?
      var offset: Double?
      for block in stream.blocks {
        for index in block.start..<block.end {
          let sent = truth[next].sample
          next += 1
          let error = Double(index) / hertz - sent.seconds
          offset = offset ?? error
          worstSeconds = max(worstSeconds, abs(error - (offset ?? error)))
          if let before, index == before.index + 1, sent.seconds - before.sent.seconds > 1.5 / hertz {
            let seconds = sent.seconds - before.sent.seconds
            broken.append("a hole of \(seconds) s before \(sent.seconds) s was joined")
          }
          before = (index, sent)
        }
      }
    }
  }
}

import CAllocationCount
import ECGCore
import Glibc

/// What is measured.
enum Subject: String, CaseIterable {
  case conditioner = "Conditioner"
  case judge = "QualityJudge"
  case detector = "BeatDetector"
  case chain = "ECGPipeline"

  func measure(_ blocks: [SampleBlock], _ rate: SampleRate, by meter: Meter, warmUp: Int = 0) -> Measured {
    switch self {
    case .conditioner: run(Conditioner(rate: rate), blocks, meter, warmUp)
    case .judge: run(QualityJudge(rate: rate), blocks, meter, warmUp)
    case .detector: run(BeatDetector(rate: rate), blocks, meter, warmUp)
    case .chain: run(ECGPipeline(rate: rate), blocks, meter, warmUp)
    }
  }

  /// Feeds everything, and reads the meter over what follows the first `warmUp` blocks.
  private func run<S: Stage>(
    _ stage: S, _ blocks: [SampleBlock], _ meter: Meter, _ warmUp: Int
  ) -> Measured where S.Input == SampleBlock {
    var stage = stage
    var sink = Counted<S.Output>()
    for block in blocks[..<warmUp] { stage.process(block, into: &sink) }
    sink.count = 0
    let from = meter.reading
    for block in blocks[warmUp...] { stage.process(block, into: &sink) }
    let used = meter.reading - from
    return Measured(
      used: used, outputs: sink.count, samples: blocks[warmUp...].reduce(0) { $0 + $1.count },
      blocks: blocks.count - warmUp)
  }
}

/// Counts what comes out and lets it go.
private struct Counted<Element>: Sink {
  var count = 0

  mutating func receive(_ element: Element) { count += 1 }
}

struct Measured {
  /// Seconds, or calls for memory.
  let used: Double
  let outputs: Int
  let samples: Int
  let blocks: Int
}

/// What is read before and after.
enum Meter {
  case processorTime
  case allocations

  var reading: Double {
    switch self {
    case .processorTime:
      var now = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
      return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    case .allocations: return Double(callocationcount_calls())
    }
  }
}

/// Refuses to go on where allocations are not seen: a count of nothing must mean that there are none.
func requireRealCount() throws {
  let wanted = 1000
  let before = callocationcount_calls()
  var kept: [[Int]] = []
  kept.reserveCapacity(wanted)
  for k in 0..<wanted { kept.append([k, kept.count]) }
  let seen = Int(callocationcount_calls() - before)
  guard kept.count == wanted, seen >= wanted else {
    throw BenchError("\(wanted) arrays were made and \(seen) allocations seen: the count would not be real")
  }
}

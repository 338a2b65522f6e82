import BoardLink
import ECGCore

/// Stretches without a hole: those of samples that came whole, and those that the link put on the grid; held to each other, one by
/// one and in order. So it is known which sample is where, though a grid that is held to the computer's clock lies between them.
struct StormRuns {
  /// Samples in a row, by their numbers.
  struct Sent {
    var count: Int
    var first: Double
    var last: Double
    /// The board began anew, or said that its rate is another, since the run before.
    var beginsAnew: Bool
  }

  /// Places of the grid in a row.
  struct Placed {
    var stream: Int
    var start: Int
    var count: Int
    var hertz: Double
  }

  /// A run of places, and the samples that stand there: how many, when the first and the last were taken.
  struct Pair {
    var placed: Placed
    var samples: Int
    var first: Double
    var last: Double
  }

  private(set) var sent: [Sent] = []
  private(set) var placed: [Placed] = []

  /// Of n samples in a row the outermost places lie between them: one may be read less. At a pace that is off by the board's clock
  /// (100 ppm) and pulled by at most 500 ppm one more or less in so many: with the board's own clock told apart, 1,600.
  private static let placesPerPace = 1600.0

  init(truth: [(sample: VirtualBoardModel.Sent, streams: Int)], streams: [(hertz: Double, blocks: [SampleBlock])]) {
    var before: (sample: VirtualBoardModel.Sent, streams: Int)?
    for next in truth {
      if let before, before.sample.resets == next.sample.resets, before.streams == next.streams,
        next.sample.number == before.sample.number + 1
      {
        sent[sent.count - 1].count += 1
        sent[sent.count - 1].last = next.sample.seconds
      } else {
        let isOther = before.map { $0.sample.resets != next.sample.resets || $0.streams != next.streams } ?? true
        sent.append(
          Sent(count: 1, first: next.sample.seconds, last: next.sample.seconds, beginsAnew: isOther))
      }
      before = next
    }
    for (number, stream) in streams.enumerated() {
      var end: Int?
      for block in stream.blocks where block.count > 0 {
        if block.start == end {
          placed[placed.count - 1].count += block.count
        } else {
          placed.append(Placed(stream: number, start: block.start, count: block.count, hertz: stream.hertz))
        }
        end = block.end
      }
    }
  }

  private static func slack(_ count: Int) -> Int { 1 + Int((Double(count) / placesPerPace).rounded(.up)) }

  private static func fits(_ placed: Int, _ sent: Int) -> Bool {
    // A long run is longer or shorter by the pace; a short one has n - 1 to n + 1 places.
    abs(placed - sent) <= (Double(sent) < placesPerPace / 4 ? 1 : slack(sent))
  }

  /// Which run of samples each run of places is; `nil` and where it breaks where they cannot be paired. A run of one sample may
  /// stand between two places and so on none. Where a board began anew within a period and a half nothing is missing on the grid:
  /// two runs of samples are then one of places.
  func paired() -> (pairs: [Pair]?, breaksAt: String) {
    // For each run of samples that may be next, how it was reached.
    var reached: [[Int: (from: Int, taken: Int)]] = [[0: (0, 0)]]
    for (place, run) in placed.enumerated() {
      var next: [Int: (from: Int, taken: Int)] = [:]
      for start in reached[place].keys.sorted() {
        var begin = start
        while begin < sent.count {
          if Self.fits(run.count, sent[begin].count), next[begin + 1] == nil {
            next[begin + 1] = (start, begin)
          }
          if begin + 1 < sent.count, sent[begin + 1].beginsAnew,
            (sent[begin + 1].first - sent[begin].last) * run.hertz <= 1.5,
            Self.fits(run.count, sent[begin].count + sent[begin + 1].count), next[begin + 2] == nil
          {
            next[begin + 2] = (start, begin)
          }
          // Only a run that may have left no place can be passed over.
          guard sent[begin].count <= 1 else { break }
          begin += 1
        }
      }
      guard !next.isEmpty else {
        let candidates = reached[place].keys.sorted().map { at in
          at < sent.count ? "\(sent[at].count) samples from \(sent[at].first) s" : "no more samples"
        }
        return (
          nil, "run \(place) of \(run.count) places at \(Double(run.start) / run.hertz) s is none of: \(candidates)"
        )
      }
      reached.append(next)
    }
    // What is left over may be runs of one.
    guard
      let end = reached[placed.count].keys.sorted(by: >).first(where: { key in
        sent[key...].allSatisfy { $0.count <= 1 }
      })
    else { return (nil, "samples came whole after the last run that was placed") }
    var pairs: [Pair] = []
    var at = end
    for place in stride(from: placed.count, to: 0, by: -1) {
      guard let step = reached[place][at] else { return (nil, "no way back") }
      let runs = sent[step.taken..<at]
      pairs.append(
        Pair(
          placed: placed[place - 1], samples: runs.reduce(0) { $0 + $1.count }, first: sent[step.taken].first,
          last: sent[at - 1].last))
      at = step.from
    }
    return (pairs.reversed(), "")
  }
}

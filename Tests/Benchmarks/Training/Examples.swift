import Glibc

/// A candidate that the detector met, with what it saw and what it said.
struct Example {
  let sample: Int
  let features: [Float]
  let accepted: Bool
}

/// Runs the detector over a recording and keeps every candidate that it judged.
struct Examples {
  /// A candidate this many seconds from an annotated beat may be that beat: annotations are not at the R peak.
  static let reach = 0.1
  /// The same while annotations decide in the network's place.
  static let forcedReach = 0.07
  /// How much the greatest envelope counts against nearness, as a logarithm over `reach`.
  static let nearness: Float = 0.3

  private(set) var met: [Example] = []

  /// - Parameter model: the judge; nil lets the annotations judge.
  init(_ row: TrainingRow, model: CandidateModel?) {
    var detector = BeatDetector(rate: row.rate, model: model ?? .trained)
    let reach = Self.reach * row.rate.hertz
    let forcedReach = Self.forcedReach * row.rate.hertz
    var examples: [Example] = []
    var taken = [Bool](repeating: false, count: row.beats.count)
    var next = 0
    detector.observer = { sample, features, score in
      var accepted = score > 0
      if model == nil {
        while next < row.beats.count, Double(row.beats[next]) < Double(sample) - reach { next += 1 }
        accepted = next < row.beats.count && abs(Double(row.beats[next] - sample)) < forcedReach && !taken[next]
        if accepted { taken[next] = true }
      }
      examples.append(Example(sample: sample, features: features, accepted: accepted))
      return accepted
    }
    var sink = Discard()
    var start = 0
    while start < row.samples.count {
      let end = row.restart > 0 ? min(row.samples.count, start + row.restart) : row.samples.count
      detector.process(SampleBlock(start: start, millivolts: Array(row.samples[start..<end])), into: &sink)
      detector.finish(into: &sink)
      start = end
    }
    met = examples
  }

  /// For each candidate whether it should be taken, and how many beats have none.
  ///
  /// Of the candidates near a beat, the right one is the greatest and nearest. Where an earlier one was taken, that one is
  /// right: a beat is decided once, and what comes after stands within its refractory time.
  func labels(for row: TrainingRow) -> (right: [Bool], missed: Int) {
    let reach = Self.reach * row.rate.hertz
    var right = [Bool](repeating: false, count: met.count)
    var missed = 0
    var from = 0
    for beat in row.beats {
      func worth(_ k: Int) -> Float {
        met[k].features[0] - Self.nearness * Float(abs(met[k].sample - beat)) / Float(reach)
      }
      while from < met.count, Double(met[from].sample) < Double(beat) - reach { from += 1 }
      var k = from
      var best: Int?
      var first: Int?
      while k < met.count, Double(met[k].sample) <= Double(beat) + reach {
        if met[k].accepted, first == nil { first = k }
        if best.map({ worth(k) > worth($0) }) ?? true { best = k }
        k += 1
      }
      if let first, let best, best > first {
        right[first] = true
      } else if let best {
        right[best] = true
      } else {
        missed += 1
      }
    }
    return (right, missed)
  }

  /// One row of 32-bit floats a candidate: kind, sample, label, accepted, features.
  func write(_ row: TrainingRow, right: [Bool], to file: UnsafeMutablePointer<FILE>) {
    for (example, isRight) in zip(met, right) where !row.untold.contains(where: { $0.contains(example.sample) }) {
      let values = [row.kind, Float(example.sample), isRight ? 1 : 0, example.accepted ? 1 : 0] + example.features
      guard fwrite(values, 4, values.count, file) == values.count else { Files.stop("could not write the examples") }
    }
  }
}

private struct Discard: Sink {
  mutating func receive(_ value: Beat) {}
}

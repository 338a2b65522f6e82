package import ECGCore

/// What no heart and no board should deliver, and a stage must survive: every value finite, as `SampleBlock` promises, and
/// nothing else promised.
package enum ExtremeSignal: String, CaseIterable, Sendable {
  case largest = "the largest finite numbers, in turn"
  case smallest = "the smallest numbers there are"
  case rails = "from rail to rail each sample"
  case stuckAtRail = "stuck at a rail, unflagged"
  case impulses = "a billion millivolts for one sample, now and then"
  case steps = "steps of ten volts in mid-beat"
  case growing = "a hundred powers of ten, up and down"

  /// `seconds` of it, over a beating heart where it leaves room for one.
  package func blocks(rate: SampleRate, seconds: Double, seed: UInt64) -> [SampleBlock] {
    var script = RhythmScript()
    script.sinus(bpm: 75, for: seconds)
    let heart = SyntheticECG(rate: rate, script: script, seed: seed).millivolts()
    var generator = SeededGenerator(seed: seed)
    let values = heart.indices.map { index -> Float in
      switch self {
      case .largest: return index % 2 == 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude
      case .smallest: return index % 3 == 0 ? .leastNonzeroMagnitude : index % 3 == 1 ? -0 : -.leastNormalMagnitude
      case .rails: return index % 2 == 0 ? 1.5 : -1.5
      case .stuckAtRail: return 1.5
      case .impulses: return generator.next() % 400 == 0 ? 1e9 : heart[index]
      case .steps: return heart[index] + (index / rate.samples(in: 1.3) % 2 == 0 ? 0 : 10_000)
      case .growing:
        var value = heart[index]
        // Powers -50 … 37 of ten, a new one every fifth of a second.
        let power = (index / rate.samples(in: 0.2)) % 88 - 50
        for _ in 0..<abs(power) { value = power > 0 ? value * 10 : value / 10 }
        return value.isFinite ? value : .greatestFiniteMagnitude
      }
    }
    return [SampleBlock(start: 0, millivolts: values)]
  }
}

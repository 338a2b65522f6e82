import BoardLink
import ECGCore
import TestSupport
import Testing

/// How many torn lines are found, and how many sound ones are taken for torn, in a storm of lost bytes of which it is known which
/// lines they damaged: the figures of docs/link.md.
@Suite struct TornStormTests {
  struct Tally {
    var lines = 0
    /// Damaged lines that still read as a number.
    var torn = 0
    var found = 0
    /// Those whose number is off by more than a tenth of the signal's extent: what a person would see.
    var seen = 0
    var seenFound = 0
    /// Of these, those as long as the line before: nothing but the value tells them.
    var sameLength = 0
    /// Sound lines that were taken for torn.
    var wrongly = 0
  }

  /// One line in a hundred loses up to six bytes in a row at any place, its end and the next line's beginning among them, as a
  /// receiver that overruns loses them.
  private func tally(_ counts: [Int], seed: UInt64) -> Tally {
    var random = SeededGenerator(seed: seed)
    var decoder = WireFormat.integer.makeDecoder()
    var watch = TornLineWatch(checksDigits: true)
    var result = Tally()
    let extent = Double((counts.max() ?? 0) - (counts.min() ?? 0))
    // Each line that comes: what it should have been, and whether it is whole. In order, as the watch hands them on.
    var truths: [(value: Double, isWhole: Bool, length: Int)] = []
    var batch: [WireSample] = []
    var pending: (bytes: [UInt8], isWhole: Bool, value: Double?) = ([], true, nil)
    var losing = 0
    for (place, value) in counts.enumerated() {
      let line = Array("\(value)\r\n".utf8)
      let loss = place > 2000 && Int.random(in: 0..<100, using: &random) == 0
      let from = loss ? Int.random(in: 0..<line.count, using: &random) : line.count
      if loss { losing = 0 }
      let span = loss ? Int.random(in: 1...6, using: &random) : 0
      for (index, byte) in line.enumerated() {
        if index == from { losing = span }
        if losing > 0 {
          losing -= 1
          pending.isWhole = false
          continue
        }
        // What is left of a line whose end was lost runs into the next.
        if index > 0, pending.bytes.isEmpty { pending.isWhole = pending.isWhole && index == 0 }
        pending.value = pending.value ?? Double(value)
        pending.bytes.append(byte)
        guard let message = decoder.absorb(byte) else { continue }
        if case .sample(let sample) = message, sample.counts != nil {
          truths.append((pending.value ?? 0, pending.isWhole, sample.characters))
          watch.pass(sample, into: &batch)
        }
        pending = ([], true, nil)
      }
      if losing == 0, pending.bytes.isEmpty { pending.isWhole = true }
    }
    for (index, sample) in batch.enumerated() {
      let truth = truths[index]
      result.lines += 1
      guard !truth.isWhole, let read = sample.counts else {
        if sample.isTorn { result.wrongly += 1 }
        continue
      }
      // What lost only its CR reads as it should.
      if read == truth.value { continue }
      result.torn += 1
      if sample.isTorn { result.found += 1 }
      if abs(read - truth.value) > extent / 10 {
        result.seen += 1
        if index > 0, truths[index - 1].length == truth.length { result.sameLength += 1 }
        if sample.isTorn { result.seenFound += 1 }
      }
    }
    return result
  }

  @Test func mostTornLinesAreFoundAndNoSoundOneIsTaken() throws {
    var all = Tally()
    for record in ["mitdb_100", "mitdb_119", "mitdb_202", "mitdb_208", "mitdb_221"] {
      for bits in [10, 12] {
        let counts = try TornLineTests.counts(record, hertz: 250, bits: bits)
        var sum = Tally()
        for seed in UInt64(1)...10 {
          let one = tally(counts, seed: seed)
          for key in [\Tally.lines, \.torn, \.found, \.seen, \.seenFound, \.sameLength, \.wrongly] {
            sum[keyPath: key] += one[keyPath: key]
            all[keyPath: key] += one[keyPath: key]
          }
        }
        tell(sum, "\(record), \(bits) bits")
      }
    }
    tell(all, "torn lines, all")
    #expect(all.seenFound * 100 >= (all.seen - all.sameLength) * 85)
    // Beside a torn line that was missed.
    #expect(all.wrongly * 50_000 <= all.lines)
  }

  private func tell(_ tally: Tally, _ name: String) {
    print(
      "\(name): \(tally.lines) lines, \(tally.torn) torn that read as numbers, \(tally.found) found; far off: "
        + "\(tally.seenFound) of \(tally.seen), \(tally.sameLength) of them as long as the line before; sound ones taken for torn: "
        + "\(tally.wrongly)")
  }
}

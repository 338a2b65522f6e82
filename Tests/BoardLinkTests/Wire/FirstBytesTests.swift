import BoardLink
import ECGCore
import Testing

/// What comes before the stream proper, and lines that say a lead is off by standing still.
@Suite struct FirstBytesTests {
  private func time(_ seconds: Double) -> UInt64 { UInt64((1 + seconds) * 1e9) }

  @Test func anOldBurstIsDropped() throws {
    var bench = LinkBench()
    // Two seconds of old samples at once.
    bench.absorb(Array((["12"] + (0..<500).map { "\(900 + $0 % 7)" }).joined(separator: "\r\n").utf8), at: time(0))
    for index in 0..<1500 {
      bench.absorb(Array("\r\n\(500 + (index * 37) % 90)".utf8), at: time(Double(index) / 250))
    }
    #expect(bench.words.contains { $0.contains("had waited") })
    let first = try #require(bench.samples.first)
    #expect(first.millivolts < Calibration.assumed10Bit.millivolts(600))
    #expect((1495...1500).contains(bench.samples.count))
  }

  @Test func aBatchOfTheSlowestBridgeIsNone() {
    var bench = LinkBench()
    for batch in 0..<300 {
      let lines = (0..<4).map { "\(500 + ((batch * 4 + $0) * 37) % 90)\r\n" }.joined()
      bench.absorb(Array(lines.utf8), at: time(Double(batch) * 0.016))
    }
    #expect(!bench.words.contains { $0.contains("had waited") })
    #expect(bench.samples.count == 1199)
  }

  @Test(arguments: [0, 512, 32768]) func aNumberThatStandsStillIsALeadOff(_ still: Int) {
    var bench = LinkBench()
    let middle = still == 32768 ? 32768 : 512
    for index in 0..<4000 {
      let isOff = (2000..<3000).contains(index)
      let value = isOff ? still : middle + (index * 37) % 90
      bench.absorb(Array("\(value)\r\n".utf8), at: time(Double(index) / 250))
    }
    let off = bench.samples.filter { $0.flags == .leadsOff }.map(\.index)
    #expect(off.last == 2998)
    #expect((900...1000).contains(off.count))
    #expect(bench.samples.count == 3999)
  }

  /// An ECG that rests on 512 for a moment is on the skin.
  @Test func aShortRestIsNoLeadOff() {
    var bench = LinkBench()
    for index in 0..<4000 {
      let value = index % 250 < 60 ? 512 : 512 + (index * 37) % 90
      bench.absorb(Array("\(value)\r\n".utf8), at: time(Double(index) / 250))
    }
    #expect(bench.samples.allSatisfy { $0.flags.isEmpty })
  }

  /// Leads off at first: what is shown meanwhile is no part of the session.
  @Test func whatIsShownBeforeTheFormatIsKnownIsProvisional() {
    var bench = LinkBench()
    for index in 0..<750 { bench.absorb(Array("!\r\n".utf8), at: time(Double(index) / 250)) }
    #expect(bench.streams.map(\.isProvisional) == [true])
    for index in 750..<3000 {
      bench.absorb(Array("\(500 + (index * 37) % 90)\r\n".utf8), at: time(Double(index) / 250))
    }
    #expect(bench.streams.map(\.isProvisional) == [true, false])
  }

  /// Garbage, to every decoder: what is called a reading stands in the bytes as a number.
  @Test(arguments: 1...4) func nothingIsInventedBeyondTheGrammar(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("0123456789,.:;!-$ \t\r\n{}\"EtR".utf8)
    let noise = (0..<60_000).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    for format in WireFormat.allCases where format.isUnproved {
      var decoder = format.makeDecoder()
      var line: [UInt8] = []
      for byte in noise {
        line.append(byte)
        if case .sample(let sample) = decoder.absorb(byte), let counts = sample.counts {
          let digits = "\(Int(abs(counts)))"
          let words = String(decoding: line, as: UTF8.self).split { !$0.isNumber }.map { word in
            word.drop { $0 == "0" }
          }
          #expect(digits == "0" || words.contains { $0 == digits[...] }, "seed \(seed), \(format): \(words) \(counts)")
        }
        if byte == 0x0A { line.removeAll() }
      }
    }
  }
}

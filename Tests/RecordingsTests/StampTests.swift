import Testing

@testable import Recordings

@Suite struct StampTests {
  /// Seconds since 1970 by `date -u -d … +%s`.
  @Test(arguments: [
    ("2024-03-26 15:04:53.249732", 1_711_465_493.249732), ("2024-03-26T15:04:53Z", 1_711_465_493),
    ("2024-03-26T15:04:53.5+02:00", 1_711_458_293.5), ("2024-02-29 23:59:59", 1_709_251_199),
    ("26.03.2024 15:04:53,25", 1_711_465_493.25), ("3/26/2024 15:04:53", 1_711_465_493),
    ("1970-01-01 00:00:00", 0), ("15:04:53.249", 54_293.249), ("04:53.249", 293.249), ("0:00.004", 0.004),
    ("[12:30:00.008 26/03/2024]", nil), ("2024-13-26 15:04:53", nil), ("2024-03-26", nil), ("15:61:00", nil),
    ("15:04", nil), ("1.234.567", nil), ("12-34-5678", nil), ("2024-03-26 15:04:53 x", nil),
  ]) func `date-times`(_ text: String, _ expected: Double?) {
    let bytes = Array(text.utf8)
    let read = TimeStampText.parse(bytes, bytes.indices)
    #expect(read == expected || abs((read ?? 0) - (expected ?? 1e9)) < 1e-6)
  }

  @Test(arguments: [71, 72] as [UInt64]) func `numbers read as the standard library reads them (seed)`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      let texts = [
        "\(value)",
        DecimalText.fixed(
          Double.random(in: -1e6...1e6, using: &random), decimals: Int.random(in: 0...9, using: &random)),
      ]
      for text in texts {
        let bytes = Array(text.utf8)
        let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
        #expect(DecimalText.parse(bytes, bytes.indices) == expected, "\(text)")
      }
    }
  }

  @Test func `what is no number is none`() {
    for text in ["", "-", ".", "1.2.3", "1e", "e5", "0x10", "nan", "inf", "1 2", "1e999", "--1", "1,5"] {
      let bytes = Array(text.utf8)
      #expect(DecimalText.parse(bytes, bytes.indices) == nil, "\(text)")
    }
    #expect(DecimalText.fixed(-0.0004, decimals: 3) == "0.000")
    #expect(DecimalText.fixed(2.5, decimals: 0) == "3")
    #expect(DecimalText.short(360, decimals: 4) == "360")
    #expect(DecimalText.grouped(-1_234_567) == "-1,234,567")
  }

  /// Stamps as hosts give them: late by jitter, in bursts, coarse, drifting. No gap may be seen.
  @Test(arguments: [81, 82] as [UInt64]) func `jitter is no gap (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for rate in [125.0, 250, 360] {
      let count = 9000
      let plain = (0..<count).map { Double($0) / rate }
      let kinds: [(String, [Double])] = [
        ("uniform", plain.map { $0 + Double.random(in: 0...0.8 / rate, using: &random) }),
        ("milliseconds", plain.map { ($0 * 1000).rounded(.down) / 1000 }),
        ("latency timer of 16 ms", plain.map { ($0 / 0.016).rounded(.up) * 0.016 }),
        ("packets of 73", plain.indices.map { plain[$0 / 73 * 73] }),
        ("hundredths", plain.map { ($0 * 100).rounded(.down) / 100 }),
        ("whole seconds", plain.map { $0.rounded(.down) }),
        (
          "held up by 200 ms",
          plain.map {
            $0.truncatingRemainder(dividingBy: 7) < 0.2 ? $0 + 0.2 - $0.truncatingRemainder(dividingBy: 7) : $0
          }
        ),
      ]
      for (name, stamps) in kinds {
        let estimate = try #require(RateEstimate(stamps), "\(name)")
        #expect(estimate.hertz == rate, "\(name): \(estimate.hertz)")
        #expect(gaps(stamps, estimate) == [:], "\(name) at \(rate)")
      }
    }
  }

  /// A gap is found where it is and as long as it is, under jitter of a fifth of a sample.
  @Test(arguments: [91, 92, 93] as [UInt64]) func `gaps are found to the sample (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rate = 250.0
    var truth: [Int: Int] = [:]
    for _ in 0..<12 { truth[Int.random(in: 600...19_000, using: &random)] = Int.random(in: 1...5000, using: &random) }
    // Two gaps within one second cannot always be told apart from one.
    for place in truth.keys.sorted() where truth.keys.contains(where: { $0 > place && $0 - place < 400 }) {
      truth[place] = nil
    }
    var shift = 0
    let stamps = (0..<20_000).map { index -> Double in
      shift += truth[index] ?? 0
      return Double(index + shift) / rate + Double.random(in: 0...0.2 / rate, using: &random)
    }
    let estimate = try #require(RateEstimate(stamps))
    #expect(estimate.hertz == rate)
    #expect(gaps(stamps, estimate) == truth)
  }

  /// A logger whose clock is set back, and forward again, under jitter of a fifth of a sample; and one stamp that is merely wrong.
  @Test(arguments: [94, 95, 96] as [UInt64]) func `nothing is joined where a clock was set back (seed)`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let back = Double.random(in: 0.05...3600, using: &random)
    let stamps = (0..<20_000).map { index -> Double in
      let isSet = (6000..<8000).contains(index) || index >= 15_000
      return Double(index) / 250 + Double.random(in: 0...0.2 / 250, using: &random) - (isSet ? back : 0)
        - (index == 3000 ? back : 0)
    }
    let estimate = try #require(RateEstimate(stamps))
    #expect(estimate.hertz == 250)
    #expect(gaps(stamps, estimate) == [6000: 1, 8000: 1, 15_000: 1], "\(back) s")
  }

  @Test func `a rate that is no common one stays as measured`() throws {
    let stamps = (0..<30_000).map { Double($0) / 498.22 }
    let estimate = try #require(RateEstimate(stamps))
    #expect(!estimate.isSnapped)
    #expect(abs(estimate.hertz - 498.22) < 0.001)
    #expect(RateEstimate([]) == nil)
    #expect(RateEstimate(Array(repeating: 5, count: 100)) == nil)
  }

  private func gaps(_ stamps: [Double], _ estimate: RateEstimate) -> [Int: Int] {
    var grid = StampGrid<Int>(estimate.pacing)
    var found: [Int: Int] = [:]
    for (index, stamp) in stamps.enumerated() {
      grid.push(index, stamp: stamp)
      while let placed = grid.pop() { if placed.gap > 0 { found[placed.item] = placed.gap } }
    }
    grid.finish()
    while let placed = grid.pop(draining: true) { if placed.gap > 0 { found[placed.item] = placed.gap } }
    return found
  }
}

import Glibc
import Testing

@testable import ECGCore

struct ConditionerTests {
  static func conditioned(
    _ samples: [Float], rate: Double, chunk: Int, start: Int = 0
  ) throws -> (values: [Int: Float], mains: Double?) {
    var conditioner = Conditioner(rate: try #require(SampleRate(hertz: rate)))
    var sink = Collected<SampleBlock>()
    var at = 0
    var mains: Double?
    while at < samples.count {
      let end = min(samples.count, at + chunk)
      conditioner.process(SampleBlock(start: start + at, millivolts: Array(samples[at..<end])), into: &sink)
      at = end
    }
    mains = conditioner.mainsHertz
    conditioner.finish(into: &sink)
    var values: [Int: Float] = [:]
    for block in sink.elements {
      for (k, value) in block.millivolts.enumerated() {
        #expect(values[block.start + k] == nil, "a position is given once")
        values[block.start + k] = value
      }
    }
    return (values, mains)
  }

  static func hum(_ hertz: Double, rate: Double, seconds: Double, millivolts: Float = 0.2) -> [Float] {
    (0..<Int(rate * seconds)).map { millivolts * Float(sin(2 * Double.pi * hertz * Double($0) / rate)) }
  }

  @Test(arguments: [(50.0, 250.0), (60.0, 250.0), (49.6, 500.0), (60.3, 360.0), (50.2, 125.0)])
  func mainsAreFoundAndTakenOut(hertz: Double, rate: Double) throws {
    let beats = ExactHeart(rate: rate, seconds: 12, seed: 11)
    let hum = Self.hum(hertz, rate: rate, seconds: 12)
    let noisy = zip(beats.samples, hum).map { $0 + $1 }
    let (with, mains) = try Self.conditioned(noisy, rate: rate, chunk: 50)
    let found = try #require(mains)
    #expect(abs(found - hertz) < 0.05)
    let (without, none) = try Self.conditioned(beats.samples, rate: rate, chunk: 50)
    #expect(none == nil, "no hum, no notch")
    var residue: Float = 0
    for k in Int(9 * rate)..<Int(11 * rate) {
      residue = max(residue, abs((with[k] ?? 9) - (without[k] ?? 0)))
    }
    #expect(residue < 0.02, "of 0.2 mV of hum at most a tenth is left: \(residue)")
  }

  /// A network's frequency and a board's clock wander slowly: hum that goes half a hertz up, one down and back within two
  /// minutes is followed all the time.
  @Test(arguments: [(50.0, 250.0), (60, 250), (50, 360), (60, 500), (50, 1000)])
  func humThatDriftsIsFollowed(nominal: Double, rate: Double) throws {
    let seconds = 130.0
    let beats = ExactHeart(rate: rate, seconds: seconds, seed: 17)
    var phase = 0.0
    var hum: [Float] = []
    for index in 0..<beats.samples.count {
      let time = Double(index) / rate
      let hertz = nominal + (time < 10 ? 0 : 0.5 * sin(2 * Double.pi * (time - 10) / 120))
      phase += 2 * Double.pi * hertz / rate
      hum.append(0.2 * Float(sin(phase)))
    }
    let noisy = zip(beats.samples, hum).map { $0 + $1 }
    let (with, _) = try Self.conditioned(noisy, rate: rate, chunk: 250)
    let (without, none) = try Self.conditioned(beats.samples, rate: rate, chunk: 250)
    #expect(none == nil)
    var worst: (residue: Float, second: Double) = (0, 0)
    for k in Int(5 * rate)..<Int(129 * rate) {
      let residue = abs((with[k] ?? 9) - (without[k] ?? 0))
      if residue > worst.residue { worst = (residue, Double(k) / rate) }
    }
    #expect(
      worst.residue < 0.025, "more than an eighth is left: of 0.2 mV \(worst.residue) mV is left at \(worst.second) s")
  }

  @Test func humThatCeasesIsForgotten() throws {
    var samples = Self.hum(50, rate: 250, seconds: 8)
    samples += [Float](repeating: 0, count: 2500)
    #expect(try Self.conditioned(samples, rate: 250, chunk: 250).mains == nil)
  }

  @Test(arguments: [125.0, 250, 360, 500, 1000])
  func positionsAreCompensated(rate: Double) throws {
    let beats = ExactHeart(rate: rate, seconds: 10, seed: 3)
    let (values, _) = try Self.conditioned(beats.samples, rate: rate, chunk: 100)
    #expect(values.count == beats.samples.count)
    for peak in beats.peaks where peak > 3 * rate && peak < 9 * rate {
      let near = Int(peak) - Int(0.03 * rate)...Int(peak) + Int(0.03 * rate)
      let top = near.max { (values[$0] ?? 0) < (values[$1] ?? 0) } ?? 0
      #expect(abs(Double(top) - peak) <= 1 + 0.002 * rate, "the trace's R stands at \(top), the heart's at \(peak)")
    }
  }

  @Test(arguments: [1, 7, 250, 100_000])
  func anyChunkingGivesTheSame(chunk: Int) throws {
    let beats = ExactHeart(rate: 250, seconds: 10, seed: 5)
    let samples = zip(beats.samples, Self.hum(50, rate: 250, seconds: 10)).map { $0 + $1 }
    let whole = try Self.conditioned(samples, rate: 250, chunk: samples.count)
    #expect(try Self.conditioned(samples, rate: 250, chunk: chunk).values == whole.values)
  }

  @Test func anOffsetIsGoneAtOnceAndTheDelayIsShort() throws {
    var conditioner = Conditioner(rate: try #require(SampleRate(hertz: 250)))
    #expect(conditioner.latencySeconds <= 0.030)
    var sink = Collected<SampleBlock>()
    conditioner.process(SampleBlock(start: 0, millivolts: [Float](repeating: 1500, count: 500)), into: &sink)
    for block in sink.elements {
      for value in block.millivolts { #expect(abs(value) < 1e-3) }
    }
  }

  @Test func gapsAndFlagsKeepTheirPlaces() throws {
    var conditioner = Conditioner(rate: try #require(SampleRate(hertz: 250)))
    var sink = Collected<SampleBlock>()
    var flags = [SampleFlags](repeating: [], count: 500)
    for k in 200..<300 { flags[k] = .leadOffPlus }
    let samples = ExactHeart(rate: 250, seconds: 2, seed: 9).samples
    conditioner.process(SampleBlock(start: 0, millivolts: samples, flags: flags), into: &sink)
    conditioner.process(SampleBlock(start: 900, millivolts: samples), into: &sink)
    conditioner.finish(into: &sink)
    var seen: [Int: SampleFlags] = [:]
    for block in sink.elements {
      #expect(block.flags.isEmpty || block.flags.count == block.count)
      for k in 0..<block.count {
        seen[block.start + k] = block.flags(at: k)
        #expect(block.millivolts[k].isFinite)
      }
    }
    #expect(Set(seen.keys) == Set(0..<500).union(900..<1400))
    for k in 0..<500 { #expect(seen[k] == flags[k], "the flag of sample \(k)") }
  }
}

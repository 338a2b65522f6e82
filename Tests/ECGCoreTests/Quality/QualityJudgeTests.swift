import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Signal quality, second by second")
struct QualityJudgeTests {
  func seconds(hertz: Double = 250, bpm: Double = 60, change: (inout SyntheticECG) -> Void = { _ in }) throws
    -> [QualitySecond]
  {
    var script = RhythmScript()
    script.sinus(bpm: bpm, for: 60)
    var ecg = SyntheticECG(rate: try #require(SampleRate(hertz: hertz)), script: script, seed: 5)
    change(&ecg)
    return run(QualityJudge(rate: ecg.rate), ecg.blocks())
  }

  func states(_ seconds: [QualitySecond], _ range: Range<Int>) -> Set<SignalState> {
    Set(seconds[range].map(\.state))
  }

  func meanIndex(_ seconds: [QualitySecond]) -> Float {
    seconds.map(\.index).reduce(0, +) / Float(seconds.count)
  }

  @Test("a clean heart is good at any rate from 100 to 1000 Hz", arguments: [100, 125, 191.7, 250, 360, 500, 1000])
  func rates(hertz: Double) throws {
    let judged = try seconds(hertz: hertz)
    #expect(judged.count(where: { $0.state == .good }) >= judged.count - 2)
    // Seconds lie on the grid: second k begins at the first sample at or after k seconds.
    for (number, second) in judged.enumerated() {
      #expect(second.start == Int((Double(number) * hertz).rounded(.up)))
    }
  }

  @Test("gain does not matter from 0.1 to 10, nor polarity, nor an offset", arguments: [0.1, 0.5, 3, 10, -1])
  func gain(_ gain: Double) throws {
    let plain = try seconds()
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 60)
    let ecg = try #require(SyntheticECG.at250(script, seed: 5))
    let block = SampleBlock(start: 0, millivolts: ecg.millivolts().map { $0 * Float(gain) + 40 })
    let scaled = run(QualityJudge(rate: ecg.rate), [block])
    #expect(abs(meanIndex(plain) - meanIndex(scaled)) < 0.02)
  }

  @Test("more noise, less quality; noise as large as the beats is poor")
  func noise() throws {
    let levels = [0.005, 0.02, 0.05, 0.1, 0.3]
    let indices = try levels.map { level in meanIndex(try seconds { $0.noise = level }) }
    for (quieter, louder) in zip(indices, indices.dropFirst()) { #expect(quieter > louder) }
    #expect(try seconds { $0.noise = 0.3 }.dropFirst(2).allSatisfy { $0.state == .poor })
  }

  @Test("noise alone is poor from its first second on")
  func noiseAlone() throws {
    let judged = try seconds {
      $0.amplitude = 0
      $0.noise = 0.1
    }
    #expect(judged.allSatisfy { $0.state == .poor })
  }

  @Test("mains hum, which is taken out downstream, spoils nothing", arguments: [50.0, 60])
  func mains(hertz: Double) throws {
    let judged = try seconds { $0.mains = (0.2, hertz) }
    #expect(judged.dropFirst().allSatisfy { $0.state == .good })
  }

  @Test("effort is not noise: a clean heart stays fit at any rate", arguments: [30.0, 60, 120, 160, 200])
  func effort(bpm: Double) throws {
    #expect(try seconds(bpm: bpm).dropFirst().allSatisfy { $0.state.refusal == nil })
  }

  @Test("a second without a beat is judged by its noise alone")
  func pause() throws {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 20)
    script.pause(6)
    script.sinus(bpm: 60, for: 20)
    let ecg = try #require(SyntheticECG.at250(script))
    #expect(run(QualityJudge(rate: ecg.rate), ecg.blocks()).dropFirst().allSatisfy { $0.state == .good })
  }

  @Test("leads off by the flags; the second after is judged again")
  func leadsOff() throws {
    let judged = try seconds { $0.leadsOff = [20.5...22.5] }
    #expect(states(judged, 20..<23) == [.leadsOff])
    #expect(states(judged, 10..<20) == [.good])
    #expect(judged[24..<30].allSatisfy { $0.state.refusal == nil })
  }

  @Test("an input that does not move is flat, at its exact value or at one step of a converter")
  func flat() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let still = [Float](repeating: 1.65, count: 750)
    let step = (0..<750).map { Float($0 / 3 % 2) * 0.0044 }
    for values in [still, step] {
      let judged = run(QualityJudge(rate: rate), [SampleBlock(start: 0, millivolts: values)])
      #expect(judged.map(\.state) == [.flat, .flat, .flat])
      #expect(judged.allSatisfy { $0.index == 0 })
    }
  }

  @Test("clipped by flags, and by plateaus where no flag says so")
  func clipped() throws {
    let rate = try #require(SampleRate(hertz: 250))
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 30)
    var ecg = SyntheticECG(rate: rate, script: script, seed: 5)
    let clean = ecg.millivolts()
    let flags: [SampleFlags] = (0..<clean.count).map { (2500..<3750).contains($0) && $0 % 3 == 0 ? .clipped : [] }
    let flagged = run(QualityJudge(rate: rate), [SampleBlock(start: 0, millivolts: clean, flags: flags)])
    #expect(states(flagged, 10..<15) == [.clipped])
    #expect(states(flagged, 5..<10) == [.good])
    // Wander drives the signal into the rails for seconds at a time: 2 mV of it against rails at ±1.5 mV.
    ecg.wander = (2, 0.05)
    ecg.rails = -1.5...1.5
    let railed = run(QualityJudge(rate: rate), ecg.blocks())
    #expect(railed[4].state == .clipped || railed[4].state == .flat)
    #expect(railed[14].state == .clipped || railed[14].state == .flat)
    #expect(railed[10].state.refusal == nil)
  }

  @Test("the quiet baseline of a complex without S wave, and the top of a tall T wave, are no rails")
  func noRails() throws {
    var rail = RailWatch(rate: try #require(SampleRate(hertz: 1000)))
    var counted = 0
    for beat in 0..<30 {
      for sample in 0..<1000 {
        // In steps of 4.4 µV: R 0.6 mV and 20 ms wide, T 0.8 mV and 60 ms wide; nothing below the baseline.
        let r = 0.6 * gaussian(Double(sample - 300) / 10)
        let t = 0.8 * gaussian(Double(sample - 550) / 60)
        let value = ((r + t) / 0.0044).rounded() * 0.0044
        counted += beat > 0 ? rail.take(Float(value)) : 0 * rail.take(Float(value))
      }
    }
    #expect(counted == 0)
  }

  @Test("a gap ends a second early, and the next begins behind it")
  func gap() throws {
    let judged = try seconds { $0.gaps = [10.4...12.6] }
    let before = try #require(judged.last { $0.start < 2625 })
    #expect(before.start == 2500)
    #expect(before.count == 100)
    let after = try #require(judged.first { $0.start > 2625 })
    #expect(after.start == 3151)
    #expect(after.start + after.count == 3250)
  }
}

private func gaussian(_ x: Double) -> Double { exp(-x * x / 2) }

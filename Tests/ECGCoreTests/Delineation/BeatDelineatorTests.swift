import TestSupport
import Testing

@testable import ECGCore

/// Waves told by the whole chain, on hearts whose waves stand where they were drawn, and when they are refused.
struct BeatDelineatorTests {
  private static func told(_ ecg: SyntheticECG) -> [BeatDelineation] {
    Scenario(ecg).events.compactMap { if case .delineation(let told) = $0 { told } else { nil } }
  }

  private static func sinus(bpm: Double, seconds: Double = 30, hertz: Double = 250) throws -> SyntheticECG {
    var script = RhythmScript()
    script.sinus(bpm: bpm, for: seconds)
    return SyntheticECG(rate: try #require(SampleRate(hertz: hertz)), script: script, seed: 11)
  }

  /// The drawn P wave peaks 167 ms before R and the T wave 270 ms after it, both by the root of the interval.
  @Test("peaks stand where they were drawn, at any rate", arguments: [100, 250, 500, 1000], [50, 70, 90])
  func peaks(hertz: Double, bpm: Double) throws {
    let ecg = try Self.sinus(bpm: bpm, hertz: hertz)
    let told = Self.told(ecg).dropFirst().dropLast()
    #expect(told.count >= 20)
    let scale = (60 / bpm).squareRoot()
    var p: [Double] = []
    var t: [Double] = []
    for beat in told {
      let wave = try #require(beat.p.value, "P at \(beat.beat.position)")
      p.append(ecg.rate.seconds(wave.peak - beat.beat.position) * 1000 + 167 * scale)
      let last = try #require(beat.t.value, "T at \(beat.beat.position)")
      t.append(ecg.rate.seconds(last.peak - beat.beat.position) * 1000 - 270 * scale)
      let qrs = try #require(beat.qrs.value)
      #expect(qrs.onset < beat.beat.position && qrs.end > beat.beat.position)
      #expect(wave.onset < wave.peak && wave.peak < wave.end && wave.end <= qrs.onset)
      #expect(last.onset < last.peak && last.peak < last.end && last.onset >= qrs.onset)
    }
    #expect(abs(p.sorted()[p.count / 2]) < 15, "P peaks are \(p.sorted()[p.count / 2]) ms off")
    #expect(abs(t.sorted()[t.count / 2]) < 15, "T peaks are \(t.sorted()[t.count / 2]) ms off")
  }

  @Test("every beat is told once, in order, within the declared time")
  func onceAndInTime() throws {
    var ecg = try Self.sinus(bpm: 70, seconds: 60)
    ecg.gaps = [30.2...33.1]
    let scenario = Scenario(ecg)
    let told = scenario.events.compactMap { if case .delineation(let told) = $0 { told } else { nil } }
    #expect(told.map(\.beat) == scenario.beats)
    let latency = ECGPipeline(rate: ecg.rate).latencySeconds
    #expect(latency <= 2.1)
    for beat in told {
      #expect(ecg.rate.seconds(Double(beat.decidedAt) - beat.beat.position) <= latency)
    }
  }

  @Test("no wave reaches over a gap")
  func gap() throws {
    var ecg = try Self.sinus(bpm: 60, seconds: 40)
    // Beats stand at .5: the gap takes the T wave of one and the P wave of another.
    ecg.gaps = [20.7...24.37]
    let told = Self.told(ecg)
    let edges = (20.7 * 250, 24.37 * 250)
    for beat in told {
      for wave in [beat.p, beat.qrs, beat.t].compactMap(\.value) {
        #expect(wave.end <= edges.0 + 1 || wave.onset >= edges.1 - 1)
      }
    }
    let before = try #require(told.last { $0.beat.position < edges.0 })
    #expect(before.t == .refused(.settling) && before.p.value != nil)
  }

  @Test("leads off: all is refused, saying so")
  func leadsOff() throws {
    var ecg = try Self.sinus(bpm: 60, seconds: 40)
    ecg.leadsOff = [20.8...24]
    let near = Self.told(ecg).filter {
      ecg.rate.seconds($0.beat.position) > 20.4 && ecg.rate.seconds($0.beat.position) < 24
    }
    #expect(!near.isEmpty)
    for beat in near { #expect(beat.qrs == .refused(.leadsOff) && beat.qt(ecg.rate) == .refused(.leadsOff)) }
  }

  @Test("the averaged beat leaves ectopic beats out, and halves the scatter of noise")
  func averaged() throws {
    var script = RhythmScript()
    for _ in 0..<12 {
      script.sinus(bpm: 66, for: 6)
      script.ectopic(bpm: 66)
    }
    var ecg = SyntheticECG(rate: try #require(SampleRate(hertz: 250)), script: script, seed: 12)
    ecg.noise = 0.05
    let scenario = Scenario(ecg)
    let averaged = scenario.events.compactMap { if case .intervals(let intervals) = $0 { intervals } else { nil } }
    #expect(averaged.count >= 10)
    let wide = Self.told(ecg).filter { beat in
      script.ventricular.contains { abs(ecg.truth[$0] - ecg.rate.seconds(beat.beat.position)) < 0.06 }
    }
    #expect(wide.count >= 10)
    let widest = averaged.compactMap(\.qrs.value).max() ?? 0
    let ectopic = wide.compactMap { $0.qrsDuration(ecg.rate).value }.sorted()
    #expect(widest < ectopic[ectopic.count / 2], "\(widest) ms against \(ectopic)")
    func spread(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
    let single = Self.told(ecg).filter { told in !wide.contains(told) }.compactMap { $0.qt(ecg.rate).value }
    #expect(spread(averaged.compactMap(\.qt.value)) < spread(single))
  }
}

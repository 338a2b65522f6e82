import TestSupport
import Testing

@testable import ECGCore

@Suite("Figures of a session")
struct SessionFiguresTests {
  @Test("beats, mean, slowest and fastest window, variability: as prescribed")
  func prescribed() throws {
    var script = RhythmScript()
    script.sinus(bpm: 50, for: 120)
    script.sinus(bpm: 100, for: 60)
    script.sinus(bpm: 60, for: 60)
    let ecg = try #require(SyntheticECG.at250(script))
    let figures = Scenario(ecg).figures
    let count = Double(script.intervals.count)
    #expect(abs(figures.beats - script.intervals.count - 1) <= 1)
    #expect(abs(try #require(figures.meanHeartRate.value) - 60 * count / script.seconds) < 0.2)
    let slowest = try #require(figures.slowest.value)
    let fastest = try #require(figures.fastest.value)
    #expect(abs(slowest.beatsPerMinute - 50) < 0.2)
    #expect(abs(fastest.beatsPerMinute - 100) < 0.5)
    #expect((120...180).contains(ecg.rate.seconds(Double(fastest.start))))
    #expect(abs(figures.recordedSeconds - ecg.seconds) < 0.01)
    #expect(figures.analysableSeconds > figures.recordedSeconds - 3)
    #expect(figures.minutes.map(\.minute) == [0, 1, 2, 3, 4])
    let hrv = try #require(figures.hrv.value)
    let mean = 1000 * script.seconds / count
    // Where the rate jumps, an interval or two are left out.
    #expect(abs(hrv.meanNN / mean - 1) < 0.005)
  }

  @Test("SDNN and RMSSD of a breathing heart come out as they were put in", arguments: [125.0, 250, 500])
  func breathing(hertz: Double) throws {
    var script = RhythmScript()
    script.sinus(bpm: 55, for: 300, swing: 0.08, breathsPerMinute: 14)
    var ecg = SyntheticECG(rate: try #require(SampleRate(hertz: hertz)), script: script, seed: 9)
    ecg.noise = 0.01
    let hrv = try #require(Scenario(ecg).figures.hrv.value)
    let truth = script.intervals.map { 1000 * $0 }
    let mean = truth.reduce(0, +) / Double(truth.count)
    let sdnn = (truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(truth.count - 1)).squareRoot()
    let steps = zip(truth, truth.dropFirst()).map { $1 - $0 }
    let rmssd = (steps.reduce(0) { $0 + $1 * $1 } / Double(steps.count)).squareRoot()
    #expect(abs(hrv.meanNN / mean - 1) < 0.002)
    #expect(abs(hrv.sdnn / sdnn - 1) < 0.02)
    #expect(abs(hrv.rmssd / rmssd - 1) < 0.02)
    #expect(hrv.excludedShare < 0.02)
  }

  @Test("leads off throughout: no figure, and the reason")
  func nothing() throws {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 30)
    var ecg = try #require(SyntheticECG.at250(script))
    ecg.leadsOff = [0...60]
    let figures = Scenario(ecg).figures
    #expect(figures.meanHeartRate == .refused(.leadsOff))
    #expect(figures.slowest == .refused(.leadsOff))
    #expect(figures.analysableSeconds == 0)
    #expect(figures.findings.map(\.kind) == [.leadsOff])
    #expect(figures.findings.allSatisfy { !$0.isActive })
  }

  @Test("no samples: no figure, and no crash")
  func empty() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let figures = SessionFigures(rate: rate)
    #expect(figures.meanHeartRate == .refused(.settling))
    #expect(figures.recordedSeconds == 0)
    #expect(run(ECGPipeline(rate: rate), []).isEmpty)
    #expect(run(ECGPipeline(rate: rate), [SampleBlock(start: 7, millivolts: [])]).isEmpty)
  }
}

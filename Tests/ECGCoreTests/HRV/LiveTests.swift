import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Variability live")
struct LiveTests {
  static func feed(
    _ lengths: [Double],
    _ body: (inout LiveArtefactCorrection, Double, Double, inout Collected<CorrectedInterval>) -> Void
  )
    -> [CorrectedInterval]
  {
    var correction = LiveArtefactCorrection()
    var sink = Collected<CorrectedInterval>()
    var at = 0.0
    for length in lengths {
      at += length
      body(&correction, at, length, &sink)
    }
    correction.breakChain(into: &sink)
    return sink.elements
  }

  @Test("the live form judges five intervals late, finds what the full form finds, and loses no time")
  func liveCorrection() throws {
    var lengths = try HRVFixtures.lengths("mitdb100_nn_full")
    for place in stride(from: 200, to: 2000, by: 90) {
      lengths[place] -= 250
      lengths[place + 1] += 250
    }
    for place in stride(from: 2040, to: 150, by: -100) {
      lengths[place] += lengths[place + 1]
      lengths.remove(at: place + 1)
    }
    let full = ArtefactCorrection(milliseconds: lengths)
    var came = 0
    let live = Self.feed(lengths) { correction, at, length, sink in
      came += 1
      correction.append(to: at, milliseconds: length, into: &sink)
      if let newest = sink.elements.last { #expect(at - newest.to <= 5 * 2600) }
      // Splits and joins aside, five wait.
      if came == 150 { #expect(sink.elements.count == 145) }
    }
    let corrected = live.filter { $0.kind != .normal }.count
    #expect(abs(corrected - (full.found.corrected + full.found.missed)) <= 6)
    let series = NNSeries(milliseconds: live.map(\.milliseconds))
    let (a, b) = (TimeDomainMetrics.reading(of: series).value, TimeDomainMetrics.reading(of: full.series).value)
    expect(a?.rmssd, near: try #require(b).rmssd, within: 0.03, "RMSSD live and full")
    #expect(live.first?.opensChain == true && live.dropFirst().allSatisfy { !$0.opensChain })
  }

  @Test("α1 live is that of the full form over the same two minutes; artefacts are counted, and withhold it")
  func scaling() throws {
    let rate = try #require(SampleRate(hertz: 1000))
    let lengths = try HRVFixtures.lengths("synth_5min")
    func run(_ change: (inout CorrectedInterval, Int) -> Void) -> Reading<ShortTermScaling> {
      var live = LiveScaling(rate: rate)
      var at = 0.0
      for (index, length) in lengths.enumerated() where at < 299_000 {
        at += length
        var interval = CorrectedInterval(to: at, milliseconds: length, kind: .normal, opensChain: index == 0)
        change(&interval, index)
        live.receive(interval)
        live.look(now: Int(at))
      }
      live.look(now: 300_000)
      return live.reading
    }
    var (at, inside) = (0.0, [Double]())
    for length in lengths where at < 299_000 {
      at += length
      if at >= 180_000 { inside.append(length) }
    }
    let expected = try #require(DetrendedFluctuation.reading(of: NNSeries(milliseconds: inside)).value)
    let got = try #require(run { _, _ in }.value)
    expect(got.alpha, near: expected.alpha, within: 1e-9, "α1")
    #expect(got.intervals == inside.count && got.artefactShare == 0 && !got.isUnreliable)
    let marked = try #require(run { if $1 % 15 == 0 { $0.kind = .ectopic } }.value)
    #expect(marked.isUnreliable)
    #expect(run { if $1 % 8 == 0 { $0.kind = .ectopic } } == .refused(.cannotTell))
    var short = LiveScaling(rate: rate)
    short.look(now: 5000)
    #expect(short.reading == .refused(.settling))
  }

  @Test(
    "thresholds part the intensities", arguments: [(1.1, "low"), (0.75, "moderate"), (0.6, "moderate"), (0.5, "high")])
  func intensities(alpha: Double, words: String) {
    #expect(ShortTermScaling(alpha: alpha, artefactShare: 0, intervals: 200).intensity.rawValue == words)
  }

  @Test("zones, Edwards and Banister follow by hand")
  func training() throws {
    let limits = HeartRateLimits(maximum: 200, resting: 50, sex: .male)
    #expect([99, 100, 119.9, 120, 140, 160, 180, 200, 210].map { limits.zone(of: $0) } == [0, 1, 1, 2, 3, 4, 5, 5, 5])
    #expect(limits.begin(ofZone: 1) == 100 && limits.begin(ofZone: 5) == 180)
    var load = TrainingLoad(limits: limits)
    for _ in 0..<600 { load.add(.value(150)) }
    for _ in 0..<60 { load.add(.refused(.poorSignal)) }
    for _ in 0..<120 { load.add(.value(185)) }
    #expect(load.seconds(inZone: 3) == 600 && load.seconds(inZone: 5) == 120 && load.unknownSeconds == 60)
    #expect(load.edwards == .value(10 * 3 + 2 * 5))
    // Reserves of 100/150 and 135/150; Morton 1990.
    let expected = 10 * (2.0 / 3) * 0.64 * exp(1.92 * 2 / 3) + 2 * 0.9 * 0.64 * exp(1.92 * 0.9)
    expect(load.banister.value, near: expected, within: 1e-9, "Banister")
    expect(
      HeartRateLimits(maximum: 200, resting: 50, sex: .female).banister(of: 200), near: 0.86 * exp(1.67), within: 1e-12,
      "Banister, women")
    var unknown = TrainingLoad(limits: HeartRateLimits())
    unknown.add(.value(150))
    #expect(unknown.zone == .refused(.cannotTell) && unknown.edwards == .refused(.cannotTell))
    #expect(unknown.banister == .refused(.cannotTell))
    let foretold = HeartRateLimits(ageYears: 40)
    #expect(foretold.maximum == 180 && foretold.isForetold)
  }

  @Test("the end of effort is found, and its recovery told; a lull is no end, nor is a rate that never was effort")
  func recovery() throws {
    func run(_ rates: [Double?]) -> HeartRateRecovery.Figures? {
      var recovery = HeartRateRecovery(limits: HeartRateLimits(maximum: 190))
      for rate in rates { recovery.add(rate.map { .value($0) } ?? .refused(.poorSignal)) }
      return recovery.newest
    }
    // 170 bpm, then an exponential fall towards 90 with a time constant of 60 s: 170 − 80·(1 − e⁻¹) after a minute.
    func effort(_ seconds: Int) -> [Double?] { (0..<seconds).map { 170 + sin(Double($0) / 5) } }
    let fall: [Double?] = (0..<150).map { 90 + 80 * exp(-Double($0 + 1) / 60) }
    let figures = try #require(run(effort(300) + fall))
    #expect(abs(figures.endedAt - 299) <= 3)
    expect(figures.after60.value, near: 80 * (1 - exp(-1)), within: 0.05, "HRR60")
    expect(figures.after120.value, near: 80 * (1 - exp(-2)), within: 0.05, "HRR120")
    let dip: [Double?] = (0..<30).map { _ in 150 }
    #expect(run(effort(200) + dip + effort(60)) == nil)
    #expect(run((0..<300).map { _ in 100 } + fall.map { $0.map { $0 - 60 } }) == nil)
    var gone = fall
    for place in 50..<70 { gone[place] = nil }
    #expect(run(effort(300) + gone)?.after60 == .refused(.poorSignal))
  }

  /// MIT-BIH 208 rests at 118 … 125 a minute with a third of its beats ventricular, and falls to 100 and less between.
  @Test("a heart that is fast at rest makes no effort: by its rate, and where that would do, by its rhythm")
  func noEffort() {
    func ends(_ limits: HeartRateLimits, at rate: Double, isRegular: Bool = true) -> Bool {
      var recovery = HeartRateRecovery(limits: limits)
      for _ in 0..<200 { recovery.add(.value(rate), isRegular: isRegular) }
      for second in 0..<150 { recovery.add(.value(max(rate - 40, rate - Double(second))), isRegular: isRegular) }
      return recovery.newest != nil
    }
    let unknown = HeartRateLimits()
    #expect(!ends(unknown, at: 121))
    #expect(ends(unknown, at: 140))
    let old = HeartRateLimits(ageYears: 70)
    #expect(ends(old, at: 121))
    #expect(!ends(old, at: 121, isRegular: false))
    #expect(!ends(AthleteProfile(ageYears: 70, activity: .rest).heartRateLimits, at: 121))
    // 40 % of the reserve above rest: 50 + 0.4 · 140 = 106.
    let reserve = HeartRateLimits(maximum: 190, resting: 50)
    #expect(!ends(reserve, at: 105) && ends(reserve, at: 107))
  }

  @Test(
    "breathing is told within one breath a minute, whichever way it shows",
    arguments: [6.0, 12, 18, 24, 36], ["interval", "amplitude", "slope", "all"])
  func respiration(breaths: Double, source: String) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var generator = SeededGenerator(seed: UInt64(breaths))
    var live = LiveRespiration(rate: rate)
    var at = 0.0
    while at < 90 {
      let swing = sin(2 * .pi * breaths / 60 * at)
      func share(_ name: String) -> Double { source == name || source == "all" ? swing : 0 }
      let interval = 600 + 25 * share("interval") + 5 * generator.normal()
      at += interval / 1000
      live.append(
        position: at * 250, interval: interval, amplitude: 1 + 0.08 * share("amplitude") + 0.02 * generator.normal(),
        slope: 60 + 5 * share("slope") + 1.2 * generator.normal())
      live.look(now: Int(at * 250))
    }
    let figure = try #require(live.reading.value)
    #expect(abs(figure.breathsPerMinute - breaths) < 1, "seed \(breaths), \(source): \(figure)")
    #expect(abs(figure.sinusArrhythmia + figure.amplitude + figure.slope - 1) < 1e-9)
    if source == "interval" { #expect(figure.sinusArrhythmia > 0.7) }
  }

  @Test("noise without a breath in it is refused, seeds 1 … 20: at most one is told")
  func noBreath() throws {
    let rate = try #require(SampleRate(hertz: 250))
    var told = 0
    for seed in UInt64(1)...20 {
      var generator = SeededGenerator(seed: seed)
      var live = LiveRespiration(rate: rate)
      var at = 0.0
      while at < 90 {
        let interval = 800 + 20 * generator.normal()
        at += interval / 1000
        live.append(
          position: at * 250, interval: interval, amplitude: 1 + 0.02 * generator.normal(),
          slope: 60 + generator.normal())
        live.look(now: Int(at * 250))
      }
      if live.reading.value != nil { told += 1 }
    }
    #expect(told <= 1)
  }

  @Test("through the whole chain: breath from an ECG that breathes, α1, zones", arguments: [10.0, 15, 20])
  func wholeChain(breaths: Double) throws {
    var script = RhythmScript()
    script.sinus(bpm: 75, for: 180, swing: 0.04, breathsPerMinute: breaths)
    let ecg = try #require(SyntheticECG.at250(script))
    let played = Scenario(ecg, profile: AthleteProfile(ageYears: 40))
    let breath = try #require(played.snapshot.respiration.value)
    #expect(abs(breath.breathsPerMinute - breaths) < 1)
    #expect(played.snapshot.scaling.value != nil)
    #expect(played.snapshot.training?.zone == .value(0) && played.figures.scaling.count > 8)
    #expect(played.figures.hrvReport.time.value != nil)
  }
}

import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Artefact correction")
struct ArtefactTests {
  struct Reference: Decodable {
    struct Case: Decodable {
      /// Samples at 360 Hz.
      var intervals: [Double]
      var ectopic: [Int]
      var missed: [Int]
      var extra: [Int]
      var longshort: [Int]
    }
    var cases: [String: Case]
  }

  static let records = [
    "mitdb100_atr_beats", "mitdb106_atr_beats", "mitdb201_atr_beats", "mitdb100_every100th_missing",
    "mitdb100_every100th_extra",
  ]

  static func record(_ name: String) throws -> Reference.Case {
    try #require(try HRVFixtures.decode(Reference.self, "artefacts_public_tool").cases[name])
  }

  @Test(
    "with thresholds of magnitudes, the classes are those of a public implementation's single pass", arguments: records)
  func publicImplementation(name: String) throws {
    let record = try Self.record(name)
    // It counts beats, and gives the first one the mean interval.
    let lengths = record.intervals.map { $0 * 1000 / 360 }
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    var classifier = ArtefactClassifier(spread: .magnitudes)
    var classes: [ArtefactClass] = []
    classifier.classify([mean] + lengths, into: &classes)
    let expected: [(ArtefactClass, [Int])] = [
      (.ectopic, record.ectopic), (.missed, record.missed), (.extra, record.extra),
      (.longOrShort, record.longshort),
    ]
    for (kind, places) in expected { #expect(classes.indices.filter { classes[$0] == kind } == places, "\(kind)") }
  }

  @Test("every beat taken out of a record is put back, and RMSSD is within 2 % of the record's own")
  func missed() throws {
    let whole = try HRVFixtures.lengths("mitdb100_nn_full")
    let truth = try #require(TimeDomainMetrics.reading(of: NNSeries(milliseconds: whole)).value)
    var holed = whole
    for place in stride(from: 2190, to: 5, by: -50) {
      holed[place] += holed[place + 1]
      holed.remove(at: place + 1)
    }
    let mended = ArtefactCorrection(milliseconds: holed)
    #expect(mended.found.missed == (2190 - 6) / 50 + 1)
    #expect(mended.series.count == whole.count)
    let got = try #require(TimeDomainMetrics.reading(of: mended.series).value)
    expect(got.rmssd, near: truth.rmssd, within: 0.02, "RMSSD")
    expect(got.sdnn, near: truth.sdnn, within: 0.02, "SDNN")
    #expect(try #require(TimeDomainMetrics.reading(of: NNSeries(milliseconds: holed)).value).rmssd > 3 * truth.rmssd)
  }

  @Test("every beat put between two is taken out again; displaced beats are mended")
  func extraAndEctopic() throws {
    let whole = try HRVFixtures.lengths("mitdb100_nn_full")
    let truth = try #require(TimeDomainMetrics.reading(of: NNSeries(milliseconds: whole)).value)
    var split = whole
    for place in stride(from: 2190, to: 5, by: -50) {
      split.insert(0.35 * split[place], at: place)
      split[place + 1] *= 0.65
    }
    let joined = ArtefactCorrection(milliseconds: split)
    #expect(joined.found.extra >= 43 && joined.found.artefactShare < 0.05)
    expect(TimeDomainMetrics.reading(of: joined.series).value?.rmssd, near: truth.rmssd, within: 0.04, "extra beats")
    var early = whole
    for place in stride(from: 40, to: 2180, by: 50) {
      early[place] -= 250
      early[place + 1] += 250
    }
    let mended = ArtefactCorrection(milliseconds: early)
    #expect(mended.found.ectopic + mended.found.longOrShort >= 86)
    expect(TimeDomainMetrics.reading(of: mended.series).value?.rmssd, near: truth.rmssd, within: 0.04, "ectopic beats")
  }

  @Test("a clean series is left as it is but for a handful, and premature beats of record 100 are found")
  func specificity() throws {
    let clean = try HRVFixtures.lengths("mitdb100_nn_full")
    // 2,204 intervals between normal beats: the paper's specificity is 99.94 %.
    #expect(ArtefactCorrection(milliseconds: clean).found.corrected <= 2)
    let synthetic = try HRVFixtures.lengths("synth_5min")
    #expect(ArtefactCorrection(milliseconds: synthetic).series.milliseconds == synthetic)
    // 34 premature beats, each beside a short and a long interval.
    let record = ArtefactCorrection(
      milliseconds: try Self.record("mitdb100_atr_beats").intervals.map { $0 * 1000 / 360 })
    #expect((62...72).contains(record.found.corrected))
  }

  @Test("gaps and unfit intervals part the chains; the share counts what was left out")
  func chains() throws {
    let rate = try #require(SampleRate(hertz: 1000))
    var intervals = TimeDomainTests.chain(Array(repeating: 800, count: 60), verdicts: [30: .unfit])
    intervals += TimeDomainTests.chain(Array(repeating: 810, count: 40), from: 100_000)
    let corrected = ArtefactCorrection(intervals, rate: rate)
    #expect(corrected.series.chains == [0..<30, 30..<59, 59..<99])
    #expect(corrected.found.leftOut == 1 && abs(corrected.series.artefactShare - 0.01) < 1e-12)
    #expect(abs(corrected.series.seconds[59] - 100.81) < 1e-9)
  }

  /// Intervals in milliseconds with the verdicts that the chain gives them.
  private static func judged(_ milliseconds: [Double]) -> [RRInterval] {
    var gate = IntervalGate()
    let verdicts = milliseconds.map { gate.verdict(seconds: $0 / 1000) }
    return TimeDomainTests.chain(
      milliseconds, verdicts: Dictionary(uniqueKeysWithValues: verdicts.enumerated().map { $0 }))
  }

  private static var bigeminy: [Double] {
    (0..<600).map { (count: Int) -> Double in
      let length: Double = count % 2 == 0 ? 560 : 980
      return length + 6 * sin(Double(count))
    }
  }

  /// Share of intervals beside a ventricular or otherwise abnormal beat, from the annotations of MIT-BIH: 106 has 520
  /// ventricular beats among 2,027, in runs of bigeminy; 201 is half fibrillation.
  @Test(
    "bigeminy and fibrillation, which hide from their own quartiles, are withheld: live, in the report, in its every figure",
    arguments: ["mitdb106_atr_beats", "mitdb201_atr_beats", "bigeminy"])
  func ectopicRhythm(name: String) throws {
    let lengths = name == "bigeminy" ? Self.bigeminy : try Self.record(name).intervals.map { $0 * 1000 / 360 }
    let rate = try #require(SampleRate(hertz: 1000))
    let intervals = Self.judged(lengths)
    let plain = ArtefactCorrection(milliseconds: lengths)
    let corrected = ArtefactCorrection(intervals, rate: rate)
    // The method itself is not touched: what is mended, and how, is the same.
    #expect(corrected.found.corrected == plain.found.corrected)
    #expect(corrected.series.count == plain.series.count)
    let apart = zip(corrected.series.milliseconds, plain.series.milliseconds).map { abs($0 - $1) }
    #expect((apart.max() ?? 1) < 1e-6, "but for the rounding of seconds")
    #expect(corrected.classes.count == lengths.count)
    #expect(corrected.found.artefactShare > HRVRequirement.withheldShare, "\(corrected.found)")
    let report = HRVReport(corrected)
    #expect(report.time.refusal == .cannotTell && report.alpha1.refusal == .cannotTell)
    #expect(report.poincare.refusal == .cannotTell && report.spectra.allSatisfy { $0.figures.refusal == .cannotTell })

    var live = LiveScaling(rate: rate)
    var correction = LiveArtefactCorrection()
    var told = 0
    for interval in intervals {
      correction.append(
        to: interval.to, milliseconds: 1000 * interval.seconds, isIrregular: interval.verdict != .normal, into: &live)
      live.look(now: Int(interval.to))
      if name == "bigeminy", live.reading.value != nil { told += 1 }
    }
    #expect(told == 0)
  }

  @Test("sinus rhythm with 34 premature beats is told all the same")
  func sinusRhythm() throws {
    let rate = try #require(SampleRate(hertz: 1000))
    let record = try Self.record("mitdb100_atr_beats").intervals.map { $0 * 1000 / 360 }
    let corrected = ArtefactCorrection(Self.judged(record), rate: rate)
    #expect(corrected.found.artefactShare < HRVRequirement.unreliableShare, "\(corrected.found)")
    #expect(TimeDomainMetrics.reading(of: corrected.series).value != nil)
    // An athlete's breath of ±12 %, step by step: no artefact at all.
    let breath = (0..<400).map { (count: Int) -> Double in 1100 + 130 * sin(2 * Double.pi * Double(count) / 5.5) }
    #expect(ArtefactCorrection(Self.judged(breath), rate: rate).found.artefactShare == 0)
  }
}

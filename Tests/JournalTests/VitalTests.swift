import Foundation
import TestSupport
import Testing

@testable import Journal

struct VitalTests {
  private let now = Moment(milliseconds: 1_795_100_000_000, utcOffset: 3600)

  private func read(_ kind: VitalKind, _ words: String..., pulse: Double? = nil) throws -> VitalReading {
    try VitalText.reading(kind, words, pulse: pulse, athlete: "me", taken: now)
  }

  @Test func readingsAreTypedAsDevicesShowThem() throws {
    #expect(try read(.bloodPressure, "118/76", pulse: 52).words == "118/76 mmHg, pulse 52")
    #expect(try read(.oxygen, "97%").value == 97)
    #expect(try read(.glucose, "5.4", "mmol/L").unit == .millimolesPerLitre)
    #expect(try read(.glucose, "97", "mg/dL").unit == .milligramsPerDecilitre)
    #expect(try read(.glucose, "5.4").unit == .millimolesPerLitre)
    #expect(try read(.glucose, "97").unit == .milligramsPerDecilitre)
    // 98.6 °F is 37 °C, and a pound 0.45359237 kg, by definition.
    #expect(abs(try read(.temperature, "98.6", "F").value - 37) < 1e-9)
    #expect(abs(try read(.weight, "100lb").value - 45.359_237) < 1e-9)
  }

  @Test(arguments: [
    (VitalKind.bloodPressure, "76/118", "higher one"), (.bloodPressure, "400/76", "50.0 … 300.0 mmHg"),
    (.bloodPressure, "118", "Write it so"), (.oxygen, "104", "50.0 … 100.0 %"), (.oxygen, "nan", "Write it so"),
    (.glucose, "25", "mmol/L or mg/dL"), (.glucose, "90 mmol/L", "0.6 … 40.0 mmol/L"), (.glucose, "5.4 cups", "unit"),
    (.temperature, "98.6", "28.0 … 45.0 °C"), (.weight, "7", "20.0 … 350.0 kg"), (.weight, "-70", "20.0 … 350.0 kg"),
  ]) func whatCannotBeIsRefusedWithTheRange(_ kind: VitalKind, _ words: String, _ told: String) {
    let error = #expect(throws: JournalError.self) { try read(kind, words) }
    #expect(error?.kind == .refused)
    #expect(error?.description.contains(told) == true, "\(error?.description ?? "")")
  }

  @Test func readingsAreKeptAndFound() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    let pressure = try read(.bloodPressure, "118/76", pulse: 52)
    #expect(try journal.enter(pressure) == 1)
    var sensor = try read(.glucose, "97", "mg/dL")
    sensor.fingerprint = "glucose:me:1"
    #expect(try journal.enter([sensor, sensor]) == 1)
    var kept = try #require(try journal.vitals(kind: .bloodPressure).first)
    kept.id = 0
    #expect(kept == pressure)
    #expect(try journal.vitals().count == 2)
    #expect(try journal.vitals(since: Moment(milliseconds: now.milliseconds + 1, utcOffset: 0)).isEmpty)
    var impossible = pressure
    impossible.value = 1180
    #expect(throws: JournalError.self) { try journal.enter([pressure, impossible]) }
    #expect(try journal.vitals().count == 2)
    try journal.remove(vitals: [1])
    #expect(throws: JournalError.self) { try journal.remove(vitals: [1]) }
  }

  /// The tables of ESH 2023 and ACC/AHA 2017, at the edges of each row.
  @Test(arguments: [
    (119.0, 79.0, "optimal", "normal"), (120, 79, "normal", "elevated"), (119, 80, "normal", "hypertension, stage 1"),
    (129, 84, "normal", "hypertension, stage 1"), (130, 79, "high normal", "hypertension, stage 1"),
    (129, 85, "high normal", "hypertension, stage 1"), (139, 89, "high normal", "hypertension, stage 1"),
    (140, 89, "isolated systolic hypertension", "hypertension, stage 2"),
    (139, 90, "isolated diastolic hypertension", "hypertension, stage 2"),
    (140, 90, "hypertension, grade 1", "hypertension, stage 2"),
    (160, 99, "hypertension, grade 2", "hypertension, stage 2"),
    (159, 100, "hypertension, grade 2", "hypertension, stage 2"),
    (180, 100, "hypertension, grade 3", "hypertension, stage 2"),
    (179, 110, "hypertension, grade 3", "hypertension, stage 2"),
    (181, 100, "hypertension, grade 3", "hypertensive crisis"),
    (170, 121, "hypertension, grade 3", "hypertensive crisis"), (119.4, 79.4, "optimal", "normal"),
  ]) func pressuresHaveTheGuidelinesNames(
    _ systolic: Double, _ diastolic: Double, _ european: String, _ american: String
  ) {
    let pressure = BloodPressure(systolic: systolic, diastolic: diastolic)
    #expect(pressure.european.rawValue == european)
    #expect(pressure.american.rawValue == american)
  }

  @Test func onlyTheLastWeekOfPressuresIsAveraged() throws {
    func reading(_ back: Int, _ systolic: Double) -> VitalReading {
      VitalReading(
        athlete: "me", taken: Moment(milliseconds: now.milliseconds - Int64(back) * 86_400_000, utcOffset: 0),
        kind: .bloodPressure, value: systolic, second: 80, unit: .millimetresOfMercury, source: "typed")
    }
    let pressure = try #require(BloodPressure([reading(7, 200), reading(6, 120), reading(0, 130), reading(0, 134)]))
    #expect(pressure.systolic == 128 && pressure.readings == 3 && pressure.days == 2 && !pressure.isEnough)
    #expect(BloodPressure([]) == nil)
  }

  private struct Fixture: Decodable {
    var step: Int
    var glucose: [Double?]
    var mean: Double
    var sd: Double
    var cv: Double
    var gmi: Double
    var veryLow: Double
    var low: Double
    var inRange: Double
    var high: Double
    var veryHigh: Double
    var judged: Int
    var rmse: Double
    var persistence: Double
  }

  private func glucose(_ values: [Double?], step: Int = 300, unit: VitalUnit = .milligramsPerDecilitre)
    -> [VitalReading]
  {
    values.enumerated().compactMap { index, value in
      value.map {
        VitalReading(
          athlete: "me", taken: Moment(milliseconds: 1_795_132_800_000 + Int64(index * step) * 1000, utcOffset: 0),
          kind: .glucose, value: $0, unit: unit, source: "t")
      }
    }
  }

  /// Against numpy: Tests/Fixtures/expected/make_vitals.py.
  @Test func glucoseComesToWhatAnIndependentComputationGives() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: FixturePaths.fixtures + "/expected/vitals.json"))
    let expected = try JSONDecoder().decode(Fixture.self, from: data)
    let readings = glucose(expected.glucose, step: expected.step)
    let figures = try #require(GlucoseFigures(readings))
    for (ours, theirs) in [
      (figures.mean, expected.mean), (figures.deviation, expected.sd), (figures.variation, expected.cv),
      (figures.veryLow, expected.veryLow), (figures.low, expected.low), (figures.inRange, expected.inRange),
      (figures.high, expected.high), (figures.veryHigh, expected.veryHigh),
      (figures.managementIndicator ?? 0, expected.gmi),
    ] { #expect(abs(ours - theirs) < 1e-9) }
    let forecast = try #require(GlucoseForecast(readings))
    #expect(forecast.judged == expected.judged)
    #expect(abs(forecast.persistence - expected.persistence) < 1e-9)
    // The ridge, a millionth, is the only difference.
    #expect(abs(forecast.rootMeanSquare - expected.rmse) < 0.01)
    #expect(forecast.isWorthGiving && forecast.next != nil)
  }

  /// A wave is foretold exactly by two of its values; standing still errs by 2A·sin(ωh/2) over √2.
  @Test func aWaveIsForetold() throws {
    let period = 4 * 3600.0
    let readings = glucose((0..<288 * 5).map { 120 + 40 * sin(2 * .pi * Double($0) * 300 / period) })
    let forecast = try #require(GlucoseForecast(readings))
    #expect(forecast.rootMeanSquare < 0.05)
    #expect(abs(forecast.persistence - 80 * sin(.pi * 1800 / period) / 2.0.squareRoot()) < 0.2)
    let next = 120 + 40 * sin(2 * .pi * (Double(288 * 5 - 1) * 300 + 1800) / period)
    #expect(abs((forecast.next ?? 0) - next) < 0.1)
  }

  /// Of a random walk nothing is better than its present place.
  @Test(arguments: [UInt64(1), 2, 3]) func ofAWalkNothingIsForetold(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var value = 150.0
    let readings = glucose(
      (0..<288 * 6).map { _ in
        value = min(max(value + Double.random(in: -3...3, using: &generator), 60), 300)
        return value
      })
    let forecast = try #require(GlucoseForecast(readings))
    #expect(!forecast.isWorthGiving && forecast.next == nil)
  }

  @Test func limitsOfBothUnitsAreTheirOwn() throws {
    let milligrams = try #require(GlucoseFigures(glucose([53, 54, 69, 70, 180, 181, 250, 251])))
    let millimoles = try #require(
      GlucoseFigures(glucose([2.9, 3.0, 3.8, 3.9, 10.0, 10.1, 13.9, 14.0], unit: .millimolesPerLitre)))
    for figures in [milligrams, millimoles] {
      #expect(
        [figures.veryLow, figures.low, figures.inRange, figures.high, figures.veryHigh] == [12.5, 25, 25, 25, 12.5])
      #expect(figures.managementIndicator == nil)
    }
    #expect(GlucoseFigures([]) == nil && GlucoseForecast([]) == nil)
  }
}

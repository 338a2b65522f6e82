import Foundation
import TestSupport
import Testing

@testable import Journal

/// Against what pandas and scipy make of the same mornings: Tests/Fixtures/expected/make_readiness.py.
struct ReadinessTests {
  private struct Fixture: Decodable {
    var sessions: [Session]
    var expected: [Expected]

    struct Session: Decodable {
      var day: String
      var kind: String
      var second: Int
      var comparable: Bool?
      var lnRMSSD: Double?
      var hr: Double?
      var trimp: Double?
    }
    struct Band: Decodable {
      var n7: Int
      var n60: Int
      var mean7: Double
      var mean60: Double
      var sd60: Double
      var cv7: Double
      var low: Double
      var high: Double
      var position: String
    }
    struct Trend: Decodable {
      var slope: Double
      var low: Double
      var high: Double
    }
    struct Expected: Decodable {
      var day: String
      var lnRMSSD: Band
      var hr: Band
      var trend: Trend?
      var acute: Double
      var chronic: Double
    }
  }

  private static let fixture: Fixture? = {
    let url = URL(fileURLWithPath: FixturePaths.fixtures + "/expected/readiness.json")
    return (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode(Fixture.self, from: $0) }
  }()

  private func records(_ fixture: Fixture) throws -> [SessionRecord] {
    try fixture.sessions.map { session in
      let day = try #require(Day(iso: session.day))
      var figures: [FigureName: Double] = [:]
      figures[.lnRMSSD] = session.lnRMSSD
      figures[.heartRate] = session.hr
      figures[.edwards] = session.trimp
      let moment = Moment(
        milliseconds: (Int64(day.number) * 86_400 + Int64(session.second) - 7200) * 1000, utcOffset: 7200)
      return SessionRecord(
        athlete: "me", began: moment, kind: session.kind == "morning" ? .morning : .free, origin: .board, source: "",
        program: "", durationSeconds: 300, isComparable: session.comparable, figures: figures)
    }
  }

  @Test func itIsWhatAnIndependentComputationGives() throws {
    let fixture = try #require(Self.fixture)
    let sessions = try records(fixture)
    #expect(fixture.expected.count == 7)
    for expected in fixture.expected {
      let readiness = Readiness(sessions, on: try #require(Day(iso: expected.day)))
      for (band, wanted) in [(readiness.variability, expected.lnRMSSD), (readiness.heartRate, expected.hr)] {
        let band = try band.get()
        #expect(band.week.count == wanted.n7 && band.months.count == wanted.n60)
        #expect(abs(band.week.mean - wanted.mean7) < 1e-9)
        #expect(abs(band.months.mean - wanted.mean60) < 1e-9)
        #expect(abs((band.months.deviation ?? 0) - wanted.sd60) < 1e-9)
        #expect(abs((band.week.variation ?? 0) - wanted.cv7) < 1e-9)
        #expect(abs(band.range.lowerBound - wanted.low) < 1e-9 && abs(band.range.upperBound - wanted.high) < 1e-9)
        #expect(band.position.rawValue == wanted.position)
      }
      let trend = try #require(readiness.heartRateTrend)
      let wanted = try #require(expected.trend)
      #expect(abs(trend.slope - wanted.slope) < 1e-9)
      #expect(abs(trend.interval.lowerBound - wanted.low) < 1e-9)
      #expect(abs(trend.interval.upperBound - wanted.high) < 1e-9)
      let balance = try #require(readiness.balance)
      #expect(abs(balance.acute - expected.acute) < 1e-9)
      #expect(abs(balance.chronic - expected.chronic) < 1e-9)
      // The picture's last point is the day itself.
      let last = try #require(readiness.course(of: \.lnRMSSD).last)
      #expect(abs((last.mean ?? 0) - expected.lnRMSSD.mean7) < 1e-9)
    }
  }

  @Test func theFutureIsNotKnown() throws {
    let sessions = try records(try #require(Self.fixture))
    let day = try #require(Day(iso: "2026-10-18"))
    let until = sessions.filter { $0.began.day <= day }
    #expect(Readiness(sessions, on: day) == Readiness(until, on: day))
  }

  private func mornings(_ values: [(back: Int, ln: Double)], hr: Double = 50, second: Int = 25_000) -> [SessionRecord] {
    values.enumerated().map { index, value in
      SessionRecord(
        athlete: "me",
        began: Moment(milliseconds: (Int64(20_778 - value.back) * 86_400 + Int64(second)) * 1000, utcOffset: 0),
        kind: .morning, origin: .board, source: "", program: "", durationSeconds: 300, isComparable: true,
        figures: [.lnRMSSD: value.ln, .heartRate: hr + Double(index % 3)])
    }
  }

  private let today = Day(number: 20_778)

  /// Sixty mornings that swing by 0.1 about 4, the last seven of them by `shift` more.
  private func season(shift: Double) -> [SessionRecord] {
    mornings((0..<60).map { ($0, 4 + ($0 % 2 == 0 ? 0.1 : -0.1) + ($0 < 7 ? shift : 0)) })
  }

  @Test func bothSidesOfTheBandMatter() {
    let verdicts = [0.0, -0.3, 0.3].map { ReadinessVerdict(Readiness(season(shift: $0), on: today)) }
    #expect(verdicts.map(\.certainty) == [.sure, .sure, .sure])
    #expect(verdicts[0].sentence.hasPrefix("Within your normal band"))
    #expect(verdicts[1].sentence.hasPrefix("Below your normal band"))
    #expect(verdicts[2].sentence.hasPrefix("Above your normal band"))
    #expect(verdicts[2].sentence.contains("overreaching"))
  }

  @Test func howSureItIsFollowsFromWhatIsThere() throws {
    func verdict(_ sessions: [SessionRecord]) -> ReadinessVerdict { ReadinessVerdict(Readiness(sessions, on: today)) }
    #expect(verdict([]).certainty == .none)
    #expect(verdict([]).sentence.contains("no morning"))
    // Two in the week, however many before.
    #expect(verdict(mornings((5..<60).map { ($0, 4 + Double($0 % 5) / 20) })).certainty == .none)
    // Thirteen in all: one too few for a band.
    #expect(verdict(mornings((0..<13).map { ($0, 4 + Double($0 % 5) / 20) })).sentence.contains("13 mornings"))
    let short = verdict(mornings((0..<14).map { ($0, 4 + Double($0 % 5) / 20) }))
    #expect(short.certainty == .fairlySure)
    #expect(short.doubts == ["the band rests on 14 mornings, 30 make it firm"])
    let few = verdict(mornings((0..<60).filter { $0 >= 7 || $0 < 4 }.map { ($0, 4 + Double($0 % 5) / 20) }))
    #expect(few.doubts == ["only 4 mornings of the last 7"])
    // Late, and a measure that was not good.
    var untidy = season(shift: 0).filter { $0.began.day <= today - 2 }
    untidy[0].began.milliseconds += 4 * 3_600_000
    var bad = try #require(season(shift: 0).last)
    (bad.isComparable, bad.began) = (false, untidy[1].began)
    let unsure = verdict(untidy + [bad])
    #expect(unsure.certainty == .unsure)
    #expect(unsure.doubts.count == 3, "\(unsure.doubts)")
    #expect(unsure.doubts.contains { $0.contains("between 06:56 and 10:56") }, "\(unsure.doubts)")
    #expect(verdict(mornings((0..<60).map { ($0, 4.0) })).sentence.contains("exactly alike"))
  }

  @Test func impulsesOfOneKindAreAdded() throws {
    func training(_ back: Int, _ figures: [FigureName: Double]) -> SessionRecord {
      SessionRecord(
        athlete: "me", began: Moment(milliseconds: Int64(20_778 - back) * 86_400_000, utcOffset: 0), kind: .free,
        origin: .board, source: "", program: "", durationSeconds: 3600, figures: figures)
    }
    let both: [FigureName: Double] = [.banister: 70, .edwards: 140]
    let banister = try #require(
      TrainingBalance([training(0, both), training(10, both), training(30, both)], on: today))
    #expect(banister.impulse == .banister)
    #expect(banister.acute == 10 && banister.chronic == 5 && banister.ratio == 2)
    let mixed = try #require(TrainingBalance([training(0, both), training(10, [.edwards: 140])], on: today))
    #expect(mixed.impulse == .edwards)
    #expect(
      mixed.acute == 20 && mixed.chronic == 10 && mixed.ratio == nil, "the journal does not reach back four weeks")
    #expect(TrainingBalance([training(0, [:])], on: today) == nil)
    #expect(TrainingBalance([training(-1, both)], on: today) == nil)
  }

  /// Closed forms: a straight line has its slope, without doubt; a constant has none to tell.
  @Test func aTrendIsALine() throws {
    let line = try #require(TheilSen((0..<20).map { (Double($0), 3 - 0.25 * Double($0)) }))
    #expect(line.slope == -0.25 && line.interval == -0.25...(-0.25) && line.isSure)
    #expect(abs(line.value(at: 100) - (3 - 25)) < 1e-9)
    #expect(TheilSen((0..<7).map { (Double($0), Double($0)) }) == nil)
    // Three of twenty are wild, and the median does not mind.
    let wild = try #require(TheilSen((0..<20).map { (Double($0), [3, 9, 15].contains($0) ? 1e6 : 0.5 * Double($0)) }))
    #expect(abs(wild.slope - 0.5) < 0.1)
  }
}

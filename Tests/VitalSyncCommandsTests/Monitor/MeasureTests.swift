import ECGCore
import Testing

@testable import VitalSyncCommands

@Suite struct MeasureTests {
  @Test func aGoodMeasureIsSaidToBeOne() throws {
    let guide = try FaceScenes.guide(.morning, seconds: 360)
    let judgement = MeasureJudgement(guide)
    #expect(judgement.isFinished && judgement.isComparable, "\(judgement.doubts)")
    // A beat a second, by construction.
    #expect(judgement.sentence.hasPrefix("At rest 60 bpm, RMSSD "))
    #expect(MeasureEnd.failure(guide) == nil)
  }

  @Test func standingUpIsToldInRatesThatAddUp() throws {
    let judgement = MeasureJudgement(try FaceScenes.guide(.orthostatic, seconds: 450))
    #expect(judgement.isFinished)
    // 60 a minute lying and 80 standing, by construction.
    #expect(judgement.sentence.hasPrefix("Standing up raised the rate by 20 bpm, from 60 to 80;"))
    #expect(!judgement.sentence.contains("physician"))
  }

  @Test("A measure broken off, or none at all, is a failure that says what is missing")
  func brokenOff() throws {
    let guide = try FaceScenes.guide(.morning, seconds: 100)
    let failure = try #require(MeasureEnd.failure(guide))
    #expect(failure.status == .measureNotGood)
    #expect(failure.message.contains("Broken off: at rest, 4:20 left"))
    #expect(MeasureEnd.failure(nil)?.status == .measureNotGood)
  }

  @Test("Every doubt is told: an unfit signal, a rate that climbs")
  func doubts() throws {
    let rate = try FaceScenes.rate()
    var guide = MeasureGuide(.morning, rate: rate)
    var beat = 0.0
    for second in 0..<360 {
      while beat < Double(second + 1) {
        // From 60 to 100 a minute, evenly.
        let length = 60 / (60 + 40 * beat / 360)
        guide.take(
          RRInterval(
            from: beat * FaceScenes.hertz, to: (beat + length) * FaceScenes.hertz, seconds: length, verdict: .normal))
        beat += length
      }
      let state: SignalState = second % 5 == 0 ? .poor : .good
      guide.take(
        QualitySecond(start: rate.samples(in: Double(second)), count: 250, index: 0.9, state: state),
        heartRate: .value(80))
    }
    let judgement = MeasureJudgement(guide)
    #expect(judgement.isFinished && !judgement.isComparable)
    #expect(judgement.doubts.contains { $0.contains("fit for 80 %") }, "\(judgement.doubts)")
    #expect(judgement.doubts.contains { $0.contains("the rate climbed") }, "\(judgement.doubts)")
  }

  @Test("What is to be done changes at the phases' borders and ten seconds before standing up")
  func instructions() throws {
    var orders: [String] = []
    _ = try FaceScenes.guide(.orthostatic, seconds: 450) { guide in
      let order = MeasureInstruction(guide).order
      if orders.last != order { orders.append(order) }
    }
    #expect(
      orders == ["LIE DOWN", "STAY LYING", "GET READY TO STAND UP", "STAND UP NOW", "STAND STILL", "DONE"])
  }
}

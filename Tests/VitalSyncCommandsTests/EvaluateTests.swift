import ECGCore
import Recordings
import Testing

@testable import VitalSyncCommands

/// The pairing rule, worked by hand at 1000 Hz so that samples are milliseconds.
struct EvaluateTests {
  private func pairs(_ reference: [Int], _ detected: [Int], window: Double = 150) -> [[Int]] {
    BeatComparison(reference: reference, detected: detected, window: window).pairs.map {
      [reference[$0.reference], detected[$0.detected]]
    }
  }

  @Test func aMatchLiesInTheWindowEndsIncluded() {
    #expect(pairs([1000], [850]) == [[1000, 850]])
    #expect(pairs([1000], [1150]) == [[1000, 1150]])
    #expect(pairs([1000], [849]).isEmpty)
    #expect(pairs([1000], [1151]).isEmpty)
    #expect(pairs([], [1000]).isEmpty)
    #expect(pairs([1000], []).isEmpty)
  }

  @Test func theNearestIsTakenTheEarlierOfTwoAsNear() {
    #expect(pairs([1000], [900, 1010, 1100]) == [[1000, 1010]])
    #expect(pairs([1000], [990, 1010]) == [[1000, 990]])
    #expect(pairs([1000], [900, 900, 1010]) == [[1000, 1010]])
  }

  @Test func aDetectionIsLeftToTheNextBeatWhereItIsNearerToThat() {
    #expect(pairs([1000, 1200], [1120]) == [[1200, 1120]])
    // The next nearest before it is taken in its place, where it lies in the window.
    #expect(pairs([1000, 1200], [870, 1120]) == [[1000, 870], [1200, 1120]])
    #expect(pairs([1000, 1200], [840, 1120]) == [[1200, 1120]])
    // As near to both: the earlier beat has it.
    #expect(pairs([1000, 1200], [1100]) == [[1000, 1100]])
  }

  @Test func eachBeatAndEachDetectionCountsOnce() throws {
    let comparison = BeatComparison(reference: [1000, 2000, 3000], detected: [990, 1010, 2020, 5000], window: 150)
    let score = BeatScore(comparison, rate: try #require(SampleRate(hertz: 1000)))
    #expect([score.truePositives, score.falseNegatives, score.falsePositives] == [2, 1, 2])
    // Se 2/3, +P 2/4, F1 4/7, DER 3/3; offsets −10 and 20: median 5, deviations of 15 each.
    #expect(abs((score.sensitivity ?? 0) - 200.0 / 3) < 1e-9)
    #expect(score.predictivity == 50)
    #expect(abs((score.f1 ?? 0) - 400.0 / 7) < 1e-9)
    #expect(score.errorRate == 100)
    #expect(score.offsetMilliseconds == 5)
    #expect(score.jitterMilliseconds == 15)
  }

  @Test func grossPoolsBeatsAndNotOffsets() throws {
    let rate = try #require(SampleRate(hertz: 1000))
    let late = BeatComparison(reference: [1000, 2000], detected: [1040, 2060], window: 150)
    let early = BeatComparison(reference: [1000, 2000], detected: [970, 1990], window: 150)
    let gross = BeatScore.gross([BeatScore(late, rate: rate), BeatScore(early, rate: rate)])
    #expect(gross.truePositives == 4)
    // Each is 10 ms from its own record's median.
    #expect(gross.jitterMilliseconds == 10)
  }

  @Test func nothingToDivideByGivesNoFigure() {
    let empty = BeatScore()
    #expect(empty.sensitivity == nil && empty.predictivity == nil && empty.f1 == nil)
    #expect(empty.errorRate == nil && empty.jitterMilliseconds == nil)
  }

  @Test func flutterAndTheSkippedBeginningAreLeftOutOnBothSides() throws {
    func mark(_ sample: Int, _ symbol: Character) throws -> WFDBAnnotation {
      WFDBAnnotation(sample: sample, code: try #require(WFDBAnnotationCode(symbol: symbol)))
    }
    let reference = ReferenceBeats(
      try [
        mark(100, "+"), mark(500, "N"), mark(1000, "V"), mark(2000, "["), mark(2300, "!"), mark(3000, "]"),
        mark(4000, "/"), mark(5000, "["),
      ])
    #expect(reference.samples == [500, 1000, 4000])
    let comparison = reference.compared(
      with: [500, 1000, 2000, 2500, 3000, 4000, 9000], window: 150, skip: 1000)
    #expect(comparison.reference == [1000, 4000])
    #expect(comparison.detected == [1000, 4000])
  }

  @Test func progressSaysHowFarHowFastAndHowLong() {
    func line(_ done: Int, seconds: Double) -> String {
      let account = ProgressLine.account(of: done, total: 48, unit: "records", seconds: seconds)
      return ProgressLine.text(share: Double(done) / 48, account: account, seconds: seconds)
    }
    #expect(line(0, seconds: 0) == "[------------------------] 0/48 records")
    #expect(line(12, seconds: 6) == "[######------------------] 12/48 records, 2.0/s, 18 s left")
    #expect(line(48, seconds: 24) == "[########################] 48/48 records, 2.0/s")
    let signal = ProgressLine.account(ofSignal: 3600, share: 0.25, seconds: 200)
    #expect(
      ProgressLine.text(share: 0.25, account: signal, seconds: 200)
        == "[######------------------] 25 %, \(clock(3600)) of signal, 18x, 10 min left")
  }
}

/// EC57's counting of classes, worked by hand.
struct ClassScoresTests {
  @Test func fusionCalledVentricularCountsNeitherWay() {
    let reference: [BeatLabel] = [.ventricular, .fusion, .normal, .unknown, .ventricular, .supraventricular]
    let detected: [BeatLabel] = [
      .ventricular, .ventricular, .ventricular, .supraventricular, .normal, .ventricular, .ventricular,
    ]
    let comparison = BeatComparison(
      reference: [1000, 2000, 3000, 4000, 5000, 6000], detected: [1000, 2000, 3000, 4000, 5000, 6000, 7000], window: 150
    )
    let scores = ClassScores(comparison, reference: reference, detected: detected)
    // V: the first is hit, the fifth missed; false are the one called at a normal beat, at an S, and at none.
    #expect(scores.ventricular.truePositives == 1)
    #expect(scores.ventricular.falseNegatives == 1)
    #expect(scores.ventricular.falsePositives == 3)
    // S: the one annotated was called V; the call at an unclassified beat is excused.
    #expect(scores.supraventricular.truePositives == 0)
    #expect(scores.supraventricular.falseNegatives == 1)
    #expect(scores.supraventricular.falsePositives == 0)
  }
}

import Testing

@testable import ECGCore

/// Against the formulas worked out by hand.
struct CorrectedQTTests {
  @Test("at 60 beats per minute no formula changes anything", arguments: QTCorrection.allCases)
  func atSixty(correction: QTCorrection) throws {
    let corrected = try #require(correction.corrected(qt: 400, meanRR: 1).value)
    #expect(abs(corrected - 400) < 1e-9)
  }

  @Test func workedOut() throws {
    // RR 0.81 s: root 0.9, third root 0.932170, rate 74.0741.
    let bazett = try #require(QTCorrection.bazett.corrected(qt: 360, meanRR: 0.81).value)
    let fridericia = try #require(QTCorrection.fridericia.corrected(qt: 360, meanRR: 0.81).value)
    let framingham = try #require(QTCorrection.framingham.corrected(qt: 360, meanRR: 0.81).value)
    let hodges = try #require(QTCorrection.hodges.corrected(qt: 360, meanRR: 0.81).value)
    #expect(abs(bazett - 400) < 0.001)
    #expect(abs(fridericia - 386.196) < 0.01)
    #expect(abs(framingham - 389.26) < 0.001)
    #expect(abs(hodges - 384.630) < 0.001)
  }

  @Test("outside its rates a formula is refused")
  func rates() {
    #expect(QTCorrection.bazett.corrected(qt: 340, meanRR: 60 / 95.0) == .refused(.cannotTell))
    #expect(QTCorrection.bazett.corrected(qt: 480, meanRR: 60 / 45.0) == .refused(.cannotTell))
    #expect(QTCorrection.fridericia.corrected(qt: 340, meanRR: 60 / 95.0).value != nil)
    #expect(QTCorrection.fridericia.corrected(qt: 480, meanRR: 60 / 45.0).value != nil)
    for correction in QTCorrection.allCases {
      #expect(correction.corrected(qt: 300, meanRR: 60 / 130.0) == .refused(.cannotTell))
      #expect(correction.corrected(qt: 300, meanRR: 0) == .refused(.cannotTell))
      #expect(correction.corrected(qt: .nan, meanRR: 1) == .refused(.cannotTell))
    }
  }

  @Test("medians and quartiles of a session, and refusals")
  func summary() throws {
    var summary = IntervalSummary()
    #expect(summary.qt == .refused(.settling))
    for qt in [380.0, 390, 400, 410, 420] {
      summary.append(
        HeartIntervals(
          beats: 8, meanRR: 0.5, pr: .refused(.cannotTell), qrs: .value(90), qt: .value(qt), position: 0))
    }
    let qt = try #require(summary.qt.value)
    #expect(abs(qt.median - 400) <= 0.5 && qt.count == 5)
    #expect(abs(qt.lowerQuartile - 390) <= 1 && abs(qt.upperQuartile - 410) <= 1)
    #expect(summary.pr == .refused(.cannotTell))
    // 120 beats per minute: within Fridericia's rates, beyond Bazett's.
    #expect(summary.qtc(.bazett) == .refused(.cannotTell))
    #expect(summary.qtc(.fridericia).value != nil)
  }
}

import ECGCore
import Testing

/// F(n) against closed forms.
@Suite struct FluctuationCurveTests {
  @Test func intervalsInTurn() {
    // 800 ± 10 ms in turn: the profile is 10, 0, 10, 0 … ms. Its box of four, less its line (slope −1/5), leaves 0.8 · 10² in all, and
    // so a root mean square of √0.2 · 10 ms.
    let series = NNSeries(milliseconds: (0..<64).map { $0 % 2 == 0 ? 810 : 790 })
    let curve = DetrendedFluctuation.curve(of: series)
    #expect(curve.first?.length == 4)
    #expect(abs((curve.first?.fluctuation ?? 0) - 10 * 0.2.squareRoot()) < 1e-9)
    // Four of the longest boxes fit.
    #expect(curve.last?.length == 16)
  }

  @Test func nothingOfTooLittleOrTooDisturbed() {
    #expect(DetrendedFluctuation.curve(of: NNSeries()).isEmpty)
    #expect(DetrendedFluctuation.curve(of: NNSeries(milliseconds: Array(repeating: 800, count: 15))).isEmpty)
    let disturbed = NNSeries(milliseconds: (0..<64).map { $0 % 2 == 0 ? 810 : 790 }, artefactShare: 0.2)
    #expect(DetrendedFluctuation.curve(of: disturbed).isEmpty)
  }
}

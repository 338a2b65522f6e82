import Testing

@testable import VitalSyncCommands

@Suite("A session's series is bounded in machine output")
struct ThinnedSeriesTests {
  /// A figure every five seconds that counts up.
  private func series(hours: Double) -> [(seconds: Double, figure: Double)] {
    (1...Int(hours * 720)).map { (5 * Double($0), Double($0)) }
  }

  @Test func aShortSessionIsTheSame() {
    let series = series(hours: 0.3)
    let thinned = ThinnedSeries(series)
    #expect(thinned.stepSeconds == 5)
    #expect(thinned.steps.map(\.seconds) == series.map(\.seconds))
    #expect(thinned.steps.allSatisfy { $0.figures.count == 1 })
  }

  @Test(
    "any length is within the bound, nothing is lost, and the mean stands", arguments: [1.0, 2, 6, 24, 25, 100, 700])
  func bounded(hours: Double) {
    let series = series(hours: hours)
    let thinned = ThinnedSeries(series)
    #expect(thinned.steps.count <= 289 && thinned.steps.count >= 60, "\(thinned.steps.count)")
    #expect(thinned.steps.flatMap(\.figures) == series.map(\.figure))
    #expect(thinned.steps.last?.seconds == series.last?.seconds)
    let whole = thinned.steps.first { $0.figures.count > 1 }
    if let whole { #expect(whole.mean { $0 } == whole.figures.reduce(0, +) / Double(whole.figures.count)) }
  }

  @Test func nothingIsNothing() {
    #expect(ThinnedSeries<Double>([]).steps.isEmpty)
  }
}

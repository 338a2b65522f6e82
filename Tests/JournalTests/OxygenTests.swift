import Testing

@testable import Journal

/// Traces whose falls are known because they were made.
struct OxygenTests {
  /// A reading a second at 97, with dips: (begin, length in seconds, lowest).
  private func recording(_ seconds: Int, dips: [(at: Int, length: Int, lowest: Double)]) -> OxygenRecording {
    var values = [Double](repeating: 97, count: seconds + 1)
    for dip in dips { for second in dip.at..<dip.at + dip.length { values[second] = dip.lowest } }
    return OxygenRecording(
      times: (0...seconds).map(Double.init), values: values, began: Moment(milliseconds: 0, utcOffset: 0))
  }

  @Test func fallsAreCounted() {
    let night = recording(7200, dips: (1...40).map { ($0 * 170, 25, 92) })
    let three = Desaturations(night, depth: 3)
    #expect(three.falls.count == 40)
    #expect(three.perHour == 20)
    #expect(three.falls[0] == Desaturations.Fall(from: 170, to: 195, baseline: 97, lowest: 92))
    #expect(OxygenFigures(night).below90 == 0)
  }

  @Test func depthAndLengthDecide() {
    let night = recording(3600, dips: [(300, 20, 94), (600, 20, 93), (900, 20, 95), (1200, 9, 90), (1500, 10, 90)])
    #expect(Desaturations(night, depth: 3).falls.map(\.from) == [300, 600, 1500])
    #expect(Desaturations(night, depth: 4).falls.map(\.from) == [600, 1500])
  }

  /// 94 and 95 in turn about the limit of a fall by 3 from 97: one fall, not fifteen.
  @Test func aValueAtTheEdgeIsOneFall() {
    var night = recording(1800, dips: [])
    for second in 600..<630 { night.values[second] = second % 2 == 0 ? 94 : 95 }
    #expect(Desaturations(night, depth: 3).falls.count == 1)
  }

  @Test func aNewLevelIsNoFall() {
    var night = recording(7200, dips: [])
    for second in 3600...7200 { night.values[second] = 92 }
    for second in 5000..<5020 { night.values[second] = 88 }
    let falls = Desaturations(night, depth: 3).falls
    #expect(falls.map(\.from) == [5000])
    #expect(falls.first?.baseline == 92)
  }

  @Test func nothingIsToldBeforeABaselineIsKnown() {
    #expect(Desaturations(recording(600, dips: [(5, 20, 80)]), depth: 3).falls.isEmpty)
  }

  @Test func anAlertBeginsAndEndsAtDifferentLevels() {
    // Nine seconds are too short; then 87 and 89 in turn is one alert, since 89 does not end it.
    var night = recording(3600, dips: [(300, 9, 80), (1000, 200, 87)])
    for second in 1020..<1200 where second % 20 < 10 { night.values[second] = 89 }
    let alerts = OxygenAlerts(night).alerts
    #expect(alerts == [OxygenAlerts.Alert(from: 1000, to: 1200, lowest: 87)])
    #expect(OxygenAlerts(recording(600, dips: [(570, 31, 80)])).alerts.map(\.from) == [570])
  }

  @Test func meansAreOverTime() {
    // Half the time at 90, however the readings are spread.
    let night = OxygenRecording(
      times: (0..<60).map { Double($0) * 10 } + (0...600).map { 600 + Double($0) },
      values: [Double](repeating: 88, count: 60) + [Double](repeating: 98, count: 601),
      began: Moment(milliseconds: 0, utcOffset: 0))
    let figures = OxygenFigures(night)
    #expect(abs(figures.mean - 93) < 1e-9)
    #expect(abs(figures.below90 - 50) < 1e-9)
  }

  @Test func aHolePartsRecordingsAndSingleReadingsAreNone() {
    func reading(_ second: Int) -> VitalReading {
      VitalReading(
        athlete: "me", taken: Moment(milliseconds: Int64(second) * 1000, utcOffset: 0), kind: .oxygen, value: 97,
        unit: .percent, source: "t")
    }
    let first = (0..<200).map { reading($0 * 4) }
    let second = (0..<200).map { reading(5000 + $0 * 4) }
    let parts = OxygenRecording.recordings(in: first + second + [reading(90_000)])
    #expect(parts.map(\.times.count) == [200, 200])
  }
}

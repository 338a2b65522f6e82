import Testing

@testable import VitalSyncCommands

@Suite struct MarkupTests {
  @Test func wordsAreNeverTags() {
    var page = Markup()
    page.element("p", ["title": "a\"b'<>&"], "<b>&amp;\u{0}\u{1B}[31m\u{85}")
    #expect(
      page.text
        == "<p title=\"a&quot;b&#39;&lt;&gt;&amp;\">&lt;b&gt;&amp;amp;\u{FFFD}\u{FFFD}[31m\u{FFFD}</p>")
  }

  @Test(arguments: [
    (0.0, 10.0, ["0", "2", "4", "6", "8", "10"]), (0.52, 0.97, ["0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]),
  ])
  func ticksAreRoundNumbersThatHoldTheValues(low: Double, high: Double, labels: [String]) {
    let axis = PlotAxis.linear("", low...high)
    #expect(axis.ticks.map(\.label) == labels)
    #expect(axis.range.contains(low) && axis.range.contains(high))
  }

  @Test(arguments: [0.0, 30, 59, 600, 3601, 40_000, 86_400, 9e6])
  func timesHaveFewTicks(seconds: Double) {
    let axis = PlotAxis.time(0...seconds)
    #expect((1...20).contains(axis.ticks.count))
  }
}

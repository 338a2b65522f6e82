import Foundation
import TestSupport
import Testing

@testable import VitalSyncCommands

/// Against what the `wfdb` Python package read when the excerpt was made (`demo` in Tests/Fixtures/signals/expected.json).
@Suite struct DemoRecordingTests {
  private struct Expected: Decodable {
    var demo: Demo

    struct Demo: Decodable {
      var samples: Int
      var sum: Int
      var first: [Int16]
      var last: [Int16]
    }
  }

  @Test func `the bundled signal is the excerpt of record 100`() throws {
    let file = try Data(contentsOf: URL(fileURLWithPath: FixturePaths.signals + "/expected.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: file).demo
    #expect(DemoRecording.values.count == expected.samples)
    #expect(DemoRecording.values.reduce(0) { $0 + Int($1) } == expected.sum)
    #expect(DemoRecording.values.prefix(8) == expected.first[...])
    #expect(DemoRecording.values.suffix(8) == expected.last[...])
  }

  @Test func `the loop has no step at its seam`() {
    let last = DemoRecording.millivolts(at: DemoRecording.values.count - 1)
    let first = DemoRecording.millivolts(at: DemoRecording.values.count)
    #expect(first == DemoRecording.millivolts(at: 0))
    #expect(abs(last - first) < 0.01)
  }
}

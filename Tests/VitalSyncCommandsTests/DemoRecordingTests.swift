import TestSupport
import Testing

@testable import VitalSyncCommands

/// Against what the `wfdb` Python package read when the excerpt was made (`demo` in Tests/Fixtures/signals/expected.json).
@Suite struct DemoRecordingTests {
  @Test func `the bundled signal is the excerpt of record 100`() {
    #expect(DemoRecording.values.count == 27_054)
    #expect(DemoRecording.values.reduce(0) { $0 + Int($1) } == 26_103_038)
    #expect(DemoRecording.values.prefix(8) == [964, 967, 967, 967, 965, 964, 964, 966])
    #expect(DemoRecording.values.suffix(8) == [964, 963, 968, 968, 965, 964, 964, 963])
  }

  @Test func `the loop has no step at its seam`() {
    let last = DemoRecording.millivolts(at: DemoRecording.values.count - 1)
    let first = DemoRecording.millivolts(at: DemoRecording.values.count)
    #expect(first == DemoRecording.millivolts(at: 0))
    #expect(abs(last - first) < 0.01)
  }
}

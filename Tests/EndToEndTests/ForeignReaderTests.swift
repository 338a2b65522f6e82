import Foundation
import TestSupport
import Testing

/// Recordings go to the tools that people use and come from them: the `wfdb` package, EDFlib (by pyedflib), pandas and scipy.
@Suite(.enabled(if: ForeignPython.has("wfdb", "pyedflib", "pandas", "scipy"), "\(ForeignPython.remedy)"))
struct ForeignReaderTests {
  @Test(arguments: ["wfdb", "annotations", "beats", "segments", "edf", "discontinuous", "csv", "mat"])
  func bothWays(_ check: String) throws {
    let scratch = try ScratchFolder()
    let outcome = try Command.Running(
      [
        ForeignPython.path, FixturePaths.fixtures + "/formats/foreign.py", Command.path, scratch.path,
        FixturePaths.signals, check,
      ], program: "/usr/bin/env"
    ).wait(limit: 300)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\(check) agrees"))
  }
}

import Foundation
import TestSupport
import Testing

/// What `analyze`, `features` and `convert` write goes to the tools that people use, and a watch's file comes from them: NeuroKit,
/// fhir.resources, pandas, Arrow, fitdecode.
@Suite(
  .enabled(
    if: ForeignPython.has("fhir.resources", "neurokit2", "pandas", "pyarrow", "fitdecode"), "\(ForeignPython.remedy)"),
  .timeLimit(.minutes(30)))
struct ForeignTableTests {
  @Test(arguments: ["intervals", "fhir", "journal", "summary", "convert", "fit", "features"]) func readByOthers(
    _ check: String
  )
    throws
  {
    let scratch = try ScratchFolder()
    let outcome = try Command.Running(
      [
        ForeignPython.path, FixturePaths.fixtures + "/formats/tables.py", Command.path, scratch.path,
        FixturePaths.signals, check,
      ], program: "/usr/bin/env"
    ).wait(limit: 300)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\(check) agrees"))
  }
}

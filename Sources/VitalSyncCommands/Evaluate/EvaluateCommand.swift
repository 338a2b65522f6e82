import ArgumentParser
import Glibc

/// `vitalsync evaluate`: how well the beats are found, held against annotated records.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Hold the detected beats against a folder of annotated WFDB records.",
    discussion: """
      vitalsync evaluate mitdb                        a line a record, and the gross figures
      vitalsync evaluate mitdb --skip 5min            without EC57's learning period
      vitalsync evaluate mitdb --records 100,208 --json
      vitalsync evaluate mitdb --classes              how well they are named, too
      vitalsync evaluate mitdb --qrs beats            beats/100.qrs and so on, for bxb, rdann, wfdb-python

      Se = TP/(TP+FN), +P = TP/(TP+FP), DER = (FP+FN)/(TP+FN), after ANSI/AAMI EC57. Offset is the median of detection minus
      annotation, jitter the standard deviation about it. Exit codes and JSON keys: docs/commands.md.
      """)

  @Argument(help: "A folder of WFDB records, NAME.hea with NAME.atr.")
  var database: String

  @Option(help: ArgumentHelp("The lead: its name or 1-based number; else the first.", valueName: "name|n"))
  var lead: String?

  @Option(help: ArgumentHelp("How far a match may lie from its annotation.", valueName: "time"))
  var window = TypedDuration(seconds: 0.150)

  @Option(
    help: ArgumentHelp("Leave out so much of each record's beginning.", valueName: "time"),
    transform: Self.timeOrNothing)
  var skip = TypedDuration(seconds: 0)

  @Option(help: ArgumentHelp("Only these records, with commas between.", valueName: "names"))
  var records: String?

  @Option(help: ArgumentHelp("Write the beats of each record to FOLDER/NAME.qrs.", valueName: "folder"))
  var qrs: String?

  @Option(help: ArgumentHelp("Records at a time; else one a core.", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Name the beats, too: Se and +P of the ventricular and of the supraventricular class.")
  var classes = false

  @OptionGroup(title: "Classifier")
  var classifier: ClassifierOptions

  @Flag(help: "JSON on standard output, in place of the table.")
  var json = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
  }

  func run() throws {
    let folder = database.count > 1 && database.hasSuffix("/") ? String(database.dropLast()) : database
    let names = records?.split(separator: ",").map { String($0.trimmingPrefix(while: \.isWhitespace)) }
    let chosen = try AnnotatedDatabase(folder: folder, wanted: names)
    if let qrs { try Self.makeFolder(qrs) }
    let wanted = RecordEvaluation.Rules(
      lead: lead, window: window, skip: skip, classes: classes, model: try classifier.loaded())
    let evaluation = ParallelWork<String, RecordEvaluation>(chosen.records, unit: "records")
    let results = evaluation.run(jobs: jobs ?? Processors.count) { [qrs] name, _ throws(CommandFailure) in
      let record = try RecordEvaluation(folder: folder, name: name, rules: wanted)
      if let qrs { try record.write(into: qrs) }
      return record
    }
    let report = EvaluationReport(database: folder, wanted: wanted, results: results)
    let output = OutputFile()
    if json { try output.write(JSONText.document(report.json)) } else { try output.write(report.table) }
    try output.flush()
    for failure in report.failures { tell("vitalsync: \(failure.reason.message)") }
    if let first = report.failures.first { throw ExitCode(first.reason.status.rawValue) }
  }

  /// `0` and `0s` too, which are no duration elsewhere.
  private static func timeOrNothing(_ argument: String) throws -> TypedDuration {
    if ["0", "0s"].contains(argument) { return TypedDuration(seconds: 0) }
    guard let duration = TypedDuration(argument: argument) else {
      throw ValidationError("--skip takes a time: 0s, 90s, 5min.")
    }
    return duration
  }

  private static func makeFolder(_ path: String) throws(CommandFailure) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw CommandFailure(
        .cannotCreate, "\(path): cannot be created (\(errnoText())). Choose a folder that you may write to.")
    }
  }
}

import ArgumentParser
import Glibc

/// `--out` and what goes with it: many recordings in one run.
struct ManyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Analyse all of the recordings named, with those in folders, into this folder; what is up to date is not done again.",
      valueName: "folder"))
  var out: String?

  @Option(help: ArgumentHelp("With --out: recordings at a time; else one a core.", valueName: "n"))
  var jobs: Int?

  @Flag(help: "With --out: analyse also what is up to date.")
  var again = false

  init() {}

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
    if out == nil, jobs != nil || again { throw ValidationError("--jobs and --again go with --out.") }
    if out?.isEmpty == true { throw ValidationError("--out takes the name of a folder.") }
  }

  /// One recording is reported on; several, or a folder, need somewhere to go.
  func validate(recordings: [String]) throws {
    guard out == nil else { return }
    var status = stat()
    let folder = recordings.first { stat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR }
    guard recordings.count > 1 || folder != nil else { return }
    let what = folder.map { "\($0) is a folder" } ?? "\(recordings.count) recordings are named"
    throw ValidationError("\(what): say where the reports go, as in --out results.")
  }
}

public import ArgumentParser
public import ECGCore
import Recordings
import TerminalUI

/// `vitalsync analyze`: the report on a recording.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Report on a recording: rate, intervals, quality, findings with their evidence.",
    discussion: """
      vitalsync analyze run.csv
      vitalsync analyze mitdb/100 --lead MLII --beats beats.csv
      vitalsync analyze mitdb/100 --beats 100.qrs    each beat's class (N, S, V, F, Q) for WFDB's tools
      vitalsync analyze counts.txt --rate 250 --units counts
      vitalsync analyze run.vsr --json | jq .heartRate
      vitalsync analyze run.csv --html run.html     a page to print; --from 12:31 --to 1h5m: a part
      vitalsync analyze run.csv --fail-on warning   status 3 if one is that grave
      vitalsync analyze morning.rr.txt --json       intervals of a strap or an app, and their variability
      vitalsync analyze mitdb --out results         a folder: a report of each, summary.csv, summary.jsonl

      Reads VitalSync captures, CSV, WFDB records (header or bare name), EDF, BDF, and intervals as text or Polar's .hrm. The
      same file gives the same bytes.
      Exit codes and JSON keys: docs/commands.md.

      \(AthleteOptions.help)
      """)

  @Argument(help: ArgumentHelp("The recording; with --out recordings, folders, patterns.", valueName: "recording"))
  var recordings: [String]

  @Flag(help: "JSON on standard output, in place of the report.")
  var json = false

  @Flag(help: "The recording holds intervals between beats, whatever its name.")
  var intervals = false

  @Option(
    help: ArgumentHelp(
      "Write each beat with its class to a CSV table, or, where the name ends in .qrs, as WFDB annotations.",
      valueName: "file"))
  var beats: String?

  @Option(help: ArgumentHelp("Write each beat's P, QRS and T boundaries to a CSV table.", valueName: "file"))
  var waves: String?

  @Option(
    help: ArgumentHelp(
      "Exit with status 3 where a finding is at least so grave: note, warning, alarm.", valueName: "severity"))
  var failOn: Severity?

  @Option(
    help: ArgumentHelp("Write the report as one self-contained page, for a browser and for A4.", valueName: "file"))
  var html: String?

  @Option(help: ArgumentHelp("Write the report as a Bundle of HL7 FHIR R4 Observations.", valueName: "file"))
  var fhir: String?

  @Flag(help: "With --html: every beat of the recording, a minute a row.")
  var fullDisclosure = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @OptionGroup(title: "Part")
  var partOptions: PartOptions

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  @OptionGroup(title: "Classifier")
  var classifier: ClassifierOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  @OptionGroup(title: "Many recordings")
  var many: ManyOptions

  func validate() throws {
    if fullDisclosure, html == nil {
      throw ValidationError("--full-disclosure is a part of the page: add --html FILE.")
    }
    try many.validate(recordings: recordings)
    guard many.out != nil else { return }
    for (option, isGiven) in [
      ("--json", json), ("--beats", beats != nil), ("--waves", waves != nil), ("--html", html != nil),
      ("--fhir", fhir != nil),
    ] where isGiven {
      throw ValidationError("\(option) goes with one recording; --out writes a JSON report of each, and tables of all.")
    }
  }

  func run() throws {
    var settings = try athlete.settings()
    settings.model = try classifier.loaded()
    if let out = many.out { return try analyzeMany(into: out, settings: settings) }
    guard let recording = recordings.first else { throw ValidationError("Name a recording.") }
    if let html { try PageFile.check(html) }
    var progress = ProgressLine()
    let analysis: RecordingAnalysis
    if isIntervals(recording) {
      guard beats == nil, waves == nil else {
        throw ValidationError("--beats and --waves go with a signal; \(recording) holds intervals.")
      }
      analysis = try RecordingAnalysis(intervals: recording, part: partOptions, settings: settings)
    } else {
      let reader = try Recording.opened(recording, options.reading)
      let part = try partOptions.part(of: reader.facts)
      analysis = try RecordingAnalysis(reader, part: part, settings: settings) { outputs throws(CommandFailure) in
        outputs.keepsStrips = !json || html != nil || fhir != nil
        outputs.keepsCleanest = html != nil || fhir != nil
        outputs.keepsDisclosure = fullDisclosure
        outputs.beats = try beats.map { path throws(CommandFailure) in try BeatsFile.opened(path) }
        outputs.waves = try waves.map { path throws(CommandFailure) in try WavesTable.opened(path) }
      } progress: { share, signal in
        progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
      }
    }
    progress.clear()
    let account = analysis.account
    if let html {
      let page = try PageFile.opened(html)
      try HTMLReport(account: account).write(to: page)
      try page.flush()
    }
    if let fhir {
      try FHIRFile.write(FHIRReport(account: account, report: account.figures?.hrvReport).bundle, to: fhir)
    }
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(ReportJSON(account)))
    } else {
      let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
      try output.write(TextReport(account: account, columns: ReportWidth.columns(), repertoire: repertoire).whole)
    }
    try output.flush()
    if let failure = analysis.failure { throw failure }
    if let failOn, account.findings.contains(where: { $0.severity >= failOn }) {
      throw ExitCode(ExitStatus.findings.rawValue)
    }
  }
}

extension AnalyzeCommand {
  /// Who says what a signal is means a signal.
  func isIntervals(_ path: String) -> Bool {
    intervals || (options.reading == ReadingOptions() && IntervalRecording.isOne(path))
  }
}

extension Severity: ExpressibleByArgument {}

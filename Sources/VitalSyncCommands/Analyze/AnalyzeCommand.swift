public import ArgumentParser
import BoardLink
public import ECGCore
import Glibc
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
      vitalsync analyze counts.txt --rate 250 --units counts
      vitalsync analyze run.vsr --json | jq .heartRate
      vitalsync analyze run.csv --html run.html     a page to print; --from 12:31 --to 1h5m: a part
      vitalsync analyze run.csv --fail-on warning   status 3 if one is that grave

      Reads VitalSync captures, CSV, and WFDB records (header or bare name). The same file gives the same bytes.
      Exit codes and JSON keys: docs/commands.md.

      \(AthleteOptions.help)
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Flag(help: "JSON on standard output, in place of the report.")
  var json = false

  @Option(help: ArgumentHelp("Write each beat to a CSV table.", valueName: "file"))
  var beats: String?

  @Option(
    help: ArgumentHelp(
      "Exit with status 3 where a finding is at least so grave: note, warning, alarm.", valueName: "severity"))
  var failOn: Severity?

  @Option(
    help: ArgumentHelp("Write the report as one self-contained page, for a browser and for A4.", valueName: "file"))
  var html: String?

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

  func validate() throws {
    if fullDisclosure, html == nil {
      throw ValidationError("--full-disclosure is a part of the page: add --html FILE.")
    }
  }

  func run() throws {
    var settings = try athlete.settings()
    settings.model = try classifier.loaded()
    let reader = try openRecording()
    let part = try partOptions.part(of: reader.facts)
    var source = ReplaySource(
      reader: part.map { PartReader(reader, $0) } ?? reader, speed: .unlimited,
      begin: part?.samples(at: reader.facts.rate).lowerBound ?? 0)
    if let html { try PageFile.check(html) }
    var outputs = SessionOutputs(link: source.status)
    outputs.keepsStrips = !json || html != nil
    outputs.keepsCleanest = html != nil
    outputs.keepsDisclosure = fullDisclosure
    outputs.beats = try beats.map(BeatsCSVWriter.opened)
    var session = MonitorSession(outputs: outputs, settings: settings)
    var progress = ProgressLine()
    while !source.isFinished {
      try source.service(now: 0, poller: Poller(), into: &session)
      let (share, signal) = (source.readShare, session.seconds)
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    session.finish()
    if let failure = session.outputs.failure { throw failure }
    if let part, source.status.counts.samples == 0, source.failure == nil { throw part.isEmpty(in: recording) }
    let account = SessionAccount(session, link: source.status, part: part)
    if let html {
      let page = try PageFile.opened(html)
      try HTMLReport(account: account).write(to: page)
      try page.flush()
    }
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(ReportJSON(account)))
    } else {
      let repertoire: Repertoire = ascii ? .ascii : Repertoire(environment: environmentVariable)
      try output.write(TextReport(account: account, columns: ReportWidth.columns(), repertoire: repertoire).whole)
    }
    try output.flush()
    if let failure = source.failure { throw failure }
    if let failOn, account.findings.contains(where: { $0.severity >= failOn }) {
      throw ExitCode(ExitStatus.findings.rawValue)
    }
  }

  private func openRecording() throws(CommandFailure) -> any RecordingReader {
    do {
      return try Recording.open(recording, options: options.reading)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension Severity: ExpressibleByArgument {}

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
      vitalsync analyze run.csv --fail-on warning   status 3 if one is that grave

      Reads VitalSync captures, CSV, and WFDB records (header or bare name). The same file gives the same bytes.
      Exit codes and JSON keys: docs/commands.md.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Flag(help: "JSON on standard output, in place of the report.")
  var json = false

  @Option(help: ArgumentHelp("Write each beat to a CSV table.", valueName: "file"))
  var beats: String?

  @Option(help: ArgumentHelp("Write each beat's P, QRS and T boundaries to a CSV table.", valueName: "file"))
  var waves: String?

  @Option(
    help: ArgumentHelp(
      "Exit with status 3 where a finding is at least so grave: note, warning, alarm.", valueName: "severity"))
  var failOn: Severity?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  func run() throws {
    var source = try openRecording()
    var outputs = SessionOutputs(link: source.status)
    outputs.keepsStrips = !json
    outputs.beats = try beats.map(BeatsCSVWriter.opened)
    outputs.waves = try waves.map(WavesTable.opened)
    var session = MonitorSession(outputs: outputs, settings: athlete.settings)
    var progress = ProgressLine()
    while !source.isFinished {
      try source.service(now: 0, readable: false, into: &session)
      let (share, signal) = (source.readShare, session.seconds)
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    session.finish()
    if let failure = session.outputs.failure { throw failure }
    let account = SessionAccount(session, link: source.status)
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

  private func openRecording() throws(CommandFailure) -> ReplaySource {
    do {
      return ReplaySource(reader: try Recording.open(recording, options: options.reading), speed: .unlimited)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension Severity: ExpressibleByArgument {}

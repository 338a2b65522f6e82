import ArgumentParser
import BoardLink
import ECGCore
import Glibc
import Journal
import Recordings
import TerminalUI

/// `vitalsync monitor`: the heart, live.
struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Show the heart live: from a board, from a recording, or from a virtual board.",
    discussion: """
      vitalsync monitor                           the one board plugged in
      vitalsync monitor /dev/ttyUSB0 --record run.vsr
      vitalsync monitor --demo                    no hardware: a virtual board
      vitalsync monitor --replay run.csv --speed 10
      vitalsync monitor --headless --for 60s      one JSON object a line

      vitalsync monitor --protocol morning        five minutes at rest, guided and judged

      A session from a board enters the journal (`vitalsync history`) when it ends; --no-journal leaves it out.

      Keys: 1 to 4 or tab screens, space freeze, + - gain, [ ] speed, f raw/filtered, s sweep/scroll, m mark, r record, ? help, q quit.
      Exit codes and JSON keys: docs/commands.md.

      \(AthleteOptions.help)
      """)

  @Argument(help: "The board's port, as `vitalsync devices` lists it. Left out: the one board there is.")
  var port: String?

  @Flag(help: "A virtual board on a real pty, streaming a bundled ECG recording in real time.")
  var demo = false

  @Option(help: ArgumentHelp("Play a recording through the live chain.", valueName: "file"))
  var replay: String?

  @Option(help: ArgumentHelp("Pace of a replay: 1, 10, …, or max.", valueName: "factor"))
  var speed: ReplaySpeed = .times(1)

  @Flag(help: "With --replay of a capture: its bytes as they came, decoded anew, in place of its samples.")
  var raw = false

  @Flag(help: "No screen: one JSON object a line on standard output.")
  var headless = false

  @Option(name: .customLong("for"), help: ArgumentHelp("End by itself after so long: 60s, 5m.", valueName: "duration"))
  var duration: TypedDuration?

  @Option(help: ArgumentHelp("Record from the first byte on.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("Write each beat to a CSV table.", valueName: "file"))
  var beats: String?

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "Guide through a measure and judge it: morning (1 + 5 min at rest) or orthostatic (1 + 3 min lying, then standing up and 3 min standing).",
      valueName: "name"))
  var measure: MeasureKind?

  @Flag(help: "A strip that moves left, in place of a beam that sweeps right.")
  var scroll = false

  @Flag(
    help:
      "Ring the terminal's bell when an alarm (again every 10 s until acknowledged) or a warning begins, and at each phase of --protocol."
  )
  var bell = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @OptionGroup(title: "Board")
  var board: BoardOptions

  @OptionGroup(title: "Recording options (with --replay)")
  var recording: RecordingOptions

  @OptionGroup(title: "Calibration (with a board)")
  var calibration: CalibrationOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  @OptionGroup(title: "Journal (live sessions)")
  var journal: JournalOptions

  @OptionGroup(title: "Classifier")
  var classifier: ClassifierOptions

  init() {}

  func validate() throws {
    let sources = [port != nil, demo, replay != nil].filter { $0 }.count
    guard sources <= 1 else { throw ValidationError("Choose one of: a port, --demo, --replay.") }
    guard replay != nil || speed == .times(1) else { throw ValidationError("--speed goes with --replay.") }
    guard replay != nil || !raw else { throw ValidationError("--raw goes with --replay.") }
    if demo || replay != nil { try board.requireBoard() }
    guard !(bell && headless) else { throw ValidationError("--bell goes with the screen, not with --headless.") }
    guard journal.who == nil || !(demo || replay != nil) else {
      throw ValidationError("--who goes with a board: a demo or a replay does not enter the journal.")
    }
    if let record, record == beats { throw ValidationError("--record and --beats must not be the same file.") }
  }

  func run() throws {
    var settings = try athlete.settings(known: entersJournal ? journal.athlete() : nil)
    settings.model = try classifier.loaded()
    let signals = try SignalWatch()
    // A board that is not there, or not readable, is told before the screen is taken.
    let opened = try openSource(signals: signals)
    let link = opened.source.status
    var outputs = SessionOutputs(link: link)
    outputs.beats = try beats.map(BeatsFile.opened)
    outputs.beatsPath = beats
    outputs.rings = bell
    if headless {
      outputs.headless = HeadlessWriter(try LineQueue(), isLive: replay == nil, signals: signals)
    } else {
      outputs.screen = try openScreen(link: link, source: opened.name)
    }
    outputs.recordedSettings = opening.settings
    // Last, so that no empty file is left where something else fails.
    outputs.recorder = try record.map { path throws(CommandFailure) in
      try Recorder(path: path, bridge: link.bridge, settings: opening.settings)
    }
    var loop = MonitorLoop(
      source: opened.source, session: MonitorSession(outputs: outputs, settings: settings, measure: measure),
      signals: signals,
      limit: duration)
    let began = Moment.now
    let end = try loop.run()
    try conclude(loop.session, end: end, source: loop.source, signals: signals, began: began)
    withExtendedLifetime(opened.board) {}
  }

  /// A demo's heart is nobody's, and a replay is entered by `history add`, once.
  private var entersJournal: Bool { !journal.noJournal && !demo && replay == nil }

  private var repertoire: Repertoire { ascii ? .ascii : Repertoire(environment: environmentVariable) }

  private func openScreen(link: LinkStatus, source: String) throws -> LiveScreen {
    var model = MonitorModel(link: link, source: source)
    model.setView { $0.isScrolling = scroll }
    do {
      return try LiveScreen(model: model, repertoire: repertoire, depth: ColorDepth(environment: environmentVariable))
    } catch {
      throw CommandFailure(.failure, error.description)
    }
  }

  /// The last words of a session: its summary, then what went wrong.
  private func conclude(
    _ session: MonitorSession, end: SessionEnd, source: any SampleSource, signals: SignalWatch, began: Moment
  ) throws {
    let account = SessionAccount(session, link: source.status)
    // Before anything that may throw: what was measured is entered, however the session ended.
    let entry = SessionEntry(account: account, began: began, origin: .board, file: session.outputs.recorded)
    let number = entersJournal ? JournalKeeping.keep(entry, who: journal.who) : nil
    if var writer = session.outputs.headless {
      var report = ReportJSON(account, event: "summary")
      report.journalSession = number
      try writer.summary(report, end: end)
    } else {
      let output = try LineQueue()
      var text = TextReport(account: account, columns: ReportWidth.columns(), repertoire: repertoire).brief
      if let guide = session.measure { text += measured(guide) }
      if let number { text += "\nIn the journal as session \(number): vitalsync history show \(number)\n" }
      // The terminal may be stopped, and must not keep us.
      try output.write(Array(text.utf8), bounded: false)
      try output.drain(until: LineQueue.deadline, signals: signals)
    }
    try opening.check(end, source: source, session: session)
    if measure != nil, let failure = MeasureEnd.failure(session.measure) { throw failure }
  }

  private func measured(_ guide: MeasureGuide) -> String {
    "\n"
      + MeasureEnd.lines(guide).flatMap {
        TextWrap.lines($0, columns: ReportWidth.columns(), indent: "", hanging: "")
      }.joined(separator: "\n") + "\n"
  }
}

extension WireFormat: ExpressibleByArgument {}

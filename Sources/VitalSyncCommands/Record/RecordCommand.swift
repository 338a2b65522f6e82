import ArgumentParser
import BoardLink
import ECGCore
import Journal
import Recordings
import TerminalUI

/// `vitalsync record`: a board into a file, with nothing on the screen.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a board: its bytes and the samples made of them, safe to the last second.",
    usage: "vitalsync record [<port>] [<file>] [--for <duration>] [<options>]",
    discussion: """
      vitalsync record                              the one board plugged in, under a name of the moment
      vitalsync record night.vsr --for 8h
      vitalsync record /dev/ttyUSB0 run.vsr         this board
      vitalsync record --demo try.vsr --for 1m      no hardware: a virtual board

      Ends with Ctrl-C, after --for, or with --no-reconnect when the board is unplugged. Then: vitalsync analyze run.vsr.
      What is kept, and how: docs/recording.md.
      """)

  @Argument(help: "The board's port, where there is more than one, and the file.")
  var places: [String] = []

  @Flag(help: "A virtual board on a real pty, streaming a bundled ECG recording in real time.")
  var demo = false

  @Option(name: .customLong("for"), help: ArgumentHelp("End by itself after so long: 60s, 8h.", valueName: "duration"))
  var duration: TypedDuration?

  @Option(help: ArgumentHelp("Samples per second, over what the board states or what is measured.", valueName: "hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("Write each beat to a CSV table.", valueName: "file"))
  var beats: String?

  @Flag(help: "The summary as JSON on standard output, in place of text.")
  var json = false

  @OptionGroup(title: "Board")
  var board: BoardOptions

  @OptionGroup(title: "Calibration")
  var calibration: CalibrationOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  @OptionGroup(title: "Journal")
  var journal: JournalOptions

  func validate() throws {
    guard places.count <= 2 else { throw ValidationError("Name a port and a file, or a file alone.") }
    guard journal.who == nil || !demo else {
      throw ValidationError("--who goes with a board: a demo does not enter the journal.")
    }
    guard !demo || places.count < 2 else { throw ValidationError("Choose one of: a port, --demo.") }
    if demo { try board.requireBoard() }
    if let rate, SampleRate(hertz: rate) == nil { throw ValidationError("--rate \(rate) is no rate of an ECG.") }
    if let beats, beats == places.last { throw ValidationError("--beats and the recording must not be the same file.") }
  }

  func run() throws {
    let settings = try athlete.settings(known: entersJournal ? journal.athlete() : nil)
    let signals = try SignalWatch()
    let opened = try demo ? opening.openDemo(signals: signals) : opening.open(signals: signals)
    let link = opened.source.status
    var outputs = SessionOutputs(link: link)
    outputs.beats = try beats.map(BeatsFile.opened)
    outputs.beatsPath = beats
    outputs.ticker = RecordingTicker()
    outputs.recordedSettings = opening.settings
    outputs.recorder = try Recorder(
      path: places.last ?? Recorder.nameOfNow(), bridge: link.bridge, settings: opening.settings)
    let path = outputs.recorder?.path ?? ""
    var loop = MonitorLoop(
      source: opened.source, session: MonitorSession(outputs: outputs, settings: settings), signals: signals,
      limit: duration)
    let began = Moment.now
    let end = try loop.run()
    try conclude(loop.session, path: path, end: end, source: loop.source, began: began)
    withExtendedLifetime(opened.board) {}
  }

  /// A demo's heart is nobody's.
  private var entersJournal: Bool { !journal.noJournal && !demo }

  private var opening: BoardOpening {
    BoardOpening(
      port: places.count == 2 ? places.first : nil, wait: board.wait, duration: duration,
      reconnects: !board.noReconnect,
      baud: board.baud, wire: board.wire, rateHertz: rate, calibration: calibration)
  }

  private func conclude(
    _ session: MonitorSession, path: String, end: SessionEnd, source: any SampleSource, began: Moment
  ) throws {
    var ticker = session.outputs.ticker
    ticker?.clear()
    let account = SessionAccount(session, link: source.status)
    // Before anything that may throw: what was measured is entered, however the session ended.
    let entry = SessionEntry(account: account, began: began, origin: .board, file: session.outputs.recorded)
    let number = entersJournal ? JournalKeeping.keep(entry, who: journal.who) : nil
    let output = OutputFile()
    if json {
      var report = ReportJSON(account)
      report.journalSession = number
      try output.write(JSONText.document(report))
    } else {
      let repertoire = Repertoire(environment: environmentVariable)
      try output.write(TextReport(account: account, columns: ReportWidth.columns(), repertoire: repertoire).brief)
      if session.facts != nil { try output.write("Recorded to \(path)\n") }
      if let number { try output.write("In the journal as session \(number): vitalsync history show \(number)\n") }
    }
    try output.flush()
    try opening.check(end, source: source, session: session)
  }
}

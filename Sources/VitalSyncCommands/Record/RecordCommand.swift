import ArgumentParser
import BoardLink
import ECGCore
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

  @Flag(help: "Wait for a board to be plugged in.")
  var wait = false

  @Flag(help: "End when the board is unplugged; else it is waited for and taken up again.")
  var noReconnect = false

  @Option(help: "Bits per second on the port. Left out: found by listening.")
  var baud: Int?

  @Option(help: ArgumentHelp("Wire format, as with monitor. Left out: found by listening.", valueName: "name"))
  var wire: WireFormat?

  @Option(help: ArgumentHelp("Samples per second, over what the board states or what is measured.", valueName: "hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("Write each beat to a CSV table.", valueName: "file"))
  var beats: String?

  @Flag(help: "The summary as JSON on standard output, in place of text.")
  var json = false

  @OptionGroup(title: "Calibration")
  var calibration: CalibrationOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  func validate() throws {
    guard places.count <= 2 else { throw ValidationError("Name a port and a file, or a file alone.") }
    guard !demo || places.count < 2 else { throw ValidationError("Choose one of: a port, --demo.") }
    guard !(demo && (wait || noReconnect)) else { throw ValidationError("--wait and --no-reconnect go with a board.") }
    if let rate, SampleRate(hertz: rate) == nil { throw ValidationError("--rate \(rate) is no rate of an ECG.") }
    if let baud, !(50...4_000_000).contains(baud) { throw ValidationError("--baud must lie in 50 … 4000000.") }
    if let beats, beats == places.last { throw ValidationError("--beats and the recording must not be the same file.") }
  }

  func run() throws {
    let settings = try athlete.settings()
    let signals = try SignalWatch()
    let opened = try demo ? opening.openDemo(signals: signals) : opening.open(signals: signals)
    let link = opened.source.status
    var outputs = SessionOutputs(link: link)
    outputs.beats = try beats.map(BeatsCSVWriter.opened)
    outputs.beatsPath = beats
    outputs.ticker = RecordingTicker()
    outputs.recordedSettings = opening.settings
    outputs.recorder = try Recorder(
      path: places.last ?? Recorder.nameOfNow(), bridge: link.bridge, settings: opening.settings)
    let path = outputs.recorder?.path ?? ""
    var loop = MonitorLoop(
      source: opened.source, session: MonitorSession(outputs: outputs, settings: settings), signals: signals,
      limit: duration)
    let end = try loop.run()
    try conclude(loop.session, path: path, end: end, source: loop.source)
    withExtendedLifetime(opened.board) {}
  }

  private var opening: BoardOpening {
    BoardOpening(
      port: places.count == 2 ? places.first : nil, wait: wait, duration: duration, reconnects: !noReconnect,
      baud: baud,
      wire: wire, rateHertz: rate, calibration: calibration)
  }

  private func conclude(
    _ session: MonitorSession, path: String, end: SessionEnd, source: any SampleSource
  ) throws {
    var ticker = session.outputs.ticker
    ticker?.clear()
    let account = SessionAccount(session, link: source.status)
    let output = OutputFile()
    if json {
      try output.write(JSONText.document(ReportJSON(account)))
    } else {
      let repertoire = Repertoire(environment: environmentVariable)
      try output.write(TextReport(account: account, columns: ReportWidth.columns(), repertoire: repertoire).brief)
      if session.facts != nil { try output.write("Recorded to \(path)\n") }
    }
    try output.flush()
    try opening.check(end, source: source, session: session)
  }
}

import ArgumentParser
import BoardLink
import ECGCore
import Glibc
import Recordings

/// `vitalsync simulate`: a board that is a program, for demonstrations and tests.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Be a board: stream a recording or a synthetic heart over a pseudo-terminal, faults included.",
    discussion: """
      vitalsync simulate                                    a resting heart; the line to type is printed
      vitalsync simulate synthetic:bpm=150,noise=30,pvc=2%
      vitalsync simulate run.csv --wire integer --baud 9600 --latency 16
      vitalsync simulate --faults drop=0.1%,stall@10s:2s,disconnect@30s:5s,leadsoff@60s:3s
      vitalsync simulate --faults seed=7 --truth beats.csv  a storm that can be had again

      Keys of a synthetic heart, and all faults: docs/simulate.md.
      """)

  @Argument(help: "A recording, or synthetic:KEY=VALUE,… Left out: synthetic.")
  var source = "synthetic"

  @Option(help: ArgumentHelp("The port's name: a link to the pseudo-terminal.", valueName: "path"))
  var link = "/tmp/vitalsync-board"

  @Option(
    help: ArgumentHelp(
      "What the sketch prints: \(WireFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
  var wire: WireFormat = .vitalsync

  @Option(help: "Bits per second of the board's UART.")
  var baud = 115_200

  @Option(help: ArgumentHelp("Samples per second that the sketch means to take: 250 if not said.", valueName: "hz"))
  var boardRate: Double?

  @Option(help: ArgumentHelp("Width of its converter: 8 … 24 bits.", valueName: "bits"))
  var adcBits = 10

  @Option(
    name: .customLong("leads-off"),
    help: ArgumentHelp(
      "What it prints while an electrode is off: \(LeadsOffForm.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "form"))
  var leadsOff: LeadsOffForm?

  @Option(help: ArgumentHelp("Latency timer of the USB bridge, 1 … 255 ms (FT232R: 16).", valueName: "ms"))
  var latency = 1.0

  @Option(help: ArgumentHelp("How much faster the board's clock runs than it should.", valueName: "ppm"))
  var skew = 0.0

  @Option(help: ArgumentHelp("What goes wrong and when; seed=N draws a storm. docs/simulate.md.", valueName: "plan"))
  var faults: String?

  @Option(help: ArgumentHelp("Board seconds to a second.", valueName: "factor"))
  var speed = 1.0

  @Flag(help: "Pull the cable where the recording ends, in place of playing it again.")
  var once = false

  @Option(
    help: ArgumentHelp(
      "Write when the synthetic heart beat: CSV, or WFDB annotations where it ends in .atr.", valueName: "file"))
  var truth: String?

  @Option(name: .customLong("for"), help: ArgumentHelp("End by itself after so long: 60s, 5m.", valueName: "duration"))
  var duration: TypedDuration?

  @Flag(help: "What happens as one JSON object a line.")
  var json = false

  @OptionGroup(title: "Recording options")
  var recording: RecordingOptions

  init() {}

  func validate() throws {
    guard (50...4_000_000).contains(baud) else { throw ValidationError("--baud must lie in 50 … 4000000.") }
    guard (8...24).contains(adcBits) else { throw ValidationError("--adc-bits must lie in 8 … 24.") }
    guard (1...255).contains(latency) else { throw ValidationError("--latency must lie in 1 … 255 ms.") }
    guard (0.01...1000).contains(speed) else { throw ValidationError("--speed must lie in 0.01 … 1000.") }
    guard abs(skew) <= 50_000 else { throw ValidationError("--skew must lie in -50000 … 50000 ppm.") }
    guard !link.isEmpty else { throw ValidationError("--link wants a path.") }
    if let boardRate, SampleRate(hertz: boardRate) == nil {
      throw ValidationError("--board-rate must lie in 50 … 10000.")
    }
  }

  func run() throws {
    // Before the board's thread starts, so that it leaves these signals to the descriptor.
    let signals = try SignalWatch()
    do {
      let plan = try faults.map(FaultText.plan) ?? FaultPlan()
      let played = try PlayedSource(source, recording: recording.reading, isOnce: once)
      let settings = try boardSettings(played, plan)
      let truthFile = try truth.map { path throws(CommandFailure) in
        guard let heart = played.heart else {
          throw CommandFailure(.usage, "--truth goes with a synthetic heart: nobody knows when \(source) beats.")
        }
        return try TruthFile(path: path, heart: heart, boardHertz: settings.sketch.rateHertz)
      }
      let board = try VirtualBoard(settings)
      let teller = SimulationTeller(isJSON: json, speed: speed)
      try teller.ready(SimulationFacts(board: board.path, source: played.words, sketch: settings.sketch, plan: plan))
      var session = SimulationSession(board: board, teller: teller, truth: truthFile, limit: duration)
      try session.run(signals: signals)
    } catch let error as LinkError {
      throw CommandFailure(error)
    }
  }

  private func boardSettings(_ played: PlayedSource, _ plan: FaultPlan) throws(CommandFailure) -> VirtualBoard.Settings
  {
    var calibration = VirtualSketch.calibration
    calibration.bits = adcBits
    calibration.midScale = Double(1 << (adcBits - 1))
    var sketch = VirtualSketch(
      wire: wire, rateHertz: boardRate ?? played.heart?.settings.boardHertz ?? VirtualSketch.usualHertz, baud: baud,
      calibration: calibration)
    sketch.leadsOff = leadsOff
    var rates = [sketch.rateHertz]
    for case .moment(.rate(let hertz), _, _) in plan.faults { rates.append(hertz) }
    if wire == .vitalsync, let wrong = rates.first(where: { !sketch.mayTake(hertz: $0) }) {
      throw CommandFailure(
        .usage,
        "VitalSync's sketch takes whole rates from 125 to 500 Hz, and \(baud) baud carry \(95 * baud / 30000) of them: "
          + "\(fixed(wrong, 1)) Hz wants another --board-rate, --baud or --wire.")
    }
    var settings = VirtualBoard.Settings(
      sketch: sketch, source: played.source(calibration), speed: speed, batchSeconds: latency / 1000,
      clockError: skew * 1e-6)
    settings.faults = plan
    settings.link = link
    return settings
  }
}

extension LeadsOffForm: ExpressibleByArgument {}

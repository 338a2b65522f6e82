import BoardLink
import ECGCore
import Glibc

/// What is said of a simulated board before anybody opens it.
struct SimulationFacts {
  /// The port's name.
  var board: String
  var source: String
  var sketch: VirtualSketch
  var plan: FaultPlan
}

/// Tells what a simulated board does: lines for a person, or JSON objects; on a terminal a line that is drawn over.
final class SimulationTeller {
  private let isJSON: Bool
  private let output = OutputFile()
  private let hasStatusLine: Bool
  private var wasOpen = false
  private var otherBaud: Int?

  init(isJSON: Bool, speed: Double) {
    self.isJSON = isJSON
    hasStatusLine = !isJSON && isatty(STDERR_FILENO) == 1
  }

  func ready(_ facts: SimulationFacts) throws(CommandFailure) {
    let command = "vitalsync monitor \(facts.board)"
    let sketch = facts.sketch
    let faults = facts.plan.faults.isEmpty ? nil : facts.plan.text
    if isJSON {
      return try line(
        SimulationEvent.Ready(
          port: facts.board, command: command, source: facts.source, wire: sketch.wire.rawValue, baud: sketch.baud,
          hertz: sketch.rateHertz, faults: faults))
    }
    var text = """
      A virtual board stands at \(facts.board). In another terminal:

        \(command)

      It plays \(facts.source): \(sketch.wire.rawValue) lines, \(fixed(sketch.rateHertz, 0)) a second at \(sketch.baud) baud.

      """
    if let faults { text += "Faults, to have them again: --faults \(faults)\n" }
    try put(text + "Ctrl-C ends.\n")
  }

  func tell(_ state: VirtualBoard.State) throws(CommandFailure) {
    let seconds = state.seconds ?? 0
    if state.isOpen != wasOpen {
      wasOpen = state.isOpen
      try event(seconds, state.isOpen ? "opened" : "closed", state.isOpen ? "the port is opened" : "the port is closed")
    }
    if state.otherBaud != otherBaud {
      otherBaud = state.otherBaud
      let words = otherBaud.map { "the port is read at \($0) baud, and what is read makes no sense" }
      try event(seconds, "baud", words ?? "the port is read at the board's baud")
    }
    for happening in state.happened { try event(happening.seconds, "fault", happening.words) }
    showStatus(state)
  }

  func summary(_ state: VirtualBoard.State, beats: Int?) throws(CommandFailure) {
    clearStatus()
    if isJSON {
      return try line(
        SimulationEvent.Summary(
          time_s: (state.seconds ?? 0).rounded(places: 3), samples: state.sentSamples, bytes: state.bytes,
          overrun: state.overrun, resets: state.resets, beats: beats))
    }
    let beating = beats.map { ", \($0) beats" } ?? ""
    let unread = state.overrun > 0 ? " (\(state.overrun) bytes found the port full)" : ""
    try put("\(fixed(state.seconds ?? 0, 1)) s: \(state.sentSamples) samples sent\(beating)\(unread).\n")
  }

  private func event(_ seconds: Double, _ kind: String, _ words: String) throws(CommandFailure) {
    if isJSON {
      return try line(SimulationEvent.Happening(event: kind, time_s: seconds.rounded(places: 3), message: words))
    }
    clearStatus()
    try put("\(fixed(seconds, 2)) s  \(words)\n")
  }

  private func line(_ value: some Encodable) throws(CommandFailure) {
    try output.write(JSONText.line(value))
    try output.flush()
  }

  private func put(_ text: String) throws(CommandFailure) {
    try output.write(text)
    try output.flush()
  }

  private func showStatus(_ state: VirtualBoard.State) {
    guard hasStatusLine else { return }
    let doing =
      !state.isPlugged
      ? "unplugged" : state.isOpen ? "streaming" : state.seconds == nil ? "waiting to be opened" : "nobody reads"
    write("\r\u{1B}[K\(fixed(state.seconds ?? 0, 1)) s  \(doing)  \(state.sentSamples) samples  \(state.bytes) bytes")
  }

  private func clearStatus() {
    if hasStatusLine { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// The lines of `simulate --json`, documented in docs/simulate.md.
enum SimulationEvent {
  struct Ready: Encodable {
    var event = "ready"
    var schemaVersion = JSONText.schemaVersion
    var port: String
    var command: String
    var source: String
    var wire: String
    var baud: Int
    var hertz: Double
    var faults: String?
  }

  /// `opened`, `closed`, `baud`, `fault`.
  struct Happening: Encodable {
    var event: String
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var message: String
  }

  struct Summary: Encodable {
    var event = "summary"
    var schemaVersion = JSONText.schemaVersion
    var time_s: Double
    var samples: Int
    var bytes: Int
    var overrun: Int
    var resets: Int
    var beats: Int?
  }
}

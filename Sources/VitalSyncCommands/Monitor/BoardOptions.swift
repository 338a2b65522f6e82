import ArgumentParser
import BoardLink

/// How a board's port is opened, as `monitor` and `record` are told it.
struct BoardOptions: ParsableArguments {
  @Flag(help: "Wait for a board to be plugged in.")
  var wait = false

  @Flag(help: "End when the board is unplugged; else it is waited for and taken up again.")
  var noReconnect = false

  @Option(help: "Bits per second on the port. Left out: found by listening.")
  var baud: Int?

  @Option(
    help: ArgumentHelp(
      "Wire format: \(WireFormat.allCases.map(\.rawValue).joined(separator: ", ")). Left out: found by listening.",
      valueName: "name"))
  var wire: WireFormat?

  func validate() throws {
    if let baud, !(50...4_000_000).contains(baud) { throw ValidationError("--baud must lie in 50 … 4000000.") }
  }

  /// What has no board to wait for refuses both.
  func requireBoard() throws {
    guard !wait else { throw ValidationError("--wait goes with a board.") }
    guard !noReconnect else { throw ValidationError("--no-reconnect goes with a board.") }
  }
}

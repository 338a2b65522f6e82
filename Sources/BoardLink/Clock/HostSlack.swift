/// Whether the board's clock may have run so far between two samples, by what ours says.
///
/// Samples come in batches, and after a stall all that waited comes at once: its last part may be seconds of the board's
/// time after its first, in no time of ours. What was waited for is therefore kept as a reserve, and spent when it comes.
struct HostSlack: Sendable {
  /// Batching, and a board's clock ahead of ours by so much, are always allowed.
  private static let seconds = 2.0
  /// The longest stall that is remembered.
  private static let most = 60.0
  /// Share of our time by which the reserve is forgotten, so that a slow board does not fill it: twice the 0.5 % of a
  /// ceramic resonator (ATmega boards).
  private static let leak = 0.01

  private var reserve = 0.0

  mutating func allows(boardSeconds: Double, hostSeconds: Double) -> Bool {
    let isPlausible = boardSeconds <= hostSeconds + reserve + Self.seconds
    let left = reserve + hostSeconds * (1 - Self.leak) - boardSeconds
    reserve = isPlausible ? min(max(0, left), Self.most) : 0
    return isPlausible
  }
}

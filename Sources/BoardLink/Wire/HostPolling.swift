/// Asks, at a steady pace, a board that says nothing unless it is asked.
///
/// An empty line is the request, where nothing else is known to be needed: any byte will do for most such sketches, and to
/// VitalSync's own an empty line means nothing.
struct HostPolling: Sendable {
  private static let emptyLine: UInt8 = 0x0A
  /// Paces to choose from.
  private static let paces = [250.0, 200, 125, 100, 50]
  /// Share of the line that answers may take.
  private static let load = 0.8
  /// `$1023` and CR LF.
  private static let answerCharacters = 7.0

  let hertz: Double
  let request: [UInt8]
  private let began: UInt64
  private var sent = 0
  /// Requests that went out before the answers had a clock to count them.
  private(set) var early: [UInt64] = []

  init(baud: Int, request: UInt8? = nil, now: UInt64) {
    let most = Double(baud) / 10 / Self.answerCharacters * Self.load
    hertz = Self.paces.first { $0 <= most } ?? 50
    self.request = [request ?? Self.emptyLine]
    began = now
  }

  var nextNanoseconds: UInt64 { began + UInt64((Double(sent) / hertz * 1e9).rounded()) }

  /// Whether a request is due. Those that were missed are left out: the pace stands.
  mutating func isDue(now: UInt64) -> Bool {
    guard now >= nextNanoseconds else { return false }
    sent = max(sent, Int(Double(now - began) / 1e9 * hertz)) + 1
    return true
  }

  mutating func noteEarly(_ now: UInt64) {
    early.append(now)
  }
}

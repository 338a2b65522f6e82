import Glibc

/// How far a long run is, on one line of standard error that is drawn over; nothing where that is no terminal.
struct ProgressLine: Sendable {
  private let startedAt = MonotonicClock.now
  private let isShown = isatty(STDERR_FILENO) == 1
  private var drawnAt: UInt64?

  /// Cells of the bar.
  private static let barWidth = 24
  /// Between two drawings, in nanoseconds: what changes faster cannot be read. A run that ends before is not announced.
  private static let pace: UInt64 = 250_000_000

  /// Draws where it is time to: `share` of the work is done, and `account` says how much that is and how fast it went, from
  /// the seconds since the start.
  mutating func show(share: Double, _ account: (_ seconds: Double) -> String) {
    guard isShown else { return }
    let now = MonotonicClock.now
    guard now - (drawnAt ?? startedAt) >= Self.pace else { return }
    drawnAt = now
    let seconds = Double(now - startedAt) * 1e-9
    put("\r\u{1B}[K" + Self.text(share: share, account: account(seconds), seconds: seconds))
  }

  mutating func clear() {
    if drawnAt != nil { put("\r\u{1B}[K") }
    drawnAt = nil
  }

  /// `[######------------------] 12/48 records, 3.4/s, 11 s left`, the account in the middle.
  static func text(share: Double, account: String, seconds: Double) -> String {
    let share = min(max(share, 0), 1)
    let filled = Int(Double(barWidth) * share)
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled)
    let line = "[\(bar)] \(account)"
    guard share > 0, share < 1 else { return line }
    let left = Int((seconds * (1 - share) / share).rounded(.up))
    return line + ", \(left < 120 ? "\(left) s" : "\((left + 59) / 60) min") left"
  }

  /// `12/48 records, 3.4/s`
  static func account(of done: Int, total: Int, unit: String, seconds: Double) -> String {
    let line = "\(done)/\(total) \(unit)"
    return done > 0 && seconds > 0 ? line + ", \(fixed(Double(done) / seconds, 1))/s" : line
  }

  /// `42 %, 3:21:00 of signal, 5400x`: so many times as fast as the heart
  static func account(ofSignal signal: Double, share: Double, seconds: Double) -> String {
    let line = "\(Int(100 * min(max(share, 0), 1))) %, \(clock(signal)) of signal"
    return signal > 0 && seconds > 0 ? line + ", \(fixed(signal / seconds, 0))x" : line
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

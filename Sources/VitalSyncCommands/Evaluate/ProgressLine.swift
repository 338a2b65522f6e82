import Glibc

/// How far a long run is, on one line of standard error that is drawn over; nothing where that is no terminal.
struct ProgressLine: Sendable {
  private let total: Int
  private let unit: String
  private let startedAt = MonotonicClock.now
  private let isShown = isatty(STDERR_FILENO) == 1

  /// Cells of the bar.
  private static let barWidth = 24

  init(total: Int, unit: String) {
    self.total = total
    self.unit = unit
  }

  func show(done: Int) {
    guard isShown else { return }
    put("\r\u{1B}[K" + text(done: done, seconds: Double(MonotonicClock.now - startedAt) * 1e-9))
  }

  func clear() {
    if isShown { put("\r\u{1B}[K") }
  }

  /// `[######------------------] 12/48 records, 3.4/s, 11 s left`
  func text(done: Int, seconds: Double) -> String {
    let filled = total > 0 ? Self.barWidth * done / total : 0
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.barWidth - filled)
    var line = "[\(bar)] \(done)/\(total) \(unit)"
    guard done > 0, seconds > 0 else { return line }
    let rate = Double(done) / seconds
    line += ", \(fixed(rate, 1))/s"
    if done < total { line += ", \(Int((Double(total - done) / rate).rounded(.up))) s left" }
    return line
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

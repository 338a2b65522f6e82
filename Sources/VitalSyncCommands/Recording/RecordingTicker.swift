import BoardLink
import ECGCore
import Glibc

/// How a recording goes, on one line of standard error that is drawn over; nothing where that is no terminal.
struct RecordingTicker {
  private let isShown = isatty(STDERR_FILENO) == 1
  private var drawnAt: UInt64?
  private var figures: String?

  /// Between two drawings, in nanoseconds.
  private static let pace: UInt64 = 1_000_000_000

  mutating func take(_ figures: SecondFigures, rate: SampleRate) {
    let bpm = figures.heartRate.value.map { "\(fixed($0, 0)) bpm" } ?? "-- bpm"
    self.figures = "\(bpm), signal \(figures.quality.state.rawValue)"
  }

  mutating func show(_ link: LinkStatus, file: String?, seconds: Double) {
    guard isShown, let file else { return }
    let now = MonotonicClock.now
    guard now - (drawnAt ?? 0) >= Self.pace else { return }
    drawnAt = now
    let lost = link.counts.lost > 0 ? ", \(link.counts.lost) samples lost" : ""
    let what = figures ?? link.phase.rawValue
    put("\r\u{1B}[K\(file): \(clock(seconds)), \(what)\(lost) (Ctrl-C ends)")
  }

  mutating func notice(_ words: String) {
    clear()
    tell("vitalsync: \(words)")
  }

  mutating func clear() {
    if drawnAt != nil { put("\r\u{1B}[K") }
    drawnAt = nil
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// In what intervals are written.
enum IntervalUnit: Hashable, Sendable {
  case milliseconds
  case seconds

  var words: String { self == .milliseconds ? "milliseconds" : "seconds" }
  var perSecond: Double { self == .milliseconds ? 1000 : 1 }

  /// Of 20 to 300 beats a minute: no median of a human recording lies outside, and in the other unit none lies inside.
  private static let plausibleSeconds = 0.2...3.0

  /// As a column's name says: `RR-interval [ms]`, `rr_ms`, `ibi (s)`.
  init?(columnName: String) {
    let words = columnName.lowercased().split(whereSeparator: { !$0.isLetter })
    if words.contains(where: { ["ms", "msec", "millisecond", "milliseconds"].contains($0) }) {
      self = .milliseconds
    } else if words.contains(where: { ["s", "sec", "second", "seconds"].contains($0) }) {
      self = .seconds
    } else {
      return nil
    }
  }

  /// By size: the median is a heart's in one unit only.
  init?(median: Double) {
    if Self.plausibleSeconds.contains(median) {
      self = .seconds
    } else if Self.plausibleSeconds.contains(median / 1000) {
      self = .milliseconds
    } else {
      return nil
    }
  }
}

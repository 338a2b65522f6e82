/// Sees that a stream reads no more of what comes: 2 s without a sample, or in which damage outnumbers samples by far. Text
/// that is passed over excuses nothing: to one format another's lines are such.
struct UnreadableWatch: Sendable {
  private static let stretchNanoseconds: UInt64 = 2_000_000_000
  /// A poor cable stays well below: nine lines in ten are damaged.
  private static let mostReadable = 1.0 / 9
  private static let leastBytes = 24

  private var began: (counts: LinkCounts, nanoseconds: UInt64)?

  mutating func restart() {
    began = nil
  }

  /// To be asked a few times a second.
  mutating func lasts(_ counts: LinkCounts, now: UInt64) -> Bool {
    guard let began else {
      self.began = (counts, now)
      return false
    }
    let samples = counts.samples - began.counts.samples
    let damaged = counts.torn - began.counts.torn
    guard Double(samples) <= Self.mostReadable * Double(damaged) else {
      self.began = (counts, now)
      return false
    }
    guard now >= began.nanoseconds + Self.stretchNanoseconds else { return false }
    self.began = (counts, now)
    return counts.bytes - began.counts.bytes >= Self.leastBytes
  }
}

/// Holds a numbered sample to those before it: what its check sum lets through and its number and time give away.
///
/// - An *old* line comes after its successors: a buffer delivered twice, or a whole line that a damaged one's beginning happens to
///   complete. Taken for a board that began anew, it would shift all that follows.
/// - A *doubtful* one has a number and a time that do not go together: so show most of the few damaged lines that check sum and
///   grammar let through (docs/link.md, Damage). It waits for the next: if that is in step with it, the board has jumped; if
///   not, it was damage.
///
/// Only what comes at once is judged. A board that was reset or stopped takes longer, and says so in a start line.
struct SampleOrder: Sendable {
  enum Verdict {
    case next
    /// The next, and the one that waited was damage.
    case nextAfterDamage
    /// The next, and the one that waited comes before it.
    case nextAfter(WireSample)
    case old
    case doubtful
    /// Doubtful too, and the one that waited was damage.
    case doubtfulAfterDamage
  }

  /// How far back, in numbers, an old line may lie: two seconds at 250 Hz, more than any buffer on the way holds (a tty's 4,096
  /// bytes are 160 lines).
  private static let reach = 512
  /// A NodeMCU takes longer from reset to its first sample, an Uno with its boot loader five times as long.
  private static let promptNanoseconds: UInt64 = 250_000_000
  /// What a sample's time may be off its number: jitter and a late loop; and for long holes the share by which the mean
  /// period may be off.
  private static let toleranceMicroseconds = 50_000.0
  private static let toleranceShare = 0.05
  /// Steps over which the period is averaged.
  private static let memory = 16.0

  private struct Place {
    var sequence: UInt16
    var micros: UInt32
  }

  private var newest: (place: Place, arrival: UInt64)?
  private var periodMicroseconds: Double?
  private var waiting: (sample: WireSample, place: Place)?

  /// Samples without number and time are always next.
  mutating func judge(_ sample: WireSample, arrival: UInt64) -> Verdict {
    guard let sequence = sample.sequence, let micros = sample.stamp.flatMap({ UInt32(exactly: $0) }) else {
      return .next
    }
    let place = Place(sequence: sequence, micros: micros)
    guard let before = newest, let period = periodMicroseconds,
      arrival &- before.arrival <= Self.promptNanoseconds
    else { return take(place, arrival) }
    let step = Self.step(from: before.place, to: place)
    if step.count > 0, Self.isInStep(step, period) { return take(place, arrival) }
    if step.count <= 0, step.count >= -Self.reach, Self.isInStep(step, period) { return .old }
    if let held = waiting {
      let step = Self.step(from: held.place, to: place)
      if step.count > 0, Self.isInStep(step, period) {
        waiting = nil
        newest = (place, arrival)
        return .nextAfter(held.sample)
      }
    }
    defer { waiting = (sample, place) }
    return waiting == nil ? .doubtful : .doubtfulAfterDamage
  }

  /// The board said that it began anew, or has another rate: it may count from anywhere.
  mutating func forget() {
    self = SampleOrder()
  }

  private mutating func take(_ place: Place, _ arrival: UInt64) -> Verdict {
    if let newest {
      let step = Self.step(from: newest.place, to: place)
      if step.count > 0, step.microseconds > 0 {
        let period = step.microseconds / Double(step.count)
        periodMicroseconds = periodMicroseconds.map { $0 + (period - $0) / Self.memory } ?? period
      }
    }
    newest = (place, arrival)
    defer { waiting = nil }
    return waiting == nil ? .next : .nextAfterDamage
  }

  private static func step(from before: Place, to after: Place) -> (count: Int, microseconds: Double) {
    (
      Int(Int16(bitPattern: after.sequence &- before.sequence)),
      Double(Int32(bitPattern: after.micros &- before.micros))
    )
  }

  private static func isInStep(_ step: (count: Int, microseconds: Double), _ period: Double) -> Bool {
    if step.count == 0 { return step.microseconds == 0 }
    let expected = Double(step.count) * period
    return abs(step.microseconds - expected) <= toleranceMicroseconds + toleranceShare * abs(expected)
  }
}

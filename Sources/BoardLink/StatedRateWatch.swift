/// Notices that a VitalSync board paces its samples otherwise than its last start line said: the line that told of it was
/// lost, in a hole or behind a line that a reset had torn. The board is then asked again.
struct StatedRateWatch: Sendable {
  /// Samples that are measured: half a second at the usual rate.
  private static let samples = 128
  /// Single lost lines are passed over; after a hole, or a reset, it begins anew.
  private static let longestStep = 16
  /// Relative; four times the 0.5 % of a ceramic resonator (ATmega boards).
  private static let tolerance = 0.02
  /// A board that does not answer is not asked for ever.
  private static let mostQuestions = 4

  private var last: (sequence: UInt16, micros: UInt32)?
  private var count = 0
  private var microseconds = 0.0
  private var questions = 0

  /// Whether the board is to be asked now.
  mutating func disagrees(_ sample: WireSample, hertz: Double) -> Bool {
    guard questions < Self.mostQuestions, let sequence = sample.sequence,
      let micros = sample.stamp.flatMap({ UInt32(exactly: $0) })
    else { return false }
    // The same line again says nothing.
    if let last, last.sequence == sequence { return false }
    defer { last = (sequence, micros) }
    guard let last, case let steps = Int(sequence &- last.sequence), steps <= Self.longestStep else {
      count = 0
      microseconds = 0
      return false
    }
    count += steps
    microseconds += Double(micros &- last.micros)
    guard count >= Self.samples else { return false }
    let ratio = microseconds * 1e-6 * hertz / Double(count)
    count = 0
    microseconds = 0
    guard abs(ratio - 1) > Self.tolerance else { return false }
    questions += 1
    return true
  }

  /// A start line came.
  mutating func restart() {
    self = StatedRateWatch()
  }
}

/// Notices that a VitalSync board paces its samples otherwise than its last start line said: the line that told of it was
/// lost, in a hole or behind a line that a reset had torn. The board is then asked again.
struct StatedRateWatch: Sendable {
  /// Samples in a row that are measured: half a second at the usual rate.
  private static let samples = 128
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
    defer { last = (sequence, micros) }
    guard let last, sequence &- last.sequence == 1 else {
      count = 0
      microseconds = 0
      return false
    }
    count += 1
    microseconds += Double(micros &- last.micros)
    guard count == Self.samples else { return false }
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

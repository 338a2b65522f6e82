/// After a silent board was asked: does it answer as one that speaks only when asked?
///
/// Such a board gives one short line for each byte, and is quiet again. One that goes on by itself, or says its name, is none.
struct PollTrial: Sendable {
  /// Silence after which the answer is over.
  static let quietNanoseconds: UInt64 = 150_000_000
  /// Bytes of the question, `LF id LF`, and one line too many.
  private static let mostAnswers = 5

  /// Those answers at the lowest baud, read at the highest: some bytes for each.
  private static let mostMisread = 512

  enum Verdict: Hashable, Sendable {
    case waiting, polled, unreadable, other
  }

  private var bytes = 0
  private var lastByte: UInt64?

  mutating func heard(_ count: Int, now: UInt64) {
    bytes += count
    lastByte = now
  }

  /// - Parameter integers: sound lines of one integer since the question.
  /// - Parameter isText: what came is text, though no integer.
  func verdict(integers: Int, isText: Bool, now: UInt64) -> Verdict {
    guard let lastByte, now >= lastByte + Self.quietNanoseconds else { return .waiting }
    if (1...Self.mostAnswers).contains(integers) { return .polled }
    return integers == 0 && bytes <= Self.mostMisread && !isText ? .unreadable : .other
  }
}

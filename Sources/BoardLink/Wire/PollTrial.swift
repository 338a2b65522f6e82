/// After a silent board was asked: does it answer as one that speaks only when asked?
///
/// Such a board gives one short line for each byte, and is quiet again. One that goes on by itself, or says its name, is none.
struct PollTrial: Sendable {
  /// Silence after which the answer is over.
  static let quietNanoseconds: UInt64 = 150_000_000
  /// An answer begins within so long: a sketch that asks for it in a loop of `delay(100)`, and the slowest bridge.
  static let patienceNanoseconds: UInt64 = 200_000_000
  /// Bytes of the question, `LF id LF`, and one line too many.
  private static let mostAnswers = 5

  /// Those answers at the lowest baud, read at the highest: some bytes for each.
  private static let mostMisread = 512

  enum Verdict: Hashable, Sendable {
    case waiting, silent, polled, unreadable, other
  }

  private let asked: UInt64
  private let patience: UInt64
  /// No answer is waited for however long it takes.
  private var isPatient = false
  private var bytes = 0
  private var lastByte: UInt64?

  init(asked: UInt64, patience: UInt64 = PollTrial.patienceNanoseconds) {
    self.asked = asked
    self.patience = patience
  }

  /// When there is something to judge.
  var deadline: UInt64 {
    lastByte.map { $0 + Self.quietNanoseconds } ?? (isPatient ? .max : asked + patience)
  }

  /// Nothing else is going to be asked.
  mutating func waitOn() {
    isPatient = true
  }

  mutating func heard(_ count: Int, now: UInt64) {
    bytes += count
    lastByte = now
  }

  /// - Parameter integers: sound lines of one integer since the question.
  /// - Parameter isText: what came is text, though no integer.
  func verdict(integers: Int, isText: Bool, now: UInt64) -> Verdict {
    guard now >= deadline else { return .waiting }
    guard lastByte != nil else { return .silent }
    if (1...Self.mostAnswers).contains(integers) { return .polled }
    return integers == 0 && bytes <= Self.mostMisread && !isText ? .unreadable : .other
  }
}

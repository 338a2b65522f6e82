/// What a board is asked that has never said a word, at which bauds, in which order: once, and then it is left alone.
///
/// First `id`, in empty lines, at each baud: any byte will do for most polled sketches, and VitalSync's own answers by its name.
/// Where that is silent at every baud, the single bytes that polled sketches commonly wait for, at each baud in turn. A board that
/// has said anything is asked nothing of this.
struct PollSearch: Sendable {
  /// `r`ead, `?`, `s`end or `s`tart, `a`, `g`et, `d`ata and `1`, as `if (Serial.read() == 'r')` has them.
  static let letters = Array("rR?sSaAgd1".utf8)

  /// After the first `id` a board may take so long to start: a NodeMCU that looks for its Wi-Fi.
  static let startNanoseconds: UInt64 = 4_000_000_000

  enum Step: Hashable, Sendable {
    case ask([UInt8])
    case askAt(baud: Int, [UInt8])
    /// Nothing is left; the port goes back to this baud.
    case exhausted(baud: Int)
  }

  private let bauds: [Int]
  private var baud = 0
  /// Place in `letters`; before them all stands `id`.
  private var letter = -1
  private var hasAskedAgain = false

  init(first: Int, isFixed: Bool) {
    bauds = isFixed ? [first] : [first] + BaudSweep.order.filter { $0 != first }
  }

  /// What was asked last by itself; `nil` for `id`.
  var lastLetter: UInt8? { Self.letters.indices.contains(letter) ? Self.letters[letter] : nil }

  /// Whether the next question is the first with a letter.
  var isTurning: Bool { letter < 0 && baud == bauds.count - 1 }

  /// The same once more.
  mutating func askAgain() -> [UInt8]? {
    guard !hasAskedAgain else { return nil }
    hasAskedAgain = true
    return lastLetter.map { [$0] } ?? LinkDecoder.command("id")
  }

  /// There was no answer.
  mutating func next() -> Step {
    hasAskedAgain = false
    if letter < 0 {
      baud += 1
      if baud < bauds.count { return .askAt(baud: bauds[baud], LinkDecoder.command("id")) }
      baud = 0
      letter = 0
      return bauds.count == 1 ? .ask([Self.letters[0]]) : .askAt(baud: bauds[0], [Self.letters[0]])
    }
    letter += 1
    if letter < Self.letters.count { return .ask([Self.letters[letter]]) }
    baud += 1
    letter = 0
    guard baud < bauds.count else { return .exhausted(baud: bauds[0]) }
    return .askAt(baud: bauds[baud], [Self.letters[0]])
  }
}

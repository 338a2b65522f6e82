/// A peak of the envelope that waits for the signal behind it.
struct Candidate {
  /// Feature index of the envelope's peak.
  var index = 0
  /// The R peak, in samples from the stretch's beginning, and its height in millivolts.
  var position = 0.0
  var amplitude: Float = 0
  /// Feature index on whose arrival it is decided.
  var due = 0
}

/// Candidates in the order in which they are decided. Peaks lie at least 56 ms apart and wait 300 ms: eight are enough.
struct CandidateQueue {
  static let limit = 8
  private var waiting = [Candidate](repeating: Candidate(), count: limit)
  private var count = 0
  /// Feature index at which the first falls due; beyond all where none waits.
  private(set) var nextDue = Int.max

  mutating func removeAll() {
    count = 0
    nextDue = .max
  }

  mutating func add(_ candidate: Candidate) {
    guard count < Self.limit else { return }
    // Two peaks may share a complex, the later one nearer to its R: none may hold up the one behind it.
    for k in 0..<count { waiting[k].due = min(waiting[k].due, candidate.due) }
    waiting[count] = candidate
    count += 1
    nextDue = waiting[0].due
  }

  /// Feature index of the peak that waits behind the one just taken; nil where none does.
  var following: Int? { count > 0 ? waiting[0].index : nil }

  /// The next one that is due at feature index `now`.
  mutating func next(at now: Int) -> Candidate? {
    guard nextDue <= now else { return nil }
    let first = waiting[0]
    count -= 1
    for k in 0..<count { waiting[k] = waiting[k + 1] }
    nextDue = count > 0 ? waiting[0].due : .max
    return first
  }
}

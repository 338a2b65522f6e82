/// The signal does not let one judge: findings about the heart are neither raised nor cleared.
public struct FindingSuspension: Hashable, Sendable {
  /// First sample of it, on the session's grid.
  public var since: Int
  public var reason: Refusal

  /// For a screen or a report.
  public var words: String { "\(reason.words): the rhythm is not judged" }

  /// What `second`, the next one, makes of the suspension there is.
  static func after(_ second: QualitySecond, _ standing: FindingSuspension?) -> FindingSuspension? {
    second.state.refusal.map { FindingSuspension(since: standing?.since ?? second.start, reason: $0) }
  }
}

/// One rule being watched: when its condition began to hold, and what it raised.
///
/// idle → suspected (holds, not long enough) → raised → idle. Where the signal is not fit to decide, a suspicion is
/// dropped and a raised finding neither renewed nor cleared for a while.
struct RuleWatch {
  /// What a look at the signal says about the condition.
  enum Outcome: Hashable {
    case met
    /// Between the limit that raises and the one that clears.
    case between
    case unmet
    /// The signal does not let one tell.
    case unknown
  }

  /// What the watch asks for.
  enum Step: Equatable {
    case nothing
    case raise(onset: Int)
    case renew
    case clear
  }

  private enum State {
    case idle
    case suspected(since: Int)
    case raised(lastMet: Int, unmetSince: Int?)
  }

  /// A raised finding on which nothing could be said for so long ends, in seconds.
  private static let forgetSeconds = 15.0

  private let raisedAfter: Int
  private let clearedAfter: Int
  private let forgottenAfter: Int
  private var state = State.idle

  init(_ rule: FindingRule, rate: SampleRate) {
    raisedAfter = rate.samples(in: rule.raisedAfter)
    clearedAfter = rate.samples(in: rule.clearedAfter)
    forgottenAfter = rate.samples(in: Self.forgetSeconds)
  }

  /// Takes the outcome that holds for the signal from `begin` to `now`.
  mutating func update(_ outcome: Outcome, begin: Int, now: Int) -> Step {
    switch (state, outcome) {
    case (.idle, .met), (.suspected, .met):
      var since = begin
      if case .suspected(let earlier) = state { since = earlier }
      guard now - since >= raisedAfter else {
        state = .suspected(since: since)
        return .nothing
      }
      state = .raised(lastMet: now, unmetSince: nil)
      return .raise(onset: since)
    case (.idle, _), (.suspected, .unmet), (.suspected, .unknown), (.suspected, .between):
      state = .idle
      return .nothing
    case (.raised, .met):
      state = .raised(lastMet: now, unmetSince: nil)
      return .renew
    case (.raised(let lastMet, _), .between):
      state = .raised(lastMet: lastMet, unmetSince: nil)
      return .nothing
    case (.raised(let lastMet, let unmetSince), .unmet):
      let since = unmetSince ?? begin
      if now - since >= clearedAfter { return clear() }
      state = .raised(lastMet: lastMet, unmetSince: since)
      return .nothing
    case (.raised(let lastMet, _), .unknown):
      return now - lastMet >= forgottenAfter ? clear() : .nothing
    }
  }

  /// A gap or the end: what was raised ends.
  mutating func end() -> Step {
    if case .raised = state { return clear() }
    state = .idle
    return .nothing
  }

  private mutating func clear() -> Step {
    state = .idle
    return .clear
  }
}

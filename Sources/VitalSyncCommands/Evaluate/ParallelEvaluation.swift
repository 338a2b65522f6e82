import Dispatch
import Synchronization

/// Evaluates records on several threads. The results stand in the order of the records, whichever was ready first.
final class ParallelEvaluation: Sendable {
  typealias Outcome = Result<RecordEvaluation, CommandFailure>

  private let names: [String]
  private let state: Mutex<State>

  private struct State {
    var next = 0
    var outcomes: [Outcome?]
    var progress = ProgressLine()
  }

  init(_ names: [String]) {
    self.names = names
    state = Mutex(State(outcomes: Array(repeating: nil, count: names.count)))
  }

  /// Every record once; a record that fails does not stop the others.
  func run(
    jobs: Int, _ evaluate: @Sendable (String) throws(CommandFailure) -> RecordEvaluation
  ) -> [(name: String, outcome: Outcome)] {
    DispatchQueue.concurrentPerform(iterations: min(jobs, names.count)) { _ in
      while let index = claim() {
        finish(index, Result { () throws(CommandFailure) in try evaluate(names[index]) })
      }
    }
    let outcomes = state.withLock { state in
      state.progress.clear()
      return state.outcomes
    }
    return zip(names, outcomes).compactMap { name, outcome in outcome.map { (name, $0) } }
  }

  private func claim() -> Int? {
    state.withLock { state in
      guard state.next < names.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private func finish(_ index: Int, _ outcome: Outcome) {
    state.withLock { state in
      state.outcomes[index] = outcome
      let (done, total) = (state.outcomes.count { $0 != nil }, names.count)
      state.progress.show(share: Double(done) / Double(total)) { seconds in
        ProgressLine.account(of: done, total: total, unit: "records", seconds: seconds)
      }
    }
  }
}

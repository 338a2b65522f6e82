import Dispatch
import Synchronization

/// Works through items on several threads, the heaviest first. The results stand in the items' own order, whichever was ready first.
final class ParallelWork<Item: Sendable, Value: Sendable>: Sendable {
  typealias Outcome = Result<Value, CommandFailure>

  private let items: [Item]
  private let weights: [Double]
  /// Indices of the items in the order in which they are taken up.
  private let order: [Int]
  /// What the items are called in the progress line: "records".
  private let unit: String
  private let stops: @Sendable (CommandFailure) -> Bool
  private let state: Mutex<State>

  private struct State {
    var next = 0
    var isStopped = false
    var outcomes: [Outcome?]
    var done = 0
    /// How far each item is, 0 … 1.
    var shares: [Double]
    /// Weight of what is done, of `total`.
    var weight = 0.0
    let total: Double
    var progress = ProgressLine()
  }

  /// - Parameters:
  ///   - weight: how much of the work an item is: the progress goes by it.
  ///   - stops: whether after such a failure no further item is begun.
  init(
    _ items: [Item], unit: String, weight: (Item) -> Double = { _ in 1 },
    stops: @escaping @Sendable (CommandFailure) -> Bool = { _ in false }
  ) {
    self.items = items
    self.unit = unit
    self.stops = stops
    let weights = items.map(weight)
    self.weights = weights
    order = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    state = Mutex(
      State(
        outcomes: Array(repeating: nil, count: items.count), shares: Array(repeating: 0, count: items.count),
        total: max(weights.reduce(0, +), .leastNonzeroMagnitude)))
  }

  /// Every item once; one that fails does not stop the others, unless `stops` says so: those are then left out. `work` may
  /// say how far it is, 0 … 1.
  func run(
    jobs: Int, _ work: @Sendable (Item, _ advance: (Double) -> Void) throws(CommandFailure) -> Value
  ) -> [(item: Item, outcome: Outcome)] {
    DispatchQueue.concurrentPerform(iterations: min(jobs, items.count)) { _ in
      while let index = claim() {
        finish(index, Result { () throws(CommandFailure) in try work(items[index]) { advance(index, to: $0) } })
      }
    }
    let outcomes = state.withLock { state in
      state.progress.clear()
      return state.outcomes
    }
    return zip(items, outcomes).compactMap { item, outcome in outcome.map { (item, $0) } }
  }

  private func claim() -> Int? {
    state.withLock { state in
      guard state.next < order.count, !state.isStopped else { return nil }
      state.next += 1
      return order[state.next - 1]
    }
  }

  private func finish(_ index: Int, _ outcome: Outcome) {
    state.withLock { state in
      state.outcomes[index] = outcome
      state.done += 1
      if case .failure(let failure) = outcome, stops(failure) { state.isStopped = true }
    }
    advance(index, to: 1)
  }

  private func advance(_ index: Int, to share: Double) {
    state.withLock { state in
      state.weight += weights[index] * (share - state.shares[index])
      state.shares[index] = share
      let done = state.done
      state.progress.show(share: state.weight / state.total) { seconds in
        ProgressLine.account(of: done, total: items.count, unit: unit, seconds: seconds)
      }
    }
  }
}

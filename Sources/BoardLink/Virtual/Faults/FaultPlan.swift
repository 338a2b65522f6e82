/// All faults of a run, and the seed of the dice that choose which lines are damaged: the same plan gives the same bytes.
package struct FaultPlan: Hashable, Sendable {
  package var faults: [Fault]
  package var seed: UInt64

  package init(_ faults: [Fault] = [], seed: UInt64 = 1) {
    self.faults = faults
    self.seed = seed
  }

  /// When the last fault that ends is over.
  package var end: Double { faults.map(\.end).filter(\.isFinite).max() ?? 0 }

  /// What the board's clock comes by, in order.
  var timeline: [Step] {
    var steps: [Step] = []
    for fault in faults {
      guard case .moment(let moment, let at, let lasting) = fault else { continue }
      steps.append(Step(at: at, moment: moment, isEnd: false))
      if fault.isLasting { steps.append(Step(at: at + lasting, moment: moment, isEnd: true)) }
    }
    return steps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  struct Step: Hashable, Sendable {
    var at: Double
    var moment: Fault.Moment
    var isEnd: Bool
  }
}

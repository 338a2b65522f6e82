/// One minute of the session's grid: how many samples were judged to be in which state, and the mean index.
public struct QualityMinute: Hashable, Sendable {
  /// Minute of the grid, from 0.
  public var minute: Int
  /// Samples there were; fewer than a minute's worth beside gaps and at the ends.
  public private(set) var samples = 0
  private var indexSum = 0.0
  private var byState: [Int] = Array(repeating: 0, count: SignalState.allCases.count)

  init(minute: Int) {
    self.minute = minute
  }

  /// Samples judged to be in `state`.
  public func samples(in state: SignalState) -> Int {
    SignalState.allCases.firstIndex(of: state).map { byState[$0] } ?? 0
  }

  /// Mean quality index over the minute's samples, 0 … 1.
  public var meanIndex: Double { samples > 0 ? indexSum / Double(samples) : 0 }

  mutating func add(_ second: QualitySecond) {
    samples += second.count
    indexSum += Double(second.index) * Double(second.count)
    if let place = SignalState.allCases.firstIndex(of: second.state) { byState[place] += second.count }
  }
}

/// Ventricular beats of late: how many in a window, and the most in a row. Delay: that of who classifies them.
struct VentricularTally {
  /// Seconds looked back: the length of a standard ECG, for which the International Criteria count.
  static let windowSeconds = 10.0
  /// Beats remembered: ten seconds at 300 bpm hold 50.
  static let most = 50

  private let rate: SampleRate
  private var places = RingWindow(capacity: most, blank: Place(position: 0, inRow: 0))
  private var row = 0

  private struct Place: Sendable {
    var position: Double
    /// Which of its row it is, from 1.
    var inRow: Int
  }

  init(rate: SampleRate) {
    self.rate = rate
  }

  /// The next beat of an unbroken chain.
  mutating func note(at position: Double, isVentricular: Bool) {
    row = isVentricular ? row + 1 : 0
    if isVentricular { places.append(Place(position: position, inRow: row)) }
  }

  /// The beat that follows does not follow on these.
  mutating func breakChain() {
    row = 0
  }

  /// Beats within the window that ends at grid index `end`, and the most in a row that ended in it.
  func recent(end: Int) -> (beats: Double, inRow: Double) {
    let from = Double(end) - Self.windowSeconds * rate.hertz
    var (beats, longest) = (0, 0)
    for index in 0..<places.count where places[index].position >= from {
      beats += 1
      longest = max(longest, places[index].inRow)
    }
    return (Double(beats), Double(longest))
  }
}

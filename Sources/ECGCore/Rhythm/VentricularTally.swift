/// Ventricular beats of late, as surely as a finding needs them: how many in a window, and the most in a row.
///
/// Own design on the classifier's probabilities; the limits were chosen on the half of MIT-BIH that it learnt from
/// (docs/rhythm.md). Delay: that of who classifies them.
struct VentricularTally {
  /// Seconds looked back: the length of a standard ECG, for which the International Criteria count.
  static let windowSeconds = 10.0
  /// Beats remembered: ten seconds at 300 bpm hold 50.
  static let most = 50
  /// Probability from which a beat counts by itself …
  private static let alone: Float = 0.9
  /// … and in a row, where each comes earlier than this share of the usual interval after the one before: two beats that are both
  /// taken for ventricular at the usual rate are a wearer's own broad beats more often than not.
  private static let inRow: Float = 0.7
  private static let closer = 0.9

  private let rate: SampleRate
  private var places = RingWindow(capacity: most, blank: Place(position: 0, inRow: 0, isSure: false))
  private var row = 0

  private struct Place: Sendable {
    var position: Double
    /// Which of its row it is, from 1.
    var inRow: Int
    var isSure: Bool
  }

  init(rate: SampleRate) {
    self.rate = rate
  }

  /// The next beat of an unbroken chain, `seconds` after the one before; `usual` is what lies between two usual beats. Gives
  /// whether it counts.
  @discardableResult
  mutating func note(_ beat: NamedBeat, seconds: Double, usual: Double?) -> Bool {
    guard beat.label == .ventricular, beat.ventricular >= Self.inRow else {
      row = 0
      return false
    }
    let isClose = usual.map { seconds < Self.closer * $0 } ?? false
    row = row > 0 && isClose ? row + 1 : 1
    places.append(Place(position: beat.position, inRow: row, isSure: beat.ventricular >= Self.alone))
    return true
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
      beats += places[index].isSure ? 1 : 0
      longest = max(longest, places[index].inRow)
    }
    return (Double(beats), Double(longest))
  }
}

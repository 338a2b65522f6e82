/// The averaged beat whose QT lies nearest to the session's median: one beat that stands for all, to be drawn with its marks.
public struct TypicalBeat: Hashable, Sendable {
  /// The mean of its beats at `hertz`, in millivolts from an arbitrary zero; R stands on `origin`.
  public var millivolts: [Float]
  /// Up to 45 Hz: the delineator's own sight.
  public static let hertz = BoundaryWindow.rate
  public static let origin = BoundaryWindow.origin
  /// `nil` where the wave is refused.
  public var p: Marks?
  public var qrs: Marks?
  public var t: Marks?
  public var intervals: HeartIntervals

  /// A wave's boundaries, in milliseconds from the R peak.
  public struct Marks: Hashable, Sendable {
    public var onset: Double
    public var peak: Double
    public var end: Double

    init(_ times: WaveTimes) {
      (onset, peak, end) = (Double(times.onset), Double(times.peak), Double(times.end))
    }
  }
}

/// Finds it, as the averaged beats come, without keeping them.
struct TypicalBeatSearch {
  private var values = [Float](repeating: 0, count: BoundaryWindow.length)
  private var marks = AveragedBeat.Marks()
  private var intervals: HeartIntervals?
  private var qts = DurationHistogram()

  mutating func consider(_ mean: [Float], _ measured: HeartIntervals, _ found: AveragedBeat.Marks) {
    qts.append(measured.qt)
    if let held = intervals, strangeness(held, marks) < strangeness(measured, found) { return }
    for k in 0..<BoundaryWindow.length { values[k] = mean[k] }
    (marks, intervals) = (found, measured)
  }

  var found: TypicalBeat? {
    intervals.map {
      TypicalBeat(
        millivolts: values, p: marks.p.map(TypicalBeat.Marks.init), qrs: marks.qrs.map(TypicalBeat.Marks.init),
        t: marks.t.map(TypicalBeat.Marks.init), intervals: $0)
    }
  }

  /// Few beats, a wave that lacks and a QT far from the median, in this order.
  private func strangeness(_ measured: HeartIntervals, _ found: AveragedBeat.Marks) -> Double {
    let lacking = (found.p == nil ? 1 : 0) + (found.qrs == nil ? 1 : 0) + (found.t == nil ? 1 : 0)
    let distance = measured.qt.value.map { abs($0 - qts.quantile(0.5)) } ?? 0
    return Double(AveragedBeat.capacity - measured.beats) * 1e6 + Double(lacking) * 1e4 + distance
  }
}

/// The mean of the newest normal beats, aligned at their R peaks: noise falls with the root of their number.
///
/// Source: selective averaging, P. W. Macfarlane et al., Methods of Information in Medicine 29:354 (1990). Deviation: a
/// running set of the newest beats, for a live signal. Delay: that of its newest beat.
struct AveragedBeat {
  /// Beats in the mean: noise at a quarter, and some 15 s at rest.
  static let capacity = 16
  /// Beats from which there is a mean: noise at half.
  static let fewest = 4
  /// New beats from one measurement to the next.
  static let every = 4
  /// A beat may come this share earlier or later than the mean interval of those in the mean.
  static let intervalTolerance = 0.2
  /// A normal beat correlates with the mean from R −120 ms to R +400 ms at least so well.
  static let likeness = 0.9
  /// A beat that comes this share earlier than the one before it did begins no mean: in bigeminy every other beat is early, and
  /// it is not the normal one.
  static let earliness = 0.15
  /// Share of the probability that must stand about the T wave's onset and end in the mean, which has no noise to waver for: on
  /// LUDB (lead II, 100 records) 174 of 179 means keep their QT, whose error's scatter falls from 15.5 to 14.5 ms.
  static let leastCertaintyOfT: Float = 0.6
  /// Beats refused in a row after which the heart has another shape or rate, and the mean begins anew.
  static let patience = 8
  private static let compared = (BoundaryWindow.origin - 30)..<(BoundaryWindow.origin + 100)

  /// Where the waves of the mean lie.
  struct Marks: Hashable {
    var p: WaveTimes?
    var qrs: WaveTimes?
    var t: WaveTimes?
  }

  private let rate: SampleRate
  private let bandwidth: FrontEndBandwidth
  private var windows = [Float](repeating: 0, count: capacity * BoundaryWindow.length)
  private var intervals = [Double](repeating: 0, count: capacity)
  private(set) var mean = [Float](repeating: 0, count: BoundaryWindow.length)
  private var count = 0
  private var slot = 0
  private var fresh = 0
  private var refused = 0
  private var meanRR = 0.0
  private var previousRR = 0.0
  private var position = 0.0

  init(rate: SampleRate, bandwidth: FrontEndBandwidth) {
    self.rate = rate
    self.bandwidth = bandwidth
  }

  mutating func removeAll() {
    count = 0
    slot = 0
    fresh = 0
    refused = 0
  }

  /// Takes a beat's window where it is like the others; true when a measurement is due.
  ///
  /// - Parameters:
  ///   - rr: the interval before it, in seconds, or infinity.
  ///   - next: the beat after it, in milliseconds, or infinity.
  mutating func take(_ window: [Float], beat: Beat, rr: Double, next: Float) -> Bool {
    defer { previousRR = rr.isFinite ? rr : 0 }
    guard rr.isFinite, isNormal(window, rr: rr, next: next) else {
      refused += 1
      if refused >= Self.patience { removeAll() }
      return false
    }
    refused = 0
    let base = slot * BoundaryWindow.length
    for k in 0..<BoundaryWindow.length { windows[base + k] = window[k] }
    intervals[slot] = rr
    slot = (slot + 1) % Self.capacity
    count = min(count + 1, Self.capacity)
    fresh += 1
    position = beat.position
    remake()
    guard count >= Self.fewest, fresh >= Self.every else { return false }
    fresh = 0
    return true
  }

  func measured(by network: inout BoundaryNetwork) -> (intervals: HeartIntervals, marks: Marks) {
    let interval = Float(meanRR * 1000)
    let isInside = interval <= Float(BoundaryWindow.reachAfter * 1000)
    let least = BeatDelineator.leastCertainty
    let isFit = network.look(at: mean, before: -interval, after: isInside ? interval : .infinity, recalls: false)
    let marks =
      isFit ? Marks(p: network.p(least), qrs: network.qrs(least), t: network.t(Self.leastCertaintyOfT)) : Marks()
    let (p, qrs, t) = (marks.p, marks.qrs, marks.t)
    func figure(_ from: Float?, _ to: Float?) -> Reading<Double> {
      guard let from, let to else { return .refused(.cannotTell) }
      return .value(Double(to - from))
    }
    let intervals = HeartIntervals(
      beats: count, meanRR: meanRR, pr: figure(p?.onset, qrs?.onset), qrs: figure(qrs?.onset, qrs?.end),
      qt: figure(qrs?.onset, t?.end), position: position, bandwidth: bandwidth)
    return (intervals, marks)
  }

  private func isNormal(_ window: [Float], rr: Double, next: Float) -> Bool {
    guard count > 0 else { return rr >= (1 - Self.earliness) * previousRR }
    let tolerance = Self.intervalTolerance * meanRR
    guard abs(rr - meanRR) <= tolerance, Double(next) / 1000 >= meanRR - tolerance else { return false }
    return Similarity.areAlike(window, mean, in: Self.compared, least: Self.likeness)
  }

  private mutating func remake() {
    for k in 0..<BoundaryWindow.length {
      var sum: Float = 0
      for beat in 0..<count { sum += windows[beat * BoundaryWindow.length + k] }
      mean[k] = sum / Float(count)
    }
    var sum = 0.0
    for beat in 0..<count { sum += intervals[beat] }
    meanRR = sum / Double(count)
  }
}

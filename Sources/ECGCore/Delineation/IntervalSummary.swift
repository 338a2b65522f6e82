/// A duration over a session: median and quartiles.
public struct DurationSummary: Hashable, Sendable {
  /// In milliseconds.
  public var median: Double
  /// First and third quartile, in milliseconds: half of all lie between.
  public var lowerQuartile: Double
  public var upperQuartile: Double
  /// Averaged beats that it was measured on.
  public var count: Int
}

/// PR, QRS, QT and QTc of a session: medians over its averaged beats. Memory: 28 kB, however long the session.
public struct IntervalSummary: Sendable {
  /// Averaged beats so far, those without a figure included.
  public private(set) var averagedBeats = 0
  private var prs = DurationHistogram()
  private var qrss = DurationHistogram()
  private var qts = DurationHistogram()
  private var corrected = [DurationHistogram](repeating: DurationHistogram(), count: QTCorrection.allCases.count)

  /// A figure is given from so many averaged beats on, and where they are this share of all.
  private static let fewest = 1
  private static let leastShare = 0.1

  init() {}

  mutating func append(_ intervals: HeartIntervals) {
    averagedBeats += 1
    prs.append(intervals.pr)
    qrss.append(intervals.qrs)
    qts.append(intervals.qt)
    for (place, correction) in QTCorrection.allCases.enumerated() {
      corrected[place].append(intervals.qtc(correction))
    }
  }

  /// P onset to QRS onset, in milliseconds; `cannotTell` where hardly any P wave was found.
  public var pr: Reading<DurationSummary> { reading(prs) }
  /// QRS onset to QRS end, in milliseconds.
  public var qrs: Reading<DurationSummary> { reading(qrss) }
  /// QRS onset to T end, in milliseconds.
  public var qt: Reading<DurationSummary> { reading(qts) }
  /// QT brought to 60 beats per minute, in milliseconds; `cannotTell` where the heart rate lay outside the formula's range.
  public func qtc(_ correction: QTCorrection) -> Reading<DurationSummary> {
    guard let place = QTCorrection.allCases.firstIndex(of: correction) else { return .refused(.cannotTell) }
    return reading(corrected[place])
  }

  private func reading(_ histogram: DurationHistogram) -> Reading<DurationSummary> {
    guard averagedBeats >= Self.fewest else { return .refused(.settling) }
    guard histogram.count >= Self.fewest, Double(histogram.count) >= Self.leastShare * Double(averagedBeats) else {
      return .refused(.cannotTell)
    }
    return .value(
      DurationSummary(
        median: histogram.quantile(0.5), lowerQuartile: histogram.quantile(0.25),
        upperQuartile: histogram.quantile(0.75), count: histogram.count))
  }
}

/// Counts durations by millisecond.
struct DurationHistogram: Sendable {
  /// What is longer counts as this, in milliseconds: no wave in a window of 1.15 s is.
  private static let longest = 1000
  private var bins = [Int32](repeating: 0, count: longest + 1)
  private(set) var count = 0

  mutating func append(_ reading: Reading<Double>) {
    guard let value = reading.value else { return }
    bins[min(max(Int(value.rounded()), 0), Self.longest)] += 1
    count += 1
  }

  /// The duration below which the share `part` of all lies, in milliseconds, linear within a bin of 1 ms.
  func quantile(_ part: Double) -> Double {
    let wanted = part * Double(count)
    var below = 0.0
    for (duration, number) in bins.enumerated() where number > 0 {
      if below + Double(number) >= wanted { return Double(duration) - 0.5 + (wanted - below) / Double(number) }
      below += Double(number)
    }
    return Double(Self.longest)
  }
}

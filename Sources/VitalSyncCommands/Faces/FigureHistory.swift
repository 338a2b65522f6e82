package import ECGCore

/// The session's figures every five seconds, for trends. Nothing is allocated after it is made.
package struct FigureHistory: Sendable {
  package struct Point: Hashable, Sendable {
    /// End of the second that the figures hold for, in seconds of the grid.
    package var seconds: Double
    package var heartRate: Double?
    /// Over the last minute, in milliseconds.
    package var rmssd: Double?
    package var sdnn: Double?
    package var alpha: Double?
    /// Share of the intervals behind `alpha` that were corrected, 0 … 1.
    package var artefactShare = 0.0
    package var breaths: Double?
  }

  package private(set) var points: Ring<Point>
  private let rate: SampleRate
  private var slot = -1

  /// DFA-α1 and respiration come as often.
  package static let everySeconds = ShortTermScaling.everySeconds
  /// How far back trends reach, in seconds.
  package static let secondsKept = 4 * 3600

  package init(rate: SampleRate) {
    self.rate = rate
    points = Ring(capacity: Self.secondsKept / Self.everySeconds, filler: Point(seconds: 0))
  }

  package mutating func append(_ figures: SecondFigures) {
    let seconds = rate.seconds(Double(figures.quality.start + figures.quality.count))
    let slot = Int(seconds) / Self.everySeconds
    guard slot != self.slot else { return }
    self.slot = slot
    var point = Point(seconds: seconds)
    point.heartRate = figures.heartRate.value
    point.rmssd = figures.hrvMinute.value?.rmssd
    point.sdnn = figures.hrvMinute.value?.sdnn
    point.alpha = figures.scaling.value?.alpha
    point.artefactShare = figures.scaling.value?.artefactShare ?? 0
    point.breaths = figures.respiration.value?.breathsPerMinute
    points.append(point)
  }

  /// The newest figures' time.
  package var now: Double { points.count > 0 ? points[age: 0].seconds : 0 }

  /// The stretch that a trend shows: all there is, in steps that a person reads as such.
  package var window: Double {
    for minutes in [5.0, 10, 20, 30, 60, 120] where now <= minutes * 60 { return minutes * 60 }
    return Double(Self.secondsKept)
  }
}

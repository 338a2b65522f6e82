/// Time-domain heart-rate variability of the normal intervals in one window (Task Force 1996, Circulation 93:1043).
public struct TimeDomainHRV: Hashable, Sendable {
  /// Length of the window asked for, in seconds.
  public var windowSeconds: Double
  /// Normal intervals that counted.
  public var intervals: Int
  /// Share of the window's intervals left out, 0 … 1.
  public var excludedShare: Double
  /// Mean normal interval in milliseconds.
  public var meanNN: Double
  /// Sample standard deviation (n − 1) of the normal intervals, in milliseconds.
  public var sdnn: Double
  /// Root mean square of differences between *adjacent* normal intervals, in milliseconds.
  public var rmssd: Double
  /// Share of those differences above 50 ms, in percent.
  public var pnn50: Double

  public init(
    windowSeconds: Double, intervals: Int, excludedShare: Double, meanNN: Double, sdnn: Double, rmssd: Double,
    pnn50: Double
  ) {
    self.windowSeconds = windowSeconds
    self.intervals = intervals
    self.excludedShare = excludedShare
    self.meanNN = meanNN
    self.sdnn = sdnn
    self.rmssd = rmssd
    self.pnn50 = pnn50
  }
}

/// Samples per second of a uniformly sampled signal.
public struct SampleRate: Hashable, Sendable {
  /// Samples per second; finite, within `SampleRate.accepted`.
  public let hertz: Double

  /// Rates a signal may have. Below, a QRS complex is two samples; above, no ECG front end delivers.
  public static let accepted: ClosedRange<Double> = 50...10_000

  /// `nil` where `hertz` is not finite or lies outside `accepted`.
  public init?(hertz: Double) {
    guard hertz.isFinite, Self.accepted.contains(hertz) else { return nil }
    self.hertz = hertz
  }

  /// The number of samples nearest to a duration.
  public func samples(in seconds: Double) -> Int {
    Int((seconds * hertz).rounded())
  }

  /// The duration of a (possibly fractional) number of samples.
  public func seconds(_ samples: Double) -> Double {
    samples / hertz
  }
}

extension SampleRate: CustomStringConvertible {
  public var description: String { "\(hertz) Hz" }
}

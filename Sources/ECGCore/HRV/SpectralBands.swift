/// Where a band of frequencies begins and ends, in hertz.
public struct SpectralBands: Hashable, Sendable {
  /// Ultra-low; told only of recordings long enough.
  public var ulf: Range<Double>
  public var vlf: Range<Double>
  public var lf: Range<Double>
  public var hf: Range<Double>

  /// At rest (Task Force 1996): the breath lies within 9 and 24 a minute.
  public static let rest = SpectralBands(ulf: 0..<0.0033, vlf: 0.0033..<0.04, lf: 0.04..<0.15, hf: 0.15..<0.4)
  /// In effort the breath rises past 0.4 Hz, and would be missed: HF reaches to 1 Hz, 60 breaths a minute, more than
  /// athletes take. No more than half the heart rate can be seen: `limited(toHeartRate:)`.
  public static let effort = SpectralBands(ulf: 0..<0.0033, vlf: 0.0033..<0.04, lf: 0.04..<0.15, hf: 0.15..<1.0)

  /// HF ends at half the mean heart rate where that is below its end: between beats nothing can be seen.
  public func limited(toHeartRate beatsPerMinute: Double) -> SpectralBands {
    var limited = self
    limited.hf = hf.lowerBound..<max(hf.lowerBound, min(hf.upperBound, beatsPerMinute / 120))
    return limited
  }
}

/// One-sided power density over evenly spaced frequencies, ms²/Hz.
struct PowerDensity {
  /// Of the first value, and from one to the next, in hertz.
  var first: Double
  var step: Double
  var values: [Double]

  func frequency(_ index: Int) -> Double { first + Double(index) * step }

  /// Power in a band, ms²: trapezia between the values whose frequencies lie in it.
  func power(in band: Range<Double>) -> Double {
    let inside = values.indices.filter { band.contains(frequency($0)) }
    guard let low = inside.first, let high = inside.last, low < high else { return 0 }
    var sum = (values[low] + values[high]) / 2
    for index in (low + 1)..<high { sum += values[index] }
    return sum * step
  }

  /// Frequency of the largest value in a band, in hertz; `nil` where it lies at the band's edge, and so outside.
  func peak(in band: Range<Double>) -> Double? {
    let inside = values.indices.filter { band.contains(frequency($0)) }
    guard let largest = inside.max(by: { values[$0] < values[$1] }), values[largest] > 0,
      largest != inside.first, largest != inside.last
    else { return nil }
    return frequency(largest)
  }
}

internal import ECGCore

/// A sampling rate outside `SampleRate.accepted`: who says so, why nothing can be shown, and what to do.
struct UnusableRate: CustomStringConvertible {
  let hertz: Double
  /// By `--rate`.
  let given: Double?

  var description: String {
    let range = "\(decimal(SampleRate.accepted.lowerBound)) … \(decimal(SampleRate.accepted.upperBound)) Hz"
    if let given {
      return "--rate \(decimal(given)) cannot be used, \(range) can: nothing is shown. "
        + "Leave --rate out and the rate is measured."
    }
    let isFlood = hertz > SampleRate.accepted.upperBound
    return "lines come at \(decimal(hertz)) a second, which no ECG can be read of, \(range) can: nothing is shown. "
      + (isFlood ? "Is this a board, or a file sent at once?" : "Let the sketch send 250 a second.")
  }
}

import Glibc

/// The surroundings of one beat as `BoundaryNetwork` takes them: 288 values at 250 Hz, the R peak on value 128.
///
/// From 512 ms before the R peak (a PR interval of 400 ms and half a QRS) to 636 ms after it (a QT interval of 600 ms).
enum BoundaryWindow {
  /// Samples per second: 4 ms, less than the scatter of cardiologists at any boundary (CSE Working Party, European Heart
  /// Journal 6:815, 1985).
  static let rate = 250.0
  static let length = 288
  static let origin = 128
  static let millisecondsPerValue: Float = 4
  /// Seconds before and after the R peak.
  static let reachBefore = Double(origin) / rate
  static let reachAfter = Double(length - 1 - origin) / rate
  /// Two values running make one instant of the network.
  static let instants = length / 2
  /// Channels of an instant.
  static let channels = 6
  /// Below this root mean square, in millivolts, there is no signal but rounding: 0.1 µV.
  private static let silence = 1e-4
  /// How much small waves are brought out beside a tall QRS: a wave of a quarter of the RMS comes to a half.
  private static let companding: Float = 4
  /// Longest interval told to the network, and middle and scale of what it is told, in milliseconds.
  private static let longestInterval: Float = 1500
  private static let middleInterval: Float = 800
  private static let intervalScale: Float = 400

  /// Reads the window about `position` of the stretch out of `history`.
  static func read(
    _ history: RawHistory, at position: Double, hertz: Double, by resampler: PolyphaseResampler,
    into values: inout [Float]
  ) {
    let step = hertz / rate
    for k in 0..<length {
      let exact = position + Double(k - origin) * step
      let whole = exact.rounded(.down)
      let phase = Int((exact - whole) * Double(PolyphaseResampler.phases) + 0.5)
      let carried = phase == PolyphaseResampler.phases
      let centre = Int(whole) + (carried ? 1 : 0)
      values[k] = history.withWindow(from: centre - resampler.halfWidth) {
        resampler.output(at: $0, phase: carried ? 0 : phase)
      }
    }
  }

  /// Writes `instants` rows of `channels` inputs; false where the window has no finite size to be measured against.
  ///
  /// - Parameters:
  ///   - before: the R peak before, in milliseconds from this one (negative), or minus infinity.
  ///   - after: the R peak after, in milliseconds from this one, or infinity.
  static func describe(
    _ values: [Float], before: Float, after: Float, into rows: UnsafeMutablePointer<Float>
  ) -> Bool {
    var sum = 0.0
    for value in values { sum += Double(value) }
    let mean = sum / Double(length)
    var square = 0.0
    for value in values { square += (Double(value) - mean) * (Double(value) - mean) }
    let size = (square / Double(length) + silence * silence).squareRoot()
    guard size.isFinite else { return false }
    let interval = (min(-before, longestInterval) - middleInterval) / intervalScale
    for row in 0..<instants {
      let first = Float((Double(values[2 * row]) - mean) / size)
      let second = Float((Double(values[2 * row + 1]) - mean) / size)
      let time = Float(2 * row - origin) * millisecondsPerValue
      let place = rows + row * channels
      place[0] = 0.5 * first
      place[1] = 0.5 * second
      place[2] = companded(first)
      place[3] = companded(second)
      place[4] = (time > after ? 1 : 0) - (time < before ? 1 : 0)
      place[5] = interval
    }
    return true
  }

  private static func companded(_ value: Float) -> Float {
    companding * value / (1 + companding * abs(value))
  }
}

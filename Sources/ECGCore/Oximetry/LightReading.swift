/// One reading of a pulse oximeter: the light that came back, red and infrared.
public struct LightReading: Hashable, Sendable {
  /// Number of the reading; one more than the one before it, else some are missing.
  public var number: Int
  /// When it left the sensor, on a clock that only rises, in seconds.
  public var seconds: Double
  /// Counts of the sensor's converter, an 18-bit one where it is a MAX30102.
  public var red: Double
  public var infrared: Double

  public init(number: Int, seconds: Double, red: Double, infrared: Double) {
    self.number = number
    self.seconds = seconds
    self.red = red
    self.infrared = infrared
  }
}

/// What a pulse oximeter tells, once a second.
public struct OximetrySecond: Hashable, Sendable {
  /// Of the newest reading that went into it, on the readings' clock.
  public var seconds: Double
  /// SpO₂ in percent, by the curve of `SaturationCurve`: not calibrated for any one sensor.
  public var saturation: Reading<Double>
  /// Pulse rate per minute.
  public var pulse: Reading<Double>
  /// Perfusion index: the pulse's height as a share of the infrared light, in percent.
  public var perfusion: Reading<Double>

  public init(
    seconds: Double, saturation: Reading<Double>, pulse: Reading<Double>, perfusion: Reading<Double>
  ) {
    self.seconds = seconds
    self.saturation = saturation
    self.pulse = pulse
    self.perfusion = perfusion
  }

  static func refused(_ reason: Refusal, at seconds: Double) -> OximetrySecond {
    OximetrySecond(
      seconds: seconds, saturation: .refused(reason), pulse: .refused(reason), perfusion: .refused(reason))
  }
}

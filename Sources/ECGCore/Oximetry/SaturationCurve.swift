/// From the ratio of ratios to oxygen saturation.
///
/// Source: Maxim Integrated, application note 6845, *Guidelines for SpO2 measurement using the Maxim MAX32664 sensor hub*: a parabola
/// fitted to a MAX30101 behind Maxim's own cover against blood samples. Every sensor, cover and finger needs its own
/// (the note says how); without it a figure serves to see a fall, not to compare persons.
/// Deviation: none. Delay: none.
public enum SaturationCurve {
  /// SpO₂ in percent for a ratio of ratios, (AC/DC of red) / (AC/DC of infrared), without unit. Refused (`cannotTell`)
  /// below 70 %: no volunteer is measured below that, and standards ask for accuracy from 70 % on (ISO 80601-2-61). At most 100 %.
  public static func saturation(ratio: Double) -> Reading<Double> {
    let percent = (quadratic * ratio + linear) * ratio + constant
    guard percent.isFinite, percent >= leastPercent else { return .refused(.cannotTell) }
    return .value(min(percent, 100))
  }

  /// Percent; the note's coefficients for the MAX30101, whose light and converter the MAX30102 shares.
  private static let quadratic = 1.5958422
  private static let linear = -34.6596622
  private static let constant = 112.6898759
  private static let leastPercent = 70.0
}

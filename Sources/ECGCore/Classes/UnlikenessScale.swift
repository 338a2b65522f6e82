/// How unlike the wearer's usual beats a beat is, on the wearer's own scale.
///
/// Derived here: a beat's distance from the mean of the usual family, as a share of the complex's size, is held against the
/// running median of that distance among the usual beats themselves; up to twice that is as usual (0), and far
/// beyond it the score nears 1. Needs no labels and no training. No delay of its own.
struct UnlikenessScale {
  /// Up to this many times the typical distance is as usual.
  private static let asUsual: Float = 2
  /// The level moves by this share of itself at each usual beat: up where the distance is above, down where it is below.
  private static let step: Float = 0.05
  /// Assumed at first: a tenth of the complex's size.
  private static let assumed: Float = 0.1
  /// Noise of the converter: no beat is nearer to the mean than this share.
  private static let least: Float = 0.01

  /// The typical distance of a usual beat, before the next one.
  private(set) var typical = assumed

  init() {}

  mutating func take(_ distance: Float, isUsual: Bool) -> Float {
    let unlikeness = distance > 0 ? max(0, 1 - Self.asUsual * typical / distance) : 0
    if isUsual {
      typical = max(Self.least, typical * (distance > typical ? 1 + Self.step : 1 - Self.step))
    }
    return unlikeness
  }
}

/// One of the wearer's families of beats as it stands: how common it is, and its mean shape. No delay of its own.
public struct BeatFamily: Hashable, Sendable {
  /// As `ClassifiedBeat.family` names it.
  public var number: Int
  /// Beats of it so far, and its share of the beats of the last two minutes, 0 … 1.
  public var beats: Int
  public var share: Float
  /// The wearer's usual beat.
  public var isUsual: Bool
  /// The mean of its beats over the signal's level, in millivolts, `hertz` values a second; the R peak stands at `peak`.
  public var millivolts: [Float]

  /// Values a second of `millivolts`.
  public static let hertz = BeatSignal.hertz
  /// Index of the R peak in `millivolts`.
  public static let peak = BeatWindow.before
}

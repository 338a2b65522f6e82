/// What one beat looks like, measured for its rhythm: enough to tell a beat of the usual form from one of another, and to
/// average what goes before the QRS complex.
struct BeatForm: Sendable {
  /// Values of the PQ segment.
  static let segmentLength = 28

  /// Correlation with the form that most beats of the last minute have, −1 … 1.
  var likeness: Float = 1
  /// It belongs to the form that most beats of the last minute have.
  var isUsual = true
  /// Sum of squares of the QRS complex over its own straight line, in mV².
  var energy: Float = 0
  /// Time in which nine tenths of the complex' movement happen, in seconds.
  var width: Float = 0
  /// From 280 to 64 ms before the R peak, less its own straight line, in millivolts at 125 Hz.
  var segment = SegmentValues()
  /// Sum of squares of `segment`, in mV²: each of the next sixty beats asks for it again.
  var segmentPower: Float = 0

  /// 28 values and 4 of padding, in place: no storage to allocate.
  typealias SegmentValues = SIMD32<Float>
}

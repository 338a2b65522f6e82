/// Where things lie in a beat's window, in values of 125 Hz about the R peak.
///
/// Derived from adult intervals: PR 120–200 ms, QRS to 200 ms, QT to 450 ms. No delay of its own.
enum BeatWindow {
  /// The window: −360 … +480 ms.
  static let before = 45
  static let after = 60
  static let length = before + 1 + after
  /// The QRS complex as families compare it: −96 … +128 ms.
  static let complex = -12...16
  /// The complex padded to whole SIMD8 vectors.
  static let complexLength = 32
  /// Alignments tried either way, in values: ±32 ms, for R peaks that fall on another wave of the complex.
  static let slack = 4
  /// All that is read to compare a complex with families at every alignment.
  static let matched = (complex.lowerBound - slack)...(complex.lowerBound + complexLength - 1 + slack)
  /// Where a QRS complex may begin and end: −160 … +216 ms.
  static let broadComplex = -20...27
  /// Where the P wave lies: −240 … −72 ms.
  static let atrial = -30...(-9)
  /// Where the T wave lies: from +176 ms on.
  static let repolarisation = 22...56

  /// Place in the window's storage of a value at `offset` from the R peak.
  @inline(__always)
  static func place(_ offset: Int) -> Int { before + offset }
}

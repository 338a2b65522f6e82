import Glibc

/// What the beats before say of where the T wave lies, joined to what a beat says by itself.
///
/// A low T wave's end is the boundary that errs most, and two like beats seldom err alike. Probabilities are joined as a
/// product with shares (logarithmic opinion pool: C. Genest, J. V. Zidek, Statistical Science 1:114, 1986); the memory is
/// what the last join gave, so older beats fade. Beats of another shape neither use nor change it. Delay: none.
struct TWaveMemory {
  /// The beats before have this share, the beat itself the rest: the best of 0, 0.2, 0.3, 0.35, 0.5, 0.7 on LUDB's records of
  /// both halves.
  private static let share: Float = 0.3
  /// Correlation of two complexes of one shape, from R −80 ms to R +100 ms.
  private static let likeness = 0.9
  private static let compared = (BoundaryWindow.origin - 20)..<(BoundaryWindow.origin + 25)
  /// Beats of another shape in a row after which the heart has changed, and the memory goes.
  private static let patience = 8

  private var window = [Float](repeating: 0, count: BoundaryWindow.length)
  /// Logarithms, boundary by boundary.
  private var remembered: [Float]
  private var isFilled = false
  private var unlike = 0
  private let boundaries: Int

  init(boundaries: Int) {
    self.boundaries = boundaries
    remembered = [Float](repeating: 0, count: boundaries * BoundaryWindow.instants)
  }

  mutating func removeAll() {
    isFilled = false
    unlike = 0
  }

  /// Joins what stands in `heat` (logarithms, in columns `first` and on, rows `width` apart) with the memory.
  mutating func join(
    _ values: [Float], _ heat: UnsafeMutablePointer<Float>, first: Int, width: Int
  ) {
    if isFilled, !Similarity.areAlike(values, window, in: Self.compared, least: Self.likeness) {
      unlike += 1
      if unlike >= Self.patience { removeAll() }
      return
    }
    unlike = 0
    for k in 0..<BoundaryWindow.length { window[k] = values[k] }
    for boundary in 0..<boundaries {
      let column = heat + (first + boundary)
      let base = boundary * BoundaryWindow.instants
      var greatest = -Float.infinity
      for row in 0..<BoundaryWindow.instants { greatest = max(greatest, column[row * width]) }
      var sum: Float = 0
      for row in 0..<BoundaryWindow.instants { sum += expf(column[row * width] - greatest) }
      let all = greatest + logf(sum)
      for row in 0..<BoundaryWindow.instants {
        let own = column[row * width] - all
        let joined = isFilled ? (1 - Self.share) * own + Self.share * remembered[base + row] : own
        column[row * width] = joined
        remembered[base + row] = joined
      }
    }
    isFilled = true
  }
}

/// Quantiles of a magnitude over many decades in one pass: a count per quarter octave.
///
/// The bucket of a positive `Float` is read off its bit pattern (exponent and two mantissa bits), which costs a shift
/// and an increment. Buckets span 2⁻²⁴ … 2⁸ (60 nV … 256 V for values in millivolts), so any gain fits; a quantile
/// is linear within its bucket, good to a few percent.
struct MagnitudeHistogram {
  /// Bits of mantissa below the two that count.
  private static let shift: UInt32 = 21
  /// Bit pattern of 2⁻²⁴, shifted: the first bucket.
  private static let base = Int(Float(0x1p-24).bitPattern >> 21)
  private static let buckets = 128

  private var counts = [UInt32](repeating: 0, count: Self.buckets)
  private(set) var total: UInt32 = 0

  mutating func add(_ magnitude: Float) {
    let bucket = Int(magnitude.bitPattern >> Self.shift) - Self.base
    counts[min(max(bucket, 0), Self.buckets - 1)] += 1
    total += 1
  }

  /// The value below which `share` of the magnitudes lie; 0 where there are none.
  func quantile(_ share: Float) -> Float {
    guard total > 0 else { return 0 }
    let target = share * Float(total)
    var below: Float = 0
    for bucket in 0..<Self.buckets {
      let here = Float(counts[bucket])
      if here > 0, below + here >= target {
        let low = bucket == 0 ? 0 : Self.edge(bucket)
        return low + (Self.edge(bucket + 1) - low) * (target - below) / here
      }
      below += here
    }
    return Self.edge(Self.buckets)
  }

  mutating func removeAll() {
    for bucket in 0..<Self.buckets { counts[bucket] = 0 }
    total = 0
  }

  private static func edge(_ bucket: Int) -> Float {
    Float(bitPattern: UInt32(bucket + base) << shift)
  }
}

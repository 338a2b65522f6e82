/// Sums and maxima of runs of samples, eight at a time. A scalar loop over floats is not vectorised (the order of
/// additions is part of the language); these fix another order, the same at every call.
enum Reduction {
  @inline(__always)
  static func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var wide = SIMD8<Float>.zero
    var k = 0
    while k + 8 <= count {
      wide += load(values + k)
      k += 8
    }
    var sum = wide.sum()
    while k < count {
      sum += values[k]
      k += 1
    }
    return sum
  }

  @inline(__always)
  static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, octets: Int) -> Float {
    var wide = SIMD8<Float>.zero
    for k in 0..<octets { wide += load(a + 8 * k) * load(b + 8 * k) }
    return wide.sum()
  }

  @inline(__always)
  static func greatest(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var greatest = -Float.greatestFiniteMagnitude
    var k = 0
    if count >= 8 {
      var wide = load(values)
      k = 8
      while k + 8 <= count {
        let next = load(values + k)
        wide.replace(with: next, where: next .> wide)
        k += 8
      }
      greatest = wide.max()
    }
    while k < count {
      greatest = max(greatest, values[k])
      k += 1
    }
    return greatest
  }

  @inline(__always)
  static func least(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var least = Float.greatestFiniteMagnitude
    var k = 0
    if count >= 8 {
      var wide = load(values)
      k = 8
      while k + 8 <= count {
        let next = load(values + k)
        wide.replace(with: next, where: next .< wide)
        k += 8
      }
      least = wide.min()
    }
    while k < count {
      least = min(least, values[k])
      k += 1
    }
    return least
  }

  @inline(__always)
  static func load(_ values: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  static func store(_ value: SIMD8<Float>, _ values: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(values).storeBytes(of: value, as: SIMD8<Float>.self)
  }
}

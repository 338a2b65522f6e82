/// A run of integers as the Rice code of what a polynomial through its last values does not foresee.
///
/// After Robinson, "SHORTEN: simple lossless and near-lossless waveform compression" (Cambridge University, 1994), with the
/// predictors of order 0 to 2 and one Rice parameter a run. Every Int64 is carried: differences wrap.
///
/// One byte (order in the low two bits, Rice parameter in the upper six), the first `order` values as zigzag varints, then
/// the Rice codes, most significant bit first, filled up to a byte with zeros. A quotient of 24 or more is written as 24
/// ones and a zero, then the value in 64 bits.
enum IntegerCodec {
  static let escape = 24
  static let parameterLimit = 40

  static func encode(_ values: [Int64], into bytes: inout [UInt8]) {
    var best: (cost: Int, order: Int, parameter: Int)?
    for order in 0...2 {
      let residuals = residuals(values, order: order)
      let sum = residuals.reduce(0.0) { $0 + Double($1) }
      let mean = residuals.isEmpty ? 0 : sum / Double(residuals.count)
      // The best parameter lies within one of the mean's binary logarithm (Rice 1979).
      let guess = mean < 1 ? 0 : min(parameterLimit, Int(mean.exponent))
      for parameter in max(0, guess - 1)...min(parameterLimit, guess + 1) {
        let cost = residuals.reduce(0) { $0 + bits($1, parameter) }
        if cost < best?.cost ?? .max { best = (cost, order, parameter) }
      }
    }
    let (_, order, parameter) = best ?? (0, 0, 0)
    bytes.append(UInt8(order | parameter << 2))
    for value in values.prefix(order) { bytes.appendVarint(ZigZag.encode(value)) }
    var writer = BitWriter()
    for residual in residuals(values, order: order) {
      let quotient = residual >> UInt64(parameter)
      if quotient < UInt64(escape) {
        writer.unary(Int(quotient))
        writer.bits(residual, count: parameter)
      } else {
        writer.unary(escape)
        writer.bits(residual, count: 64)
      }
    }
    bytes += writer.finished()
  }

  static func decode(_ count: Int, from cursor: inout ByteCursor) -> [Int64]? {
    guard let head = cursor.byte() else { return nil }
    let order = Int(head & 3)
    let parameter = Int(head >> 2)
    guard order <= 2, parameter <= parameterLimit else { return nil }
    // Each value takes a bit at least: a larger claim is refused before memory is laid out for it.
    guard count <= cursor.remaining * 8 + order else { return nil }
    var values: [Int64] = []
    values.reserveCapacity(count)
    for _ in 0..<min(order, count) {
      guard let value = cursor.varint() else { return nil }
      values.append(ZigZag.decode(value))
    }
    var reader = BitReader(cursor)
    while values.count < count {
      guard let quotient = reader.unary(limit: escape) else { return nil }
      guard let low = reader.bits(quotient == escape ? 64 : parameter) else { return nil }
      let residual = quotient == escape ? low : UInt64(quotient) << UInt64(parameter) | low
      values.append(ZigZag.decode(residual) &+ foreseen(values, order: order))
    }
    cursor = reader.cursor
    return values
  }

  private static func residuals(_ values: [Int64], order: Int) -> [UInt64] {
    values.indices.dropFirst(order).map { index in
      let foreseen =
        switch order {
        case 0: 0 as Int64
        case 1: values[index - 1]
        default: 2 &* values[index - 1] &- values[index - 2]
        }
      return ZigZag.encode(values[index] &- foreseen)
    }
  }

  private static func foreseen(_ values: [Int64], order: Int) -> Int64 {
    switch order {
    case 0: 0
    case 1: values[values.count - 1]
    default: 2 &* values[values.count - 1] &- values[values.count - 2]
    }
  }

  private static func bits(_ residual: UInt64, _ parameter: Int) -> Int {
    let quotient = residual >> UInt64(parameter)
    return quotient < UInt64(escape) ? Int(quotient) + 1 + parameter : escape + 1 + 64
  }
}

/// Bits into bytes, most significant first.
struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt8 = 0
  private var filled = 0

  mutating func bit(_ one: Bool) {
    pending = pending << 1 | (one ? 1 : 0)
    filled += 1
    if filled == 8 {
      bytes.append(pending)
      pending = 0
      filled = 0
    }
  }

  /// So many ones, and a zero.
  mutating func unary(_ count: Int) {
    for _ in 0..<count { bit(true) }
    bit(false)
  }

  mutating func bits(_ value: UInt64, count: Int) {
    for place in (0..<count).reversed() { bit(value >> UInt64(place) & 1 == 1) }
  }

  func finished() -> [UInt8] {
    filled == 0 ? bytes : bytes + [pending << UInt8(8 - filled)]
  }
}

struct BitReader {
  /// Just past the last byte touched.
  private(set) var cursor: ByteCursor
  private var current: UInt8 = 0
  private var left = 0

  init(_ cursor: ByteCursor) {
    self.cursor = cursor
  }

  mutating func bit() -> UInt64? {
    if left == 0 {
      guard let next = cursor.byte() else { return nil }
      current = next
      left = 8
    }
    left -= 1
    return UInt64(current >> UInt8(left) & 1)
  }

  /// Ones up to a zero; `nil` where there are more than `limit`.
  mutating func unary(limit: Int) -> Int? {
    var count = 0
    while let bit = bit() {
      if bit == 0 { return count }
      count += 1
      if count > limit { return nil }
    }
    return nil
  }

  mutating func bits(_ count: Int) -> UInt64? {
    var value: UInt64 = 0
    for _ in 0..<count {
      guard let bit = bit() else { return nil }
      value = value << 1 | bit
    }
    return value
  }
}

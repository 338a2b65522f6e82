/// Reads a JSON text from its beginning to its end, taking what is asked for and stepping over the rest.
///
/// Format: RFC 8259; deviations: strings are taken as they stand, escapes not undone, and numbers are read to a double's
/// fifteen digits, which is more than a float's nine. No delay: there is no signal here.
struct JSONCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Deepest nesting that is followed.
  private static let deepest = 64

  private mutating func skipSpace() {
    while place < bytes.count, bytes[place] == 32 || (9...13).contains(bytes[place]) { place += 1 }
  }

  /// The next byte that is no space; 0 at the end.
  private mutating func peek() -> UInt8 {
    skipSpace()
    return place < bytes.count ? bytes[place] : 0
  }

  private mutating func take(_ character: Character) throws(BeatModelError) {
    guard peek() == character.asciiValue else { throw fault("'\(character)' is missing") }
    place += 1
  }

  /// Nothing but space may follow.
  mutating func end() throws(BeatModelError) {
    skipSpace()
    guard place >= bytes.count else { throw fault("something follows the model's end") }
  }

  func fault(_ what: String) -> BeatModelError { .malformed(what: what, byte: place) }

  /// Goes through an object's members: `body` must take each value.
  mutating func object(
    _ body: (inout JSONCursor, String) throws(BeatModelError) -> Void
  ) throws(BeatModelError) {
    try take("{")
    if peek() == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      let key = try string()
      try take(":")
      try body(&self, key)
      guard peek() == UInt8(ascii: ",") else { break }
      place += 1
    }
    try take("}")
  }

  /// Goes through an array's elements: `body` must take each.
  mutating func array(_ body: (inout JSONCursor) throws(BeatModelError) -> Void) throws(BeatModelError) {
    try take("[")
    if peek() == UInt8(ascii: "]") {
      place += 1
      return
    }
    while true {
      try body(&self)
      guard peek() == UInt8(ascii: ",") else { break }
      place += 1
    }
    try take("]")
  }

  mutating func string() throws(BeatModelError) -> String {
    try take("\"")
    let first = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < bytes.count else { throw fault("a text does not end") }
    defer { place += 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<place]), as: UTF8.self)
  }

  mutating func strings() throws(BeatModelError) -> [String] {
    var all: [String] = []
    try array { (cursor) throws(BeatModelError) in all.append(try cursor.string()) }
    return all
  }

  mutating func numbers() throws(BeatModelError) -> [Double] {
    var all: [Double] = []
    try array { (cursor) throws(BeatModelError) in all.append(try cursor.number()) }
    return all
  }

  /// A number; a boolean counts as 0 or 1.
  mutating func number() throws(BeatModelError) -> Double {
    let first = peek()
    if first == UInt8(ascii: "t") || first == UInt8(ascii: "f") {
      place += first == UInt8(ascii: "t") ? 4 : 5
      return first == UInt8(ascii: "t") ? 1 : 0
    }
    var isNegative = false
    if first == UInt8(ascii: "-") {
      isNegative = true
      place += 1
    }
    var mantissa: UInt64 = 0
    var exponent = 0
    var digits = 0
    var isFraction = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if (48...57).contains(byte) {
        digits += 1
        if mantissa < 1_000_000_000_000_000 {
          mantissa = 10 * mantissa + UInt64(byte - 48)
          if isFraction { exponent -= 1 }
        } else if !isFraction {
          exponent += 1
        }
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { throw fault("a number is missing") }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      exponent += try power()
    }
    let size = Self.scaled(Double(mantissa), exponent)
    return isNegative ? -size : size
  }

  private mutating func power() throws(BeatModelError) -> Int {
    var sign = 1
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
      sign = bytes[place] == UInt8(ascii: "-") ? -1 : 1
      place += 1
    }
    var value = 0
    let first = place
    while place < bytes.count, (48...57).contains(bytes[place]) {
      value = min(10 * value + Int(bytes[place] - 48), 1000)
      place += 1
    }
    guard place > first else { throw fault("an exponent is missing") }
    return sign * value
  }

  /// `value` · 10^`exponent`: exact powers up to 10²², which a double holds.
  private static func scaled(_ value: Double, _ exponent: Int) -> Double {
    var (result, left) = (value, min(abs(exponent), 400))
    while left > 0 {
      let step = min(left, 22)
      var factor = 1.0
      for _ in 0..<step { factor *= 10 }
      result = exponent < 0 ? result / factor : result * factor
      left -= step
    }
    return result
  }

  /// Steps over a value of any kind.
  mutating func skip(depth: Int = 0) throws(BeatModelError) {
    guard depth < Self.deepest else { throw fault("it is nested too deeply") }
    switch peek() {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"):
      try object { (cursor, _) throws(BeatModelError) in try cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "["):
      try array { (cursor) throws(BeatModelError) in try cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "n"): place = min(place + 4, bytes.count)
    default: _ = try number()
    }
  }
}

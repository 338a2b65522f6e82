/// Writes words and figures one after another on a row, without making strings of the figures.
package struct Pen: Sendable {
  package var x: Int
  package var y: Int
  /// The first column that must stay free.
  package var end: Int
  package var style: Style

  package init(_ x: Int, _ y: Int, end: Int, _ style: Style) {
    self.x = x
    self.y = y
    self.end = end
    self.style = style
  }

  package mutating func write(_ text: String, _ style: Style? = nil, on buffer: inout Buffer) {
    x = buffer.text(text, x, y, style ?? self.style, end: end)
  }

  /// Text of any length: what does not fit ends in an ellipsis.
  package mutating func clipped(_ text: String, _ style: Style? = nil, on buffer: inout Buffer) {
    x = buffer.clipped(text, x, y, style ?? self.style, end: end)
  }

  package mutating func skip(_ columns: Int) {
    x += columns
  }

  /// A whole number, right-aligned in `columns` where given; digits grouped by thousands where `grouped`.
  package mutating func write(
    _ value: Int, columns: Int = 0, zeroPadded: Bool = false, grouped: Bool = false, on buffer: inout Buffer
  ) {
    var magnitude = value.magnitude
    var digits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { bytes in
      var count = 0
      var sinceComma = 0
      repeat {
        if grouped, sinceComma == 3 {
          bytes[count] = 0x2C
          count += 1
          sinceComma = 0
        }
        bytes[count] = UInt8(0x30 + magnitude % 10)
        magnitude /= 10
        count += 1
        sinceComma += 1
      } while magnitude > 0
      if value < 0 {
        bytes[count] = 0x2D
        count += 1
      }
      for _ in 0..<max(0, columns - count) { put(zeroPadded ? 0x30 : 0x20, on: &buffer) }
      while count > 0 {
        count -= 1
        put(UInt32(bytes[count]), on: &buffer)
      }
    }
  }

  /// A number with `places` decimals (rounded half away from zero), right-aligned in `columns` where given; what is
  /// not finite or too great to be shown is a dash.
  package mutating func write(_ value: Double, places: Int, columns: Int = 0, on buffer: inout Buffer) {
    guard value.isFinite, abs(value) < 1e12, (0...6).contains(places) else {
      for _ in 0..<max(0, columns - 1) { put(0x20, on: &buffer) }
      put(0x2D, on: &buffer)
      return
    }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded(.toNearestOrAwayFromZero))
    let isNegative = value < 0 && scaled > 0
    let whole = scaled / scale
    var width = places > 0 ? places + 1 : 0
    var rest = whole
    repeat {
      width += 1
      rest /= 10
    } while rest > 0
    for _ in 0..<max(0, columns - width - (isNegative ? 1 : 0)) { put(0x20, on: &buffer) }
    if isNegative { put(0x2D, on: &buffer) }
    write(whole, on: &buffer)
    guard places > 0 else { return }
    put(0x2E, on: &buffer)
    write(scaled % scale, columns: places, zeroPadded: true, on: &buffer)
  }

  /// `m:ss`, or `h:mm:ss` from an hour on; right-aligned in `columns` where given.
  package mutating func write(clock seconds: Int, columns: Int = 0, on buffer: inout Buffer) {
    let seconds = max(0, seconds)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let width = hours > 99 ? 9 : hours > 9 ? 8 : hours > 0 ? 7 : minutes > 9 ? 5 : 4
    for _ in 0..<max(0, columns - width) { put(0x20, on: &buffer) }
    if hours > 0 {
      write(hours, on: &buffer)
      put(0x3A, on: &buffer)
    }
    write(minutes, columns: hours > 0 ? 2 : 0, zeroPadded: true, on: &buffer)
    put(0x3A, on: &buffer)
    write(seconds % 60, columns: 2, zeroPadded: true, on: &buffer)
  }

  private mutating func put(_ scalar: UInt32, on buffer: inout Buffer) {
    if x < end { buffer.put(scalar, x, y, style) }
    x += 1
  }
}

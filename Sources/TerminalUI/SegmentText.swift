/// Big figures with a colon or a point between them: a clock, a decimal number.
extension SegmentDigits {
  /// Cells across digits, `:` and `.`.
  package func width(of text: String) -> Int {
    text.utf8.reduce(0) { $0 + advance($1) } - (text.isEmpty ? 0 : gap)
  }

  /// Paints digits, `:` and `.` from `x` on; anything else leaves a digit's room.
  package func paint(_ text: String, x: Int, y: Int, _ style: Style, on buffer: inout Buffer) {
    var column = x
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        paint(Int(byte - UInt8(ascii: "0")), digits: 1, x: column, y: y, style, on: &buffer)
      case UInt8(ascii: ":"):
        dot(column, y + rows / 3, style, on: &buffer)
        dot(column, y + rows - 1 - rows / 4, style, on: &buffer)
      case UInt8(ascii: "."): dot(column, y + rows - 1, style, on: &buffer)
      default: break
      }
      column += advance(byte)
    }
  }

  private func advance(_ byte: UInt8) -> Int {
    (byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") ? stroke : columns) + gap
  }

  private func dot(_ left: Int, _ row: Int, _ style: Style, on buffer: inout Buffer) {
    for column in 0..<stroke {
      buffer.put(buffer.repertoire == .ascii ? (rows >= 5 ? 0x23 : 0x2E) : 0x2584, left + column, row, style)
    }
  }
}

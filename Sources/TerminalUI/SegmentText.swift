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
        dot(column, y + rows / 4, style, on: &buffer)
        dot(column, y + rows - rows / 4 - dotRows, style, on: &buffer)
      case UInt8(ascii: "."): dot(column, y + rows - dotRows, style, on: &buffer)
      default: break
      }
      column += advance(byte)
    }
  }

  private func advance(_ byte: UInt8) -> Int {
    (byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") ? stroke : columns) + gap
  }

  /// As thick as a stroke that lies.
  private var dotRows: Int { max(1, stroke / 2) }

  private func dot(_ left: Int, _ top: Int, _ style: Style, on buffer: inout Buffer) {
    let full: UInt32 = buffer.repertoire == .ascii ? (rows >= 5 ? 0x23 : 0x2E) : stroke > 1 ? 0x2588 : 0x2584
    for row in 0..<dotRows {
      for column in 0..<stroke { buffer.put(full, left + column, top + row, style) }
    }
  }
}

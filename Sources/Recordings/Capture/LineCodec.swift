/// Lines of text as their templates and the numbers that fill them: what boards send is the same line over and over.
///
/// A line is everything up to and with LF, or the rest. In a template, 0x01 stands for a decimal number without leading
/// zeros (at most 18 digits), 0x12 … 0x1F for one of 2 … 15 digits that begins with a zero, and 0x02 for the four
/// hexadecimal digits of a right CRC-16 of the line so far without its `*` (docs/protocol.md). Text with such bytes in it,
/// or with more than 64 templates, is not coded.
enum LineCodec {
  static let number: UInt8 = 0x01
  static let check: UInt8 = 0x02
  static let padded: ClosedRange<UInt8> = 0x12...0x1F
  static let templateLimit = 64

  /// `nil` where the bytes are no such lines.
  static func encode(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.contains(where: { $0 == number || $0 == check || padded.contains($0) }) else { return nil }
    var templates: [[UInt8]: Int] = [:]
    var order: [[UInt8]] = []
    var sequence: [Int64] = []
    var columns: [[[Int64]]] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let (template, numbers) = tokenise(bytes, start..<end)
      start = end
      let index = templates[template] ?? order.count
      if index == order.count {
        guard order.count < templateLimit else { return nil }
        templates[template] = index
        order.append(template)
        columns.append(Array(repeating: [], count: numbers.count))
      }
      sequence.append(Int64(index))
      for (field, value) in numbers.enumerated() { columns[index][field].append(value) }
    }
    var coded: [UInt8] = []
    coded.appendVarint(UInt64(bytes.count))
    coded.appendVarint(UInt64(order.count))
    for template in order {
      coded.appendVarint(UInt64(template.count))
      coded += template
    }
    coded.appendVarint(UInt64(sequence.count))
    IntegerCodec.encode(sequence, into: &coded)
    for fields in columns { for field in fields { IntegerCodec.encode(field, into: &coded) } }
    return coded
  }

  static func decode(_ cursor: inout ByteCursor) -> [UInt8]? {
    guard let length = cursor.count(atMost: CaptureFormat.payloadLimit), let kinds = cursor.count(atMost: templateLimit)
    else { return nil }
    var templates: [ArraySlice<UInt8>] = []
    for _ in 0..<kinds {
      guard let size = cursor.count(atMost: cursor.remaining), let template = cursor.take(size) else { return nil }
      templates.append(template)
    }
    guard let lines = cursor.count(atMost: length), let sequence = IntegerCodec.decode(lines, from: &cursor) else {
      return nil
    }
    var uses = [Int](repeating: 0, count: kinds)
    for index in sequence {
      guard (0..<Int64(kinds)).contains(index) else { return nil }
      uses[Int(index)] += 1
    }
    var columns: [[[Int64]]] = []
    for (index, template) in templates.enumerated() {
      var fields: [[Int64]] = []
      for _ in 0..<template.count(where: { $0 == number || padded.contains($0) }) {
        guard let column = IntegerCodec.decode(uses[index], from: &cursor) else { return nil }
        fields.append(column)
      }
      columns.append(fields)
    }
    return fill(templates, sequence, columns, length: length)
  }

  private static func fill(
    _ templates: [ArraySlice<UInt8>], _ sequence: [Int64], _ columns: [[[Int64]]], length: Int
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    var used = [Int](repeating: 0, count: templates.count)
    for index in sequence.map({ Int($0) }) {
      let start = bytes.count
      var field = 0
      for byte in templates[index] {
        switch byte {
        case number, padded:
          let value = columns[index][field][used[index]]
          field += 1
          guard value >= 0 else { return nil }
          let digits = Array(String(value).utf8)
          let width = byte == number ? 0 : Int(byte & 15)
          bytes += Array(repeating: UInt8(ascii: "0"), count: max(0, width - digits.count)) + digits
        case check: bytes += digits(CRC16.of(bytes[start..<max(start, bytes.count - 1)]))
        default: bytes.append(byte)
        }
        guard bytes.count <= length else { return nil }
      }
      used[index] += 1
    }
    return bytes.count == length ? bytes : nil
  }

  private static func tokenise(_ bytes: [UInt8], _ line: Range<Int>) -> (template: [UInt8], numbers: [Int64]) {
    var template: [UInt8] = []
    var numbers: [Int64] = []
    var at = line.lowerBound
    while at < line.upperBound {
      if bytes[at] == UInt8(ascii: "*"), at + 4 < line.upperBound,
        Array(bytes[(at + 1)...(at + 4)]) == digits(CRC16.of(bytes[line.lowerBound..<at]))
      {
        template += [bytes[at], check]
        at += 5
        continue
      }
      guard DecimalText.isDigit(bytes[at]) else {
        template.append(bytes[at])
        at += 1
        continue
      }
      let first = at
      var value: Int64 = 0
      while at < line.upperBound, DecimalText.isDigit(bytes[at]), at - first < 18 {
        value = value * 10 + Int64(bytes[at] & 15)
        at += 1
      }
      let width = at - first
      if bytes[first] != UInt8(ascii: "0") || width == 1 {
        template.append(number)
        numbers.append(value)
      } else if width <= 15 {
        template.append(0x10 | UInt8(width))
        numbers.append(value)
      } else {
        template += bytes[first..<at]
      }
    }
    return (template, numbers)
  }

  private static func digits(_ crc: UInt16) -> [UInt8] {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    return [12, 8, 4, 0].map { hexadecimal[Int(crc >> UInt16($0) & 15)] }
  }
}

/// CRC-16/IBM-3740 of the wire protocol (docs/protocol.md): `123456789` gives 29B1.
enum CRC16 {
  private static let table: [UInt16] = (0..<256).map { byte in
    var value = UInt16(byte) << 8
    for _ in 0..<8 { value = value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021 }
    return value
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0xFFFF) { $0 << 8 ^ table[Int(UInt8($0 >> 8) ^ $1)] }
  }
}

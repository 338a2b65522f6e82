/// The messages of a FIT file (Garmin, "Flexible & Interoperable Data Transfer (FIT) Protocol"), one after another: a
/// definition says which fields a local message has and how long each is; its data follow in that layout. What no reader here
/// asks for is passed over by its length: fields of developers, messages and fields of no name, normal and compressed headings.
struct FITMessages {
  /// One message of data.
  struct Message {
    /// Global message number: what the profile gives a name.
    let number: UInt16
    /// `nil` but for a compressed heading: the time's lowest five bits.
    let timeOffset: UInt8?
    fileprivate let fields: [Field]
    fileprivate let isBigEndian: Bool
    fileprivate let bytes: ArraySlice<UInt8>

    /// The numbers of `size` bytes that a field holds, first to last; none where it is not there.
    func values(_ number: UInt8, size: Int) -> [UInt32] {
      var start = bytes.startIndex
      for field in fields {
        let end = start + Int(field.size)
        if field.number == number, Int(field.size) % size == 0 {
          return stride(from: start, to: end, by: size).map { unsigned(bytes[$0..<($0 + size)], isBigEndian) }
        }
        start = end
      }
      return []
    }
  }

  fileprivate struct Field {
    var number: UInt8
    var size: UInt8
  }

  private struct Layout {
    var number: UInt16
    var isBigEndian: Bool
    var fields: [Field]
    /// Bytes of a message, those of developers' fields included.
    var length: Int
  }

  private let path: String
  private let bytes: [UInt8]
  private var at = 0
  /// Where the messages of the file under way end, and its CRC begins.
  private var end = 0
  private var layouts = [Layout?](repeating: nil, count: 16)

  /// `.FIT` at byte 8 of a heading of at least 12 bytes.
  static func isOne(_ bytes: some Collection<UInt8>) -> Bool {
    (bytes.first ?? 0) >= 12 && bytes.dropFirst(8).starts(with: Array(".FIT".utf8))
  }

  init(_ bytes: [UInt8], path: String) throws(RecordingError) {
    self.path = path
    self.bytes = bytes
    try open()
  }

  /// The next message of data, or `nil` at the end. Files set one behind the other are one (the protocol's "chained" files).
  mutating func next() throws(RecordingError) -> Message? {
    while true {
      while at == end {
        at += 2
        guard at < bytes.count else { return nil }
        layouts = layouts.map { _ in nil }
        try open()
      }
      let place = at
      let heading = try take(1)[at - 1]
      if heading & 0x80 != 0 {
        return try message(Int(heading >> 5 & 3), timeOffset: heading & 31, place)
      } else if heading & 0x40 == 0 {
        return try message(Int(heading & 15), timeOffset: nil, place)
      }
      try define(Int(heading & 15), hasDevelopers: heading & 0x20 != 0)
    }
  }

  private mutating func message(_ local: Int, timeOffset: UInt8?, _ place: Int) throws(RecordingError) -> Message {
    guard let layout = layouts[local] else {
      throw malformed(place, "a message comes before its definition")
    }
    return Message(
      number: layout.number, timeOffset: timeOffset, fields: layout.fields, isBigEndian: layout.isBigEndian,
      bytes: try take(layout.length))
  }

  private mutating func define(_ local: Int, hasDevelopers: Bool) throws(RecordingError) {
    let place = at
    let head = Array(try take(5))
    guard head[1] <= 1 else { throw malformed(place + 1, "neither byte order is \(head[1])") }
    var layout = Layout(
      number: UInt16(unsigned(head[2...3], head[1] == 1)), isBigEndian: head[1] == 1, fields: [], length: 0)
    let fields = Array(try take(3 * Int(head[4])))
    for index in stride(from: 0, to: fields.count, by: 3) {
      layout.fields.append(Field(number: fields[index], size: fields[index + 1]))
      layout.length += Int(fields[index + 1])
    }
    if hasDevelopers {
      let count = Int(try take(1)[at - 1])
      let others = Array(try take(3 * count))
      for index in stride(from: 1, to: others.count, by: 3) { layout.length += Int(others[index]) }
    }
    layouts[local] = layout
  }

  /// Reads a file's heading, and holds its check sums to what it holds.
  private mutating func open() throws(RecordingError) {
    let start = at
    guard Self.isOne(bytes[start...]) else { throw malformed(start, "no heading of a FIT file stands there") }
    let heading = Int(bytes[start])
    let length = start + 8 <= bytes.count ? Int(unsigned(bytes[(start + 4)..<(start + 8)], false)) : 0
    end = start + heading + length
    guard end + 2 <= bytes.count else {
      throw RecordingError(
        .truncated, place: "\(path), byte \(bytes.count)",
        what: "ends here, \(end + 2 - bytes.count) bytes before the end that its heading states",
        remedy: "Copy it from the watch again.")
    }
    let stated = UInt16(unsigned(bytes[end..<(end + 2)], false))
    let found = Self.crc(bytes[start..<end])
    guard stated == found else {
      throw malformed(
        end, "its check sum is \(String(found, radix: 16)), \(String(stated, radix: 16)) is stated: it is damaged")
    }
    at = start + heading
  }

  private mutating func take(_ count: Int) throws(RecordingError) -> ArraySlice<UInt8> {
    guard at + count <= end else { throw malformed(at, "a message goes on beyond the end of the messages") }
    defer { at += count }
    return bytes[at..<(at + count)]
  }

  private func malformed(_ place: Int, _ what: String) -> RecordingError {
    RecordingError(
      .malformed, place: "\(path), byte \(place)", what: what,
      remedy: "Copy it from the watch again, or export its intervals as text.")
  }

  /// CRC-16 of polynomial 8005 hexadecimal, both ways reflected, from 0 (the protocol's table of nibbles says the same).
  static func crc(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var crc: UInt16 = 0
    for byte in bytes {
      crc ^= UInt16(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xA001 : crc >> 1 }
    }
    return crc
  }
}

private func unsigned(_ bytes: some BidirectionalCollection<UInt8>, _ isBigEndian: Bool) -> UInt32 {
  func value(_ bytes: some Sequence<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
  return isBigEndian ? value(bytes) : value(bytes.reversed())
}

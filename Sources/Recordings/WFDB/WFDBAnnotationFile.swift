/// The words an MIT-format annotation file is made of: 16 bits, low byte first, six bits of code over ten of data.
enum WFDBAnnotationWord {
  static let codeShift: UInt16 = 10
  static let dataMask: UInt16 = 0x3FF
  /// A 32-bit interval follows, its high half first.
  static let skip: UInt8 = 59
  static let number: UInt8 = 60
  static let subtype: UInt8 = 61
  static let channel: UInt8 = 62
  /// A string of so many bytes follows, padded to an even count.
  static let text: UInt8 = 63
}

/// Annotation files in the MIT format (`.atr`, `.qrs`).
package enum WFDBAnnotationFile {
  /// Larger files are no annotations: 24 h of beats at 200 a minute take 0.6 MB.
  static let byteLimit = 64 << 20

  package static func read(path: String) throws(RecordingError) -> [WFDBAnnotation] {
    try parse(try FileBytes(path: path).contents(limit: byteLimit), path: path)
  }

  /// `path` is for errors only.
  package static func parse(_ bytes: [UInt8], path: String) throws(RecordingError) -> [WFDBAnnotation] {
    var annotations: [WFDBAnnotation] = []
    var at = 0
    var time = 0
    var channel = 0
    var number = 0
    func damaged(_ what: String, at byte: Int) -> RecordingError {
      RecordingError(
        .malformed, place: "\(path), byte \(byte)", what: what,
        remedy: "Copy the annotation file again; only the MIT format is read.")
    }
    func word(at place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    while at + 1 < bytes.count {
      let here = at
      let word0 = word(at: at)
      at += 2
      let code = UInt8(word0 >> WFDBAnnotationWord.codeShift)
      let data = Int(word0 & WFDBAnnotationWord.dataMask)
      switch code {
      case 0:
        if data == 0 { return annotations }
        // Code 0 with an interval moves the time and marks nothing.
        time += data
      case WFDBAnnotationWord.skip:
        guard at + 3 < bytes.count else { throw damaged("the file ends inside a time", at: here) }
        time += Int(Int32(bitPattern: UInt32(word(at: at)) << 16 | UInt32(word(at: at + 2))))
        at += 4
      case WFDBAnnotationWord.text:
        guard at + data <= bytes.count else { throw damaged("the file ends inside a text", at: here) }
        if let last = annotations.indices.last {
          annotations[last].text = String(decoding: bytes[at..<(at + data)].prefix { $0 != 0 }, as: UTF8.self)
        }
        at += data + data % 2
      case WFDBAnnotationWord.subtype:
        if let last = annotations.indices.last { annotations[last].subtype = signed(data) }
      case WFDBAnnotationWord.channel:
        channel = data & 0xFF
        if let last = annotations.indices.last { annotations[last].channel = channel }
      case WFDBAnnotationWord.number:
        number = signed(data)
        if let last = annotations.indices.last { annotations[last].number = number }
      default:
        guard let meaning = WFDBAnnotationCode(rawValue: code) else {
          throw damaged("\(code) is no annotation code", at: here)
        }
        time += data
        annotations.append(WFDBAnnotation(sample: time, code: meaning, channel: channel, number: number))
      }
    }
    throw RecordingError(
      .truncated, place: "\(path), byte \(bytes.count)", what: "the annotations end without their closing mark",
      remedy: "Copy the annotation file again.")
  }

  /// Subtype and number are signed bytes.
  private static func signed(_ data: Int) -> Int { Int(Int8(truncatingIfNeeded: data)) }
}

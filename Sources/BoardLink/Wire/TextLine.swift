internal import ECGCore

/// What all formats without a check sum share.
enum TextLine {
  /// No sketch prints longer ones for a sample.
  static let longest = 120
  /// No converter that a hobby board carries is wider.
  static let largestMagnitude = Double(1 << 24)

  /// A line that is no reading: a lead off, other text, or damage.
  static func withoutReading(_ line: [UInt8], characters: Int) -> WireMessage {
    if let leads = LeadOffSentence.leads(line) {
      return .sample(WireSample(counts: nil, leads: leads, characters: characters))
    }
    return isProse(line) ? .passedOver : .damaged
  }

  /// Whether a line is `!` alone. The sketches ask both comparators and do not say which.
  static func isExclamation(_ line: [UInt8]) -> Bool {
    line.first == UInt8(ascii: "!") && line.dropFirst().allSatisfy { $0 == 0x20 }
  }

  /// Passes over a comma, semicolon, tab or spaces between two fields; one that stands behind the last field is passed over
  /// too, and parts nothing.
  static func separator(_ cursor: inout FieldCursor) -> Bool {
    let before = cursor.index
    cursor.skipSpaces()
    if cursor.take(UInt8(ascii: ",")) || cursor.take(UInt8(ascii: ";")) {
      cursor.skipSpaces()
      return !cursor.isAtEnd
    }
    return cursor.index > before && !cursor.isAtEnd
  }

  /// Passes over what may stand behind the only field.
  static func skipTail(_ cursor: inout FieldCursor) {
    if !separator(&cursor) { cursor.skipSpaces() }
  }
}

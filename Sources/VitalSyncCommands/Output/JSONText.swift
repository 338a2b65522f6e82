import FoundationEssentials

/// JSON as this program writes it: keys sorted, so that the same content is the same bytes.
enum JSONText {
  /// Version of every JSON output; a key that changes its meaning or goes away raises it.
  static let schemaVersion = 1

  /// One object on one line, with its line feed.
  static func line(_ value: some Encodable) throws(CommandFailure) -> [UInt8] {
    try bytes(value, pretty: false)
  }

  /// One object for a file or a reader's eye, with a line feed at the end.
  static func document(_ value: some Encodable) throws(CommandFailure) -> [UInt8] {
    try bytes(value, pretty: true)
  }

  private static func bytes(_ value: some Encodable, pretty: Bool) throws(CommandFailure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      throw CommandFailure(.failure, "JSON output failed: \(error). This is a defect: please report it.")
    }
  }
}

extension Double {
  /// Rounded to `places` decimals, so that JSON shows no digits that mean nothing.
  func rounded(places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}

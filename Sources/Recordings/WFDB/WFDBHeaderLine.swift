/// One line of a header, with its number for errors.
struct WFDBHeaderLine {
  let number: Int
  let path: String
  let text: String
  let fields: [String]

  init(_ bytes: ArraySlice<UInt8>, number: Int, path: String) {
    self.number = number
    self.path = path
    text = String(decoding: bytes, as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
    fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
  }

  var isBlank: Bool { fields.isEmpty }

  /// What follows `#`.
  var comment: String? {
    guard let first = fields.first, first.hasPrefix("#") else { return nil }
    return String(text.drop { $0 == " " || $0 == "\t" }.dropFirst())
  }

  /// The line's end from field `count` on, its inner spaces kept.
  func rest(after count: Int) -> String {
    var rest = text[...]
    for _ in 0..<count {
      rest = rest.drop { $0 == " " || $0 == "\t" }.drop { $0 != " " && $0 != "\t" }
    }
    rest = rest.drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }

  func malformed(_ what: String, remedy: String = "Correct the header or copy the record again.") -> RecordingError {
    RecordingError(.malformed, place: "\(path), line \(number)", what: what, remedy: remedy)
  }

  /// A number and what stands in brackets behind it: `200(1024)`.
  func bracketed(_ text: Substring) throws(RecordingError) -> (Substring, Substring?) {
    guard let open = text.firstIndex(of: "(") else { return (text, nil) }
    guard text.hasSuffix(")") else { throw malformed("\"\(text)\" opens a bracket and does not close it") }
    return (text[..<open], text[text.index(after: open)...].dropLast())
  }

  func finite(_ text: some StringProtocol, name: String) throws(RecordingError) -> Double {
    let bytes = Array(text.utf8)
    guard let value = DecimalText.parse(bytes, bytes.indices) else {
      throw malformed("\"\(text)\" is no \(name)")
    }
    return value
  }

  func positive(_ text: some StringProtocol, name: String) throws(RecordingError) -> Double {
    let value = try finite(text, name: name)
    guard value > 0 else { throw malformed("a \(name) of \(text) is impossible") }
    return value
  }

  func integer(
    _ text: some StringProtocol, name: String, within range: ClosedRange<Int> = Int(Int32.min)...Int(Int32.max)
  ) throws(RecordingError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw malformed("\"\(text)\" is no plausible \(name)")
    }
    return value
  }
}

/// Something noted at a time of a recording: a beat, a rhythm, a mark, a remark.
package struct SignalAnnotation: Hashable, Sendable {
  /// From the grid's first frame.
  package var seconds: Double
  /// How long it lasts, where that is said.
  package var duration: Double?
  package var code: WFDBAnnotationCode
  package var subtype: Int
  package var channel: Int
  package var number: Int
  package var text: String

  package init(
    seconds: Double, duration: Double? = nil, code: WFDBAnnotationCode = .note, subtype: Int = 0, channel: Int = 0,
    number: Int = 0, text: String = ""
  ) {
    self.seconds = seconds
    self.duration = duration
    self.code = code
    self.subtype = subtype
    self.channel = channel
    self.number = number
    self.text = text
  }

  /// As formats write it that know texts only: a note as it stands, anything else behind what it is: `beat V`,
  /// `annotation + (AFIB`. What is not zero of subtype, channel and number stands in brackets.
  package var words: String {
    var head: [String] = []
    let isPlain = code == .note && subtype == 0 && channel == 0 && number == 0
    if !isPlain {
      head.append(code.beatLabel == nil ? "annotation" : "beat")
      // Two mnemonics are signs that tables use.
      head.append(code.symbol.flatMap { "\"|".contains($0) ? nil : String($0) } ?? "#\(code.rawValue)")
      if subtype != 0 || channel != 0 || number != 0 { head.append("[\(subtype) \(channel) \(number)]") }
    }
    if !text.isEmpty { head.append(text) }
    return head.joined(separator: " ")
  }

  /// Reads what `words` wrote; any other text is a note.
  package init(words: String, seconds: Double, duration: Double? = nil) {
    self.init(seconds: seconds, duration: duration, text: words)
    let parts = words.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0] == "beat" || parts[0] == "annotation", let code = Self.code(parts[1]) else {
      return
    }
    guard (code.beatLabel != nil) == (parts[0] == "beat") else { return }
    self.code = code
    var rest = parts.count > 2 ? parts[2] : ""
    if rest.first == "[", let close = rest.firstIndex(of: "]") {
      let figures = rest[rest.index(after: rest.startIndex)..<close].split(separator: " ").compactMap { Int($0) }
      if figures.count == 3 {
        (subtype, channel, number) = (figures[0], figures[1], figures[2])
        rest = rest[rest.index(after: close)...]
        if rest.first == " " { rest = rest.dropFirst() }
      }
    }
    text = String(rest)
  }

  private static func code(_ text: Substring) -> WFDBAnnotationCode? {
    if text.count == 1, let symbol = text.first { return WFDBAnnotationCode(symbol: symbol) }
    guard text.first == "#" else { return nil }
    return UInt8(text.dropFirst()).flatMap { WFDBAnnotationCode(rawValue: $0) }
  }
}

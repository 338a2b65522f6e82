/// HTML as it grows, front to back. Words are escaped; only what this program wrote itself goes in raw.
struct Markup {
  private(set) var text = ""

  mutating func raw(_ html: String) {
    text += html
  }

  mutating func words(_ words: String) {
    text += Self.escaped(words)
  }

  /// `<name attributes>…</name>`; attribute values are escaped.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ body: (inout Markup) -> Void
  ) {
    open(name, attributes)
    body(&self)
    text += "</\(name)>"
  }

  mutating func element(_ name: String, _ words: String) {
    element(name) { $0.words(words) }
  }

  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ words: String) {
    element(name, attributes) { $0.words(words) }
  }

  /// An element of SVG without content.
  mutating func shape(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    open(name, attributes, end: "/>")
  }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String = ">") {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    text += end
  }

  /// Safe between tags and in quoted attributes. Control characters, which no HTML may hold, show as U+FFFD.
  static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// The part of TOML 1.0 that a settings file of ours needs: tables, bare keys, and values that are one string, number or truth
/// value, a line each. What TOML allows beyond that is refused, by line, and never misread. Why no TOML package:
/// docs/decisions/0007-settings-in-a-small-part-of-toml.md.
struct SettingsText {
  enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    case truth(Bool)
  }

  struct Entry: Hashable, Sendable {
    /// Empty above the first table.
    var table: String
    var key: String
    var value: Value
    var line: Int
  }

  struct Fault: Error, Hashable, Sendable {
    var line: Int
    var what: String
  }

  private(set) var entries: [Entry] = []

  init(_ text: String) throws(Fault) {
    var table = ""
    var tables: Set<String> = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let number = index + 1
      let rest = Self.trimmed(line)
      guard let first = rest.first, first != "#" else { continue }
      if first == "[" {
        table = try Self.tableName(rest, number)
        guard tables.insert(table).inserted else { throw Fault(line: number, what: "[\(table)] stands there twice") }
        continue
      }
      guard let equals = rest.firstIndex(of: "=") else {
        throw Fault(line: number, what: "'\(rest)' is no setting: key = value")
      }
      let key = String(Self.trimmed(rest[..<equals]))
      guard Self.isBareKey(key) else { throw Fault(line: number, what: "'\(key)' is no key: letters, digits, - and _") }
      if entries.contains(where: { $0.table == table && $0.key == key }) {
        throw Fault(line: number, what: "'\(key)' stands there twice")
      }
      let value = try Self.value(Self.trimmed(rest[rest.index(after: equals)...]), number)
      entries.append(Entry(table: table, key: key, value: value, line: number))
    }
  }

  private static func tableName(_ text: Substring, _ line: Int) throws(Fault) -> String {
    let inside = trimmed(withoutComment(text)).dropFirst()
    guard inside.last == "]" else { throw Fault(line: line, what: "'\(text)' is no table: [name]") }
    let name = String(trimmed(inside.dropLast()))
    guard isBareKey(name) else { throw Fault(line: line, what: "'\(text)' is no table: [name]") }
    return name
  }

  private static func value(_ text: Substring, _ line: Int) throws(Fault) -> Value {
    if let quote = text.first, quote == "\"" || quote == "'" {
      let inside = text.dropFirst()
      guard let end = inside.firstIndex(of: quote) else { throw Fault(line: line, what: "the string has no end") }
      let content = inside[..<end]
      let after = trimmed(inside[inside.index(after: end)...])
      guard after.isEmpty || after.first == "#" else {
        throw Fault(line: line, what: "'\(after)' stands after the string")
      }
      if quote == "\"", content.contains("\\") {
        throw Fault(line: line, what: "a string with \\ is not understood here")
      }
      return .text(String(content))
    }
    let bare = trimmed(withoutComment(text))
    switch bare {
    case "": throw Fault(line: line, what: "there is no value after =")
    case "true": return .truth(true)
    case "false": return .truth(false)
    default:
      guard let number = number(bare) else {
        throw Fault(line: line, what: "'\(bare)' is no value: a number, true, false, or a string in quotes")
      }
      return .number(number)
    }
  }

  /// TOML's decimal numbers: a sign, digits (no leading zero), a fraction; no exponent, no underscore.
  private static func number(_ text: Substring) -> Double? {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    let allDigits = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } }
    guard parts.count <= 2, allDigits, let whole = parts.first, whole == "0" || whole.first != "0" else { return nil }
    return Double(text)
  }

  private static func isBareKey(_ key: String) -> Bool {
    !key.isEmpty && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  private static func withoutComment(_ text: Substring) -> Substring {
    text.firstIndex(of: "#").map { text[..<$0] } ?? text
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// The column of annotations in tables of our own: what is noted at a row, several things apart by " | ".
enum CSVNotes {
  static let column = "annotation"
  private static let separator = " | "

  /// In curly brackets behind a text: how long it lasts, `{2.5 s}`, and when it was where that is not the row's time,
  /// `{@12.25}`.
  static func cell(_ annotations: [SignalAnnotation], rowSeconds: Double, reach: Double) -> String {
    let text = annotations.map { annotation in
      var words = annotation.words.isEmpty ? "mark" : annotation.words
      if let duration = annotation.duration, duration > 0 {
        words += " {\(DecimalText.short(duration, decimals: 6)) s}"
      }
      if abs(annotation.seconds - rowSeconds) > reach {
        words += " {@\(DecimalText.short(annotation.seconds, decimals: 6))}"
      }
      return words.replacing("|", with: "/")
    }.joined(separator: separator)
    let plain = text.map { $0.isNewline || $0 == "\0" ? " " : $0 == "\"" ? "'" : $0 }
    return "\"\(String(plain))\""
  }

  static func annotations(_ cell: String, seconds: Double) -> [SignalAnnotation] {
    cell.split(separator: separator).map { part in
      var words = part[...]
      let moment = figure(&words, "{@", "}")
      let duration = figure(&words, "{", " s}")
      return SignalAnnotation(words: String(words), seconds: moment ?? seconds, duration: duration)
    }
  }

  /// Takes a figure in brackets off the end.
  private static func figure(_ words: inout Substring, _ opening: String, _ closing: String) -> Double? {
    guard words.hasSuffix(closing), let open = words.lastIndex(of: "{"), open > words.startIndex,
      words[open...].hasPrefix(opening)
    else { return nil }
    let digits = Array(words[open...].dropFirst(opening.count).dropLast(closing.count).utf8)
    guard let value = DecimalText.parse(digits, digits.indices) else { return nil }
    words = words[..<words.index(before: open)]
    return value
  }
}

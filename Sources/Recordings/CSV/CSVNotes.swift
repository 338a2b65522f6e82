/// The column of annotations in tables of our own: what is noted at a row, several things apart by " | ".
enum CSVNotes {
  static let column = "annotation"
  private static let separator = " | "

  static func cell(_ annotations: [SignalAnnotation]) -> String {
    let text = annotations.map { annotation in
      var words = annotation.words.isEmpty ? "mark" : annotation.words
      if let duration = annotation.duration, duration > 0 {
        words += " {\(DecimalText.short(duration, decimals: 6)) s}"
      }
      return words.replacing("|", with: "/")
    }.joined(separator: separator)
    let plain = text.map { $0.isNewline || $0 == "\0" ? " " : $0 == "\"" ? "'" : $0 }
    return "\"\(String(plain))\""
  }

  static func annotations(_ cell: String, seconds: Double) -> [SignalAnnotation] {
    cell.split(separator: separator).map { part in
      var words = part[...]
      var duration: Double?
      if words.hasSuffix(" s}"), let open = words.lastIndex(of: "{"), open > words.startIndex {
        let figure = Array(words[words.index(after: open)...].dropLast(3).utf8)
        duration = DecimalText.parse(figure, figure.indices)
        if duration != nil { words = words[..<words.index(before: open)] }
      }
      return SignalAnnotation(words: String(words), seconds: seconds, duration: duration)
    }
  }
}

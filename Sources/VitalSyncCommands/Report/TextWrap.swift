/// Breaks text at blanks so that no line is longer than `columns`, but for words that are.
enum TextWrap {
  static func lines(_ text: String, columns: Int, indent: String, hanging: String) -> [String] {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = hanging
        isEmpty = true
      }
      if !isEmpty { line += " " }
      line += word
      isEmpty = false
    }
    return lines + [line]
  }
}

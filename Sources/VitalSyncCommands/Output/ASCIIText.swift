import TerminalUI

/// Words for terminals that show seven bits only.
enum ASCIIText {
  static func of(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(
        scalar == "\n" ? scalar : Unicode.Scalar(Repertoire.ascii(for: scalar.value)) ?? "?")
    }
    return result
  }
}

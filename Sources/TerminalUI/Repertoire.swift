/// Which characters a terminal can show.
package enum Repertoire: Hashable, Sendable, CaseIterable {
  /// 7-bit characters only.
  case ascii
  /// Box-drawing and block elements, but no braille: the Linux console's own font.
  case blocks
  /// All of it, braille dots too.
  case unicode

  /// POSIX's order: `LC_ALL`, else `LC_CTYPE`, else `LANG`; the first that is set and not empty decides.
  package init(environment: (String) -> String?) {
    let term = environment("TERM") ?? ""
    guard term != "dumb", !term.hasPrefix("vt1"), !term.hasPrefix("vt2") else {
      self = .ascii
      return
    }
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let folded = value.lowercased()
      guard folded.contains("utf-8") || folded.contains("utf8") else {
        self = .ascii
        return
      }
      self = term == "linux" ? .blocks : .unicode
      return
    }
    self = .ascii
  }

  /// The seven-bit stand-in for a character of the texts an instrument shows.
  package static func ascii(for scalar: UInt32) -> UInt32 {
    let stand: UInt8 =
      switch scalar {
      case 0x00A0: UInt8(ascii: " ")
      case 0x00B7, 0x2022, 0x2026: UInt8(ascii: ".")
      case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0x2504, 0x2550: UInt8(ascii: "-")
      case 0x2502, 0x2503, 0x250A: UInt8(ascii: "|")
      case 0x2018, 0x2019: UInt8(ascii: "'")
      case 0x201C, 0x201D: UInt8(ascii: "\"")
      case 0x00D7: UInt8(ascii: "x")
      case 0x2264: UInt8(ascii: "<")
      case 0x2265: UInt8(ascii: ">")
      case 0x00B1: UInt8(ascii: "~")
      case 0x00B5, 0x03BC: UInt8(ascii: "u")
      case 0x03B1: UInt8(ascii: "a")
      case 0x0394: UInt8(ascii: "d")
      case 0x03BB: UInt8(ascii: "l")
      case 0x00E9: UInt8(ascii: "e")
      case 0x00B2: UInt8(ascii: "2")
      default: UInt8(ascii: "?")
      }
    return scalar < 0x7F ? scalar : UInt32(stand)
  }
}

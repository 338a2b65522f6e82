/// The shortest SGR sequence (ECMA-48 8.3.117) that leads from the style a terminal has to the one a cell wants.
struct StyleEncoder {
  let depth: ColorDepth
  /// What the terminal draws with now; `nil` where that is not known.
  private var current: Style?

  init(depth: ColorDepth) {
    self.depth = depth
  }

  mutating func forget() {
    current = nil
  }

  /// Two styles that look the same at this depth.
  func looksSame(_ a: Style, _ b: Style) -> Bool {
    a == b
      || a.attributes == b.attributes
        && code(a.foreground) == code(b.foreground) && code(a.background) == code(b.background)
  }

  func isCurrent(_ style: Style) -> Bool {
    guard let current else { return false }
    return looksSame(style, current)
  }

  mutating func change(to style: Style, into bytes: inout [UInt8]) {
    guard !isCurrent(style) else { return }
    bytes.append(0x1B)
    bytes.append(0x5B)
    var first = true
    func separate() {
      if !first { bytes.append(0x3B) }
      first = false
    }
    // Bold and dim share their off code, and a fresh start is as short: any attribute that must go resets all.
    let mustReset = current.map { !$0.attributes.subtracting(style.attributes).isEmpty } ?? true
    if mustReset {
      separate()
      bytes.append(0x30)
    }
    let base = mustReset ? Style.plain : current ?? .plain
    for (attribute, code) in Self.attributeCodes
    where style.attributes.contains(attribute) && !base.attributes.contains(attribute) {
      separate()
      bytes.append(code)
    }
    if code(style.foreground) != code(base.foreground) {
      separate()
      append(style.foreground, plain: 30, into: &bytes)
    }
    if code(style.background) != code(base.background) {
      separate()
      append(style.background, plain: 40, into: &bytes)
    }
    bytes.append(0x6D)
    current = style
  }

  private static let attributeCodes: [(Style.Attributes, UInt8)] = [
    (.bold, 0x31), (.dim, 0x32), (.underline, 0x34), (.reverse, 0x37),
  ]

  /// What is left of a colour at this depth; −1 is the terminal's own.
  private func code(_ color: Color) -> Int {
    guard !color.isTerminal else { return -1 }
    switch depth {
    case .none: return -1
    case .sixteen: return color.ansi
    case .indexed: return color.indexed
    case .full: return Int(color.bits & 0xFF_FFFF)
    }
  }

  private func append(_ color: Color, plain: Int, into bytes: inout [UInt8]) {
    let code = code(color)
    guard code >= 0 else {
      bytes.append(decimal: plain + 9)
      return
    }
    switch depth {
    case .none: break
    case .sixteen: bytes.append(decimal: code < 8 ? plain + code : plain + 52 + code)
    case .indexed:
      bytes.append(decimal: plain + 8)
      bytes.append(contentsOf: [0x3B, 0x35, 0x3B])
      bytes.append(decimal: code)
    case .full:
      bytes.append(decimal: plain + 8)
      bytes.append(contentsOf: [0x3B, 0x32, 0x3B])
      bytes.append(decimal: color.red)
      bytes.append(0x3B)
      bytes.append(decimal: color.green)
      bytes.append(0x3B)
      bytes.append(decimal: color.blue)
    }
  }
}

extension [UInt8] {
  mutating func append(decimal value: Int) {
    if value >= 10 { append(decimal: value / 10) }
    append(UInt8(0x30 + value % 10))
  }

  mutating func append(scalar value: UInt32) {
    switch value {
    case 0..<0x80: append(UInt8(value))
    case 0x80..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(UInt8(0x80 | value & 0x3F))
    case 0x800..<0x10000:
      append(UInt8(0xE0 | value >> 12))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    default:
      append(UInt8(0xF0 | value >> 18 & 0x07))
      append(UInt8(0x80 | value >> 12 & 0x3F))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    }
  }
}

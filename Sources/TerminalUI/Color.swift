/// A colour: what it should be in full colour, and which of the sixteen stands for it where there are only sixteen.
package struct Color: Hashable, Sendable {
  /// Bits 0–23: red, green, blue. Bits 24–27: index among the sixteen. Bit 31: the terminal's own colour.
  package let bits: UInt32

  /// - Parameters:
  ///   - rgb: `0xRRGGBB`.
  ///   - ansi: 0–7 the plain eight, 8–15 their bright forms.
  package init(_ rgb: UInt32, ansi: UInt32) {
    bits = rgb & 0xFF_FFFF | (ansi & 0xF) << 24
  }

  private init(bits: UInt32) {
    self.bits = bits
  }

  /// Whatever the terminal draws with by itself.
  package static let terminal = Color(bits: 1 << 31)

  package var isTerminal: Bool { bits >> 31 != 0 }
  package var red: Int { Int(bits >> 16 & 0xFF) }
  package var green: Int { Int(bits >> 8 & 0xFF) }
  package var blue: Int { Int(bits & 0xFF) }
  package var ansi: Int { Int(bits >> 24 & 0xF) }

  /// The nearest of xterm's 256: the 6×6×6 cube (16–231) or the grey ramp (232–255).
  package var indexed: Int {
    func level(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
    func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
      (r - red) * (r - red) + (g - green) * (g - green) + (b - blue) * (b - blue)
    }
    func shade(_ level: Int) -> Int { level == 0 ? 0 : 55 + 40 * level }
    let (r, g, b) = (level(red), level(green), level(blue))
    let grey = max(0, min(23, ((red + green + blue) / 3 - 3) / 10))
    let greyShade = 8 + 10 * grey
    let cubeIsNearer =
      distance(shade(r), shade(g), shade(b)) <= distance(greyShade, greyShade, greyShade)
    return cubeIsNearer ? 16 + 36 * r + 6 * g + b : 232 + grey
  }
}

import Testing

@testable import TerminalUI

@Suite struct EnvironmentTests {
  @Test(
    "Colours by the environment",
    arguments: [
      (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .full),
      (["TERM": "xterm-256color", "COLORTERM": "24bit"], .full),
      (["TERM": "xterm-256color"], .indexed), (["TERM": "tmux-256color"], .indexed), (["TERM": "xterm-direct"], .full),
      (["TERM": "xterm"], .sixteen), (["TERM": "linux"], .sixteen), (["TERM": "vt100"], .none),
      (["TERM": "dumb"], .none),
      ([:], .none), (["TERM": "xterm", "NO_COLOR": "1", "COLORTERM": "truecolor"], .none),
      (["TERM": "xterm", "NO_COLOR": ""], .sixteen),
    ] as [([String: String], ColorDepth)])
  func colours(environment: [String: String], depth: ColorDepth) {
    #expect(ColorDepth { environment[$0] } == depth)
  }

  @Test(
    "Characters by the locale",
    arguments: [
      (["LANG": "en_US.UTF-8", "TERM": "xterm"], .unicode), (["LANG": "C.utf8", "TERM": "xterm"], .unicode),
      (["LANG": "en_US.UTF-8", "LC_ALL": "C", "TERM": "xterm"], .ascii),
      (["LANG": "C", "LC_CTYPE": "de_DE.UTF-8", "TERM": "xterm"], .unicode),
      (["LANG": "C.UTF-8", "LC_CTYPE": "", "LC_ALL": "", "TERM": "xterm"], .unicode),
      (["LC_ALL": "POSIX", "LC_CTYPE": "C.UTF-8", "TERM": "xterm"], .ascii), (["TERM": "xterm"], .ascii),
      (["LANG": "en_US.UTF-8", "TERM": "linux"], .blocks), (["LANG": "en_US.UTF-8", "TERM": "dumb"], .ascii),
      (["LANG": "de_DE.ISO-8859-1", "TERM": "xterm"], .ascii),
    ] as [([String: String], Repertoire)])
  func characters(environment: [String: String], repertoire: Repertoire) {
    #expect(Repertoire { environment[$0] } == repertoire)
  }

  @Test("The nearest of the 256, against a search of them all", arguments: [UInt64](1...4))
  func nearest(seed: UInt64) {
    let levels = [0, 95, 135, 175, 215, 255]
    var palette: [Int: (Int, Int, Int)] = [:]
    for i in 0..<216 { palette[16 + i] = (levels[i / 36], levels[i / 6 % 6], levels[i % 6]) }
    for i in 0..<24 { palette[232 + i] = (8 + 10 * i, 8 + 10 * i, 8 + 10 * i) }
    var generator = SeededGenerator(state: seed)
    for _ in 0..<300 {
      let color = Color(UInt32.random(in: 0...0xFFFFFF, using: &generator), ansi: 0)
      func distance(_ c: (Int, Int, Int)) -> Int {
        let (r, g, b) = (c.0 - color.red, c.1 - color.green, c.2 - color.blue)
        return r * r + g * g + b * b
      }
      let best = palette.values.map(distance).min()
      #expect(palette[color.indexed].map(distance) == best, "0x\(String(color.bits, radix: 16))")
    }
  }
}

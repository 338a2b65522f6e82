import Testing

@testable import TerminalUI

@Suite struct ScreenTests {
  /// What a buffer should look like on a terminal of some depth.
  static func expected(_ buffer: Buffer, _ depth: ColorDepth) -> [[ReferenceTerminal.Cell]] {
    func name(_ color: Color) -> String? {
      guard !color.isTerminal else { return nil }
      switch depth {
      case .none: return nil
      case .sixteen: return "\(color.ansi)"
      case .indexed: return "\(color.indexed)@5"
      case .full: return "\(color.red),\(color.green),\(color.blue)@2"
      }
    }
    return (0..<buffer.height).map { y in
      (0..<buffer.width).map { x in
        let cell = buffer[x, y]
        var style: [String] = []
        if let bg = name(cell.style.background) { style.append("bg=\(bg)") }
        if cell.style.attributes.contains(.bold) { style.append("bold=1") }
        if cell.style.attributes.contains(.dim) { style.append("dim=1") }
        if let fg = name(cell.style.foreground) { style.append("fg=\(fg)") }
        if cell.style.attributes.contains(.reverse) { style.append("reverse=1") }
        if cell.style.attributes.contains(.underline) { style.append("underline=1") }
        let text =
          cell.scalar == Cell.tail ? "" : String(Character(Unicode.Scalar(cell.scalar) ?? "?"))
        return ReferenceTerminal.Cell(text: text, style: style)
      }
    }
  }

  /// The first cell that differs, in words; whole screens are too long to be read in a failure.
  static func difference(_ shown: [[ReferenceTerminal.Cell]], _ expected: [[ReferenceTerminal.Cell]]) -> String? {
    for (y, rows) in zip(shown, expected).enumerated() {
      for (x, cells) in zip(rows.0, rows.1).enumerated() where cells.0 != cells.1 {
        return "cell \(x),\(y) shows \(cells.0), should show \(cells.1)"
      }
    }
    return shown.count == expected.count ? nil : "\(shown.count) rows, should be \(expected.count)"
  }

  @Test(
    "Whatever a frame changes, the terminal shows the buffer",
    arguments: [UInt64](1...40), ColorDepth.allCases)
  func shows(seed: UInt64, depth: ColorDepth) {
    var generator = SeededGenerator(state: seed)
    let width = Int.random(in: 1...60, using: &generator)
    let height = Int.random(in: 1...20, using: &generator)
    var buffer = Buffer(width: width, height: height)
    var screen = Screen(depth: depth)
    var terminal = ReferenceTerminal(width: width, height: height)
    for _ in 0..<8 {
      RandomBuffers.scribble(&buffer, share: Double.random(in: 0...1, using: &generator), &generator)
      var bytes: [UInt8] = []
      screen.frame(buffer, into: &bytes)
      terminal.feed(bytes)
      // Plain values: an expectation that fails describes all it was made of.
      let (faults, isUpdating) = (terminal.faults, terminal.isUpdating)
      #expect(faults == [], "seed \(seed)")
      let difference = Self.difference(terminal.rows, Self.expected(buffer, depth))
      #expect(difference == nil, "seed \(seed)")
      #expect(!isUpdating)
      guard faults.isEmpty, difference == nil else { return }
    }
  }

  @Test func aFrameThatChangesNothingSendsNothing() {
    var generator = SeededGenerator(state: 7)
    var buffer = Buffer(width: 40, height: 10)
    RandomBuffers.scribble(&buffer, share: 0.8, &generator)
    var screen = Screen(depth: .full)
    var bytes: [UInt8] = []
    screen.frame(buffer, into: &bytes)
    #expect(!bytes.isEmpty)
    bytes = []
    screen.frame(buffer, into: &bytes)
    #expect(bytes.isEmpty)
  }

  @Test func oneChangedCellIsOneMotionAndOneCharacter() {
    var buffer = Buffer(width: 40, height: 10)
    var screen = Screen(depth: .full)
    var bytes: [UInt8] = []
    screen.frame(buffer, into: &bytes)
    bytes = []
    buffer.text("x", 4, 2, .plain)
    screen.frame(buffer, into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}[?2026h\u{1B}[3;5Hx\u{1B}[?2026l")
  }

  @Test func coloursThatLookTheSameAreNotSentAgain() {
    var buffer = Buffer(width: 4, height: 1)
    var screen = Screen(depth: .none)
    var bytes: [UInt8] = []
    buffer.text("abcd", 0, 0, Style(Color(0xFF0000, ansi: 1)))
    screen.frame(buffer, into: &bytes)
    #expect(!bytes.isEmpty)
    bytes = []
    buffer.text("abcd", 0, 0, Style(Color(0x00FF00, ansi: 2)))
    screen.frame(buffer, into: &bytes)
    #expect(bytes.isEmpty)
  }

  @Test func afterInvalidationEverythingIsPainted() {
    var buffer = Buffer(width: 6, height: 2)
    buffer.text("hello", 0, 1, .plain)
    var screen = Screen(depth: .full)
    var bytes: [UInt8] = []
    screen.frame(buffer, into: &bytes)
    screen.invalidate()
    bytes = []
    screen.frame(buffer, into: &bytes)
    var fresh = ReferenceTerminal(width: 6, height: 2)
    fresh.feed(bytes)
    let difference = Self.difference(fresh.rows, Self.expected(buffer, .full))
    #expect(difference == nil)
  }
}

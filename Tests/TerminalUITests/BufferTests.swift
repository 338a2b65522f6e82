import Testing

@testable import TerminalUI

@Suite struct BufferTests {
  static func row(_ buffer: Buffer, _ y: Int) -> String {
    var text = ""
    for x in 0..<buffer.width where buffer[x, y].scalar != Cell.tail {
      text.unicodeScalars.append(Unicode.Scalar(buffer[x, y].scalar) ?? "?")
    }
    return text
  }

  @Test func textIsClippedOnAllSides() {
    var buffer = Buffer(width: 5, height: 2)
    #expect(buffer.text("abcdefgh", 2, 0, .plain) == 5)
    buffer.text("xyz", -2, 1, .plain)
    buffer.text("no", 0, 2, .plain)
    buffer.text("no", 0, -1, .plain)
    #expect(Self.row(buffer, 0) == "  abc")
    #expect(Self.row(buffer, 1) == "z    ")
  }

  @Test func wideCharactersAreWholeOrAbsent() {
    var buffer = Buffer(width: 5, height: 1)
    #expect(buffer.text("心電図", 0, 0, .plain) == 5)
    #expect(Self.row(buffer, 0) == "心電 ")
    buffer.text("x", 1, 0, .plain)
    #expect(Self.row(buffer, 0) == " x電 ")
    buffer.text("y", 2, 0, .plain)
    #expect(Self.row(buffer, 0) == " xy  ")
  }

  @Test(
    "A device's name cannot steer the terminal", arguments: ["a\u{1B}[2Jb", "a\nb", "a\u{9B}b", "a\u{202E}b\u{200B}"])
  func controls(text: String) {
    var buffer = Buffer(width: 12, height: 1)
    buffer.text(text, 0, 0, .plain)
    var screen = Screen(depth: .none)
    var bytes: [UInt8] = []
    screen.frame(buffer, into: &bytes)
    var terminal = ReferenceTerminal(width: 12, height: 1)
    terminal.feed(bytes)
    #expect(terminal.faults == [])
    #expect(buffer.cells.allSatisfy { $0.scalar >= 0x20 && $0.scalar != 0x9B && $0.scalar != 0x202E })
  }

  /// Widths by UAX #11 and what wcwidth(3) of glibc says of these.
  @Test(
    "Widths",
    arguments: [
      ("a", 1), ("é", 1), ("─", 1), ("⣿", 1), ("█", 1), ("♥", 1), ("▾", 1), ("心", 2), ("ア", 2), ("한", 2), ("Ａ", 2),
      ("ｱ", 1),
      ("😀", 2), ("⌚", 2), ("\u{301}", 0), ("\u{200B}", 0), ("\u{200D}", 0), ("\u{AD}", 0), ("€", 1), ("Ω", 1), ("ﷺ", 1),
    ] as [(Unicode.Scalar, Int)])
  func widths(scalar: Unicode.Scalar, width: Int) {
    #expect(CellWidth.of(scalar) == width)
  }

  @Test func sevenBitsStaySevenBits() {
    var buffer = Buffer(width: 20, height: 1, repertoire: .ascii)
    buffer.text("µV ≥ 3·s – 心 é", 0, 0, .plain)
    #expect(buffer.cells.allSatisfy { (0x20...0x7E).contains($0.scalar) })
    #expect(Self.row(buffer, 0).hasPrefix("uV > 3.s - ?"))
  }

  @Test func whatDoesNotFitEndsInAnEllipsis() {
    var buffer = Buffer(width: 20, height: 3)
    buffer.clipped("irregular rhythm", 0, 0, .plain, end: 8)
    buffer.clipped("pause", 0, 1, .plain, end: 5)
    buffer.clipped("pauses", 15, 2, .plain, end: 99)
    #expect(Self.row(buffer, 0).hasPrefix("irregul… "))
    #expect(Self.row(buffer, 1).hasPrefix("pause "))
    #expect(Self.row(buffer, 2).hasSuffix("paus…"))
  }

  @Test(
    "Figures",
    arguments: [
      (12.34, 1, 8, "    12.3"), (12.35, 1, 0, "12.4"), (-0.04, 1, 6, "   0.0"), (-1.5, 0, 5, "   -2"),
      (0.0, 2, 0, "0.00"),
      (999.96, 1, 0, "1000.0"), (0.05, 2, 0, "0.05"), (.nan, 1, 4, "   -"), (.infinity, 0, 0, "-"),
      (1e300, 0, 3, "  -"),
    ])
  func figures(value: Double, places: Int, columns: Int, text: String) {
    var buffer = Buffer(width: 30, height: 1)
    var pen = Pen(0, 0, end: 30, .plain)
    pen.write(value, places: places, columns: columns, on: &buffer)
    #expect(pen.x == text.count)
    #expect(Self.row(buffer, 0).prefix(text.count) == text)
  }

  @Test(
    "Whole numbers and clocks",
    arguments: [
      (0, "0", "0:00"), (7, "7", "0:07"), (1234, "1,234", "20:34"), (3600, "3,600", "1:00:00"),
      (1_234_567, "1,234,567", "342:56:07"), (-5, "-5", "0:00"),
    ])
  func whole(value: Int, grouped: String, clock: String) {
    var buffer = Buffer(width: 30, height: 2)
    var pen = Pen(0, 0, end: 30, .plain)
    pen.write(value, grouped: true, on: &buffer)
    #expect(Self.row(buffer, 0).prefix(pen.x) == grouped)
    pen = Pen(0, 1, end: 30, .plain)
    pen.write(clock: value, on: &buffer)
    #expect(Self.row(buffer, 1).prefix(pen.x) == clock)
  }

  @Test func numberExtremesAreWritten() {
    var buffer = Buffer(width: 40, height: 2)
    var pen = Pen(0, 0, end: 40, .plain)
    pen.write(Int.min, grouped: true, on: &buffer)
    #expect(Self.row(buffer, 0).prefix(pen.x) == "-9,223,372,036,854,775,808")
  }

  @Test("Painting outside never traps", arguments: [(0, 0), (1, 1), (3, 2), (20, 5)])
  func outside(width: Int, height: Int) {
    var buffer = Buffer(width: width, height: height)
    let rects = [
      Rect(x: -3, y: -3, width: 5, height: 5), Rect(x: 0, y: 0, width: 100, height: 100),
      Rect(x: 50, y: 50, width: 3, height: 3), Rect(x: 1, y: 1, width: -4, height: -4),
    ]
    for rect in rects {
      buffer.box(rect, title: "title", .plain)
      buffer.fill(rect, "x", .plain)
      buffer.restyle(rect) { $0 }
      buffer.meter(.nan, rect.x, rect.y, columns: rect.width, .plain, .plain)
      SegmentDigits.huge.paint(888, digits: 3, x: rect.x, y: rect.y, .plain, on: &buffer)
    }
    #expect(buffer.cells.count == width * height)
  }

  @Test("Big figures can be told apart", arguments: [SegmentDigits.small, .medium, .large, .huge], Repertoire.allCases)
  func digits(size: SegmentDigits, repertoire: Repertoire) {
    var seen: Set<String> = []
    for digit in 0...9 {
      var buffer = Buffer(width: size.columns, height: size.rows, repertoire: repertoire)
      size.paint(digit, digits: 1, x: 0, y: 0, .plain, on: &buffer)
      seen.insert((0..<size.rows).map { Self.row(buffer, $0) }.joined(separator: "\n"))
    }
    #expect(seen.count == 10)
  }
}

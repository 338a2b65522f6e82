import Testing

@testable import TerminalUI

@Suite struct CanvasTests {
  /// All lit dots of a braille canvas, read back from its characters (Unicode 15.1, chapter 21.1: dot numbers to bits).
  static func dots(_ canvas: Canvas) -> Set<[Int]> {
    let places = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [0, 3], [1, 3]]
    var lit: Set<[Int]> = []
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        guard let glyph = canvas.glyph(column, row) else { continue }
        for (bit, place) in places.enumerated() where (glyph - 0x2800) >> UInt32(bit) & 1 == 1 {
          lit.insert([column * 2 + place[0], row * 4 + place[1]])
        }
      }
    }
    return lit
  }

  @Test func everyDotIsItsOwn() {
    for y in 0..<8 {
      for x in 0..<6 {
        var canvas = Canvas(columns: 3, rows: 2, grain: .braille)
        canvas.set(x, y)
        #expect(Self.dots(canvas) == [[x, y]])
      }
    }
  }

  @Test func closedForms() {
    var canvas = Canvas(columns: 10, rows: 5, grain: .braille)
    canvas.line(2, 3, 9, 3)
    #expect(Self.dots(canvas) == Set((2...9).map { [$0, 3] }))

    canvas.reset(columns: 10, rows: 5, grain: .braille)
    canvas.line(4, 1, 4, 17)
    #expect(Self.dots(canvas) == Set((1...17).map { [4, $0] }))

    canvas.reset(columns: 10, rows: 5, grain: .braille)
    canvas.line(0, 0, 15, 15)
    #expect(Self.dots(canvas) == Set((0...15).map { [$0, $0] }))

    // Rise of 4 a column: each column takes up where the one before left off.
    canvas.reset(columns: 10, rows: 5, grain: .braille)
    canvas.line(0, 0, 2, 8)
    #expect(Self.dots(canvas) == Set([[0, 0]] + (1...4).map { [1, $0] } + (5...8).map { [2, $0] }))
  }

  @Test("Steep or flat, forward or backward, neighbours touch", arguments: [UInt64](1...20))
  func connected(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let p = (0..<4).map { _ in Int.random(in: 0...39, using: &generator) }
    var canvas = Canvas(columns: 20, rows: 10, grain: .braille)
    canvas.line(p[0], p[1], p[2], p[3])
    let lit = Self.dots(canvas)
    #expect(lit.contains([p[0], p[1]]) && lit.contains([p[2], p[3]]), "seed \(seed)")
    for x in min(p[0], p[2])...max(p[0], p[2]) {
      let column = lit.filter { $0[0] == x }.map { $0[1] }.sorted()
      #expect(column.count > 0 && column.last.map { $0 - column[0] + 1 } == column.count, "a hole, seed \(seed)")
      guard x > min(p[0], p[2]) else { continue }
      let left = lit.filter { $0[0] == x - 1 }.map { $0[1] }
      let touches = left.contains { a in column.contains { abs($0 - a) <= 1 } }
      #expect(touches, "columns \(x - 1) and \(x), seed \(seed)")
    }
  }

  @Test("What lies outside is clipped", arguments: Canvas.Grain.allCases)
  func clipped(grain: Canvas.Grain) {
    var canvas = Canvas(columns: 3, rows: 2, grain: grain)
    canvas.line(-50, -50, 80, 90)
    canvas.vertical(1, -1000, 1000)
    canvas.vertical(-1, 0, 1)
    canvas.set(99, 99)
    #expect(canvas.glyph(3, 0) == nil && canvas.glyph(-1, 0) == nil && canvas.glyph(0, 2) == nil)
    var empty = Canvas(grain: grain)
    empty.line(0, 0, 3, 3)
    #expect(empty.glyph(0, 0) == nil)
  }

  @Test func halvesAndSevenBits() {
    var halves = Canvas(columns: 3, rows: 1, grain: .halves)
    halves.set(0, 0)
    halves.set(1, 1)
    halves.vertical(2, 0, 1)
    #expect((0..<3).map { halves.glyph($0, 0) } == [0x2580, 0x2584, 0x2588])
    var plain = Canvas(columns: 4, rows: 1, grain: .ascii)
    plain.set(0, 0)
    plain.set(1, 1)
    plain.set(2, 2)
    plain.vertical(3, 0, 2)
    #expect(
      String(String.UnicodeScalarView((0..<4).compactMap { plain.glyph($0, 0).flatMap(Unicode.Scalar.init) })) == "'-.|"
    )
  }
}

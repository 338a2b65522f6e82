import Testing

@testable import TerminalUI

@Suite struct KeyParserTests {
  /// What terminals send (xterm's ctlseqs, VT220, Linux console_codes(4)) and the key it means.
  static let known: [(String, [Key])] = [
    ("q", [.character("q")]), (" ", [.character(" ")]), ("é", [.character("é")]), ("心", [.character("心")]),
    ("😀", [.character("😀")]), ("\r", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{3}", [.control("c")]),
    ("\u{1A}", [.control("z")]), ("\0", [.control("@")]), ("\u{1C}", [.control("\\")]),
    ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}[C", [.right]), ("\u{1B}[D", [.left]), ("\u{1B}OA", [.up]),
    ("\u{1B}OH", [.home]), ("\u{1B}[F", [.end]), ("\u{1B}[1~", [.home]), ("\u{1B}[4~", [.end]),
    ("\u{1B}[3~", [.delete]),
    ("\u{1B}[2~", [.insert]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[Z", [.backtab]),
    ("\u{1B}OP", [.function(1)]), ("\u{1B}[15~", [.function(5)]), ("\u{1B}[17~", [.function(6)]),
    ("\u{1B}[24~", [.function(12)]), ("\u{1B}[[A", [.function(1)]), ("\u{1B}[[E", [.function(5)]),
    ("\u{1B}[1;5C", [.right]), ("\u{1B}[3;2~", [.delete]), ("\u{1B}x", [.alt("x")]),
    ("\u{1B}\u{1B}[A", [.escape, .up]),
    // Answers and reports are passed over whole.
    ("\u{1B}[?1;2cq", [.character("q")]), ("\u{1B}[12;40Rq", [.character("q")]),
    ("\u{1B}]11;rgb:00/00/00\u{7}q", [.character("q")]), ("\u{1B}P1$r0m\u{1B}\\q", [.character("q")]),
    ("\u{1B}[<0;3;4Mq", [.character("q")]),
  ]

  @Test("Known sequences, cut at every byte", arguments: known)
  func sequences(bytes: String, keys: [Key]) {
    let bytes = Array(bytes.utf8)
    for cut in 0...bytes.count {
      var parser = KeyParser()
      var got: [Key] = []
      parser.feed(bytes[..<cut], into: &got)
      parser.feed(bytes[cut...], into: &got)
      #expect(got == keys, "cut at \(cut)")
      #expect(!parser.isWaiting)
    }
  }

  @Test func aLoneEscapeIsAKeyOnceNothingFollows() {
    var parser = KeyParser()
    #expect(parser.feed(0x1B) == nil)
    #expect(parser.isWaiting)
    #expect(parser.settle() == .escape)
    #expect(!parser.isWaiting)
    #expect(parser.settle() == nil)
    #expect(parser.feed(UInt8(ascii: "[")) == .character("["))
  }

  @Test func aSequenceCutOffForGoodIsDropped() {
    var parser = KeyParser()
    var keys: [Key] = []
    parser.feed(Array("\u{1B}[12".utf8), into: &keys)
    #expect(parser.settle() == nil)
    parser.feed(Array("q".utf8), into: &keys)
    #expect(keys == [.character("q")])
  }

  @Test(
    "Broken UTF-8 loses only itself",
    arguments: [
      [0xC3, 0x71], [0xE5, 0xBF, 0x71], [0xFF, 0x71], [0x80, 0x71], [0xC0, 0x80, 0x71], [0xED, 0xA0, 0x80, 0x71],
      [0xE0, 0x80, 0xAF, 0x71], [0xF4, 0x90, 0x80, 0x80, 0x71],
    ] as [[UInt8]])
  func broken(bytes: [UInt8]) {
    var parser = KeyParser()
    var keys: [Key] = []
    parser.feed(bytes, into: &keys)
    #expect(keys == [.character("q")])
  }

  @Test("Any bytes are survived, and q still quits after a pause", arguments: [UInt64](1...20))
  func noise(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    var parser = KeyParser()
    var keys: [Key] = []
    for _ in 0..<2000 {
      parser.feed([UInt8.random(in: 0...255, using: &generator)], into: &keys)
    }
    _ = parser.settle()
    keys = []
    parser.feed([UInt8(ascii: "q")], into: &keys)
    #expect(keys == [.character("q")])
  }
}

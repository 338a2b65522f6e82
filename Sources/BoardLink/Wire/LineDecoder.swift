/// What a format makes of one whole line, its end taken off.
package protocol LineGrammar: Sendable {
  /// Longest line, in bytes without its end; a longer one is damage and is not kept.
  static var longestLine: Int { get }
  /// Whether a line proves by itself (by a check sum) that its beginning was not cut off.
  static var provesWholeness: Bool { get }

  /// `nil` where the line says nothing at all.
  mutating func parse(_ line: [UInt8], characters: Int) -> WireMessage?
}

/// Cuts bytes into lines at LF, takes one CR before it off, and hands each line to a grammar. Where lines have no check sum a
/// CR that no LF follows ends a line too: some sketches print `\r` alone, `\r\r\n` or `\n\r`.
package struct LineDecoder<Grammar: LineGrammar>: WireDecoder {
  private var grammar: Grammar
  private var line: [UInt8] = []
  /// Bytes since the last LF; more than the line holds where it is too long.
  private var characters = 0
  /// The line's beginning was not seen.
  private var isPartial: Bool

  /// - Parameter isWhole: the first byte is known to begin a line.
  package init(grammar: Grammar, isWhole: Bool = false) {
    self.grammar = grammar
    isPartial = !Grammar.provesWholeness && !isWhole
    // One more for a CR.
    line.reserveCapacity(Grammar.longestLine + 1)
  }

  package mutating func absorb(_ byte: UInt8) -> WireMessage? {
    characters += 1
    guard byte == 0x0A else {
      var message: WireMessage?
      if !Grammar.provesWholeness, line.last == 0x0D {
        characters -= 1
        message = endLine()
        characters = 1
      }
      if line.count <= Grammar.longestLine { line.append(byte) }
      return message
    }
    return endLine()
  }

  private mutating func endLine() -> WireMessage? {
    defer {
      line.removeAll(keepingCapacity: true)
      characters = 0
      isPartial = false
    }
    if isPartial { return nil }
    if line.last == 0x0D { line.removeLast() }
    if line.isEmpty { return nil }
    // A kept line is cut only where it was longer than this; a CR has then gone uncounted.
    if line.count > Grammar.longestLine || characters > Grammar.longestLine + 2 { return .damaged }
    return grammar.parse(line, characters: characters)
  }

  package mutating func resynchronise() {
    line.removeAll(keepingCapacity: true)
    characters = 0
    isPartial = !Grammar.provesWholeness
  }
}

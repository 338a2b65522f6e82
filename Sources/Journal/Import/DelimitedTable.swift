/// A table as text (CSV, RFC 4180): cells between commas, semicolons or tabs, in quotes where they hold these.
package struct DelimitedTable: Sendable {
  /// Where it came from, for messages.
  package let name: String
  package private(set) var rows: [Row] = []
  let separator: UInt8

  package struct Row: Hashable, Sendable {
    /// From 1, as an editor counts.
    package var line: Int
    package var cells: [String]
  }

  /// Larger is no table of a person's measurements, in bytes.
  package static let largest = 64 << 20

  package init(_ bytes: [UInt8], name: String) throws(JournalError) {
    self.name = name
    guard bytes.count <= Self.largest else {
      throw JournalError(
        .malformed, place: name, what: "\(bytes.count) bytes where at most \(Self.largest) are plausible",
        remedy: "Check that this is the file you meant.")
    }
    // A mark at the beginning says that the text is UTF-8, and is no part of it.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard !text.contains(0), String(validating: text, as: UTF8.self) != nil else {
      throw JournalError(
        .malformed, place: name, what: "is not text in UTF-8", remedy: "Save it as CSV in UTF-8 and import that.")
    }
    separator = Self.separator(of: text)
    try read(text)
    guard !rows.isEmpty else {
      throw JournalError(.malformed, place: name, what: "is empty", remedy: "Export it again.")
    }
  }

  /// The candidate of which the fullest of the first lines has most.
  private static func separator(of text: ArraySlice<UInt8>) -> UInt8 {
    let head = text.prefix(4096).split(separator: 0x0A)
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.max { first, second in
      (head.map { line in line.count { $0 == first } }.max() ?? 0)
        < (head.map { line in line.count { $0 == second } }.max() ?? 0)
    } ?? UInt8(ascii: ",")
  }

  private mutating func read(_ text: ArraySlice<UInt8>) throws(JournalError) {
    var (line, began) = (1, 1)
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var index = text.startIndex
    func take() {
      let words = String(decoding: cell, as: UTF8.self)
      cells.append(wasQuoted ? words : Self.trimmed(words))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRow() {
      take()
      if cells.contains(where: { !$0.isEmpty }) { rows.append(Row(line: began, cells: cells)) }
      cells.removeAll()
    }
    while index < text.endIndex {
      let byte = text[index]
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      switch byte {
      case UInt8(ascii: "\""):
        if isQuoted, next == byte {
          cell.append(byte)
          index += 1
        } else if isQuoted {
          isQuoted = false
        } else if cell.isEmpty {
          (isQuoted, wasQuoted) = (true, true)
        } else {
          cell.append(byte)
        }
      case separator where !isQuoted: take()
      case 0x0A, 0x0D:
        if byte == 0x0D, next == 0x0A { index += 1 }
        line += 1
        if isQuoted {
          cell.append(0x0A)
        } else {
          endRow()
          began = line
        }
      default: cell.append(byte)
      }
      index += 1
    }
    guard !isQuoted else {
      throw JournalError(
        .malformed, place: "\(name), line \(began)", what: "a quote is opened and never closed",
        remedy: "Export it again; it may be cut off.")
    }
    if !cell.isEmpty || !cells.isEmpty { endRow() }
  }

  private static func trimmed(_ words: String) -> String {
    var text = words[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

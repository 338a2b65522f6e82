/// What a person says of a session afterwards.
extension Journal {
  /// Characters of a tag, and of a note.
  private static let (longestTag, longestNote) = (40, 10_000)

  package func add(tags: [String], to id: Int) throws(JournalError) {
    let words = try tags.map { (tag: String) throws(JournalError) in try Self.checked(tag: tag) }
    try connection.transaction { () throws(JournalError) in
      try require(id)
      for word in words { try insert(tag: word, session: id) }
    }
  }

  /// Takes tags away; how many there were.
  package func remove(tags: [String], from id: Int) throws(JournalError) -> Int {
    try connection.transaction { () throws(JournalError) in
      try require(id)
      var count = 0
      for word in tags {
        try connection.run("DELETE FROM tag WHERE session = ? AND word = ?", [SQLValue(id), .text(word)])
        count += connection.changes
      }
      return count
    }
  }

  package func add(note words: String, to id: Int, now: Moment) throws(JournalError) {
    guard !words.allSatisfy(\.isWhitespace), words.count <= Self.longestNote else {
      throw JournalError(
        .refused, place: "note", what: "a note has 1 to \(Self.longestNote) characters", remedy: "Write it shorter.")
    }
    try connection.transaction { () throws(JournalError) in
      try require(id)
      try insert(note: JournalNote(written: now, words: words), session: id)
    }
  }

  func insert(tag word: String, session id: Int) throws(JournalError) {
    try connection.run("INSERT OR IGNORE INTO tag (session, word) VALUES (?, ?)", [SQLValue(id), .text(word)])
  }

  func insert(note: JournalNote, session id: Int) throws(JournalError) {
    try connection.run(
      "INSERT INTO note (session, written_at, words) VALUES (?, ?, ?)",
      [SQLValue(id), SQLValue(note.written.milliseconds), .text(note.words)])
  }

  private func require(_ id: Int) throws(JournalError) {
    guard try connection.first("SELECT 1 FROM session WHERE id = ?", [SQLValue(id)]) != nil else {
      throw Self.absent(id)
    }
  }

  /// One word, so that it can be typed: letters, digits, `-`, `_`, `.`, `:`, `/`.
  private static func checked(tag: String) throws(JournalError) -> String {
    let word = tag.hasPrefix("#") ? String(tag.dropFirst()) : tag
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_.:/".contains($0) }
    guard !word.isEmpty, word.count <= longestTag, isPlain else {
      throw JournalError(
        .refused, place: "tag '\(tag)'", what: "a tag is one word of up to \(longestTag) letters, digits, - _ . : /",
        remedy: "Use a note for more.")
    }
    return word
  }
}

import GRDB

/// What a person says of a session afterwards.
extension Journal {
  /// Characters of a tag, and of a note.
  private static let (longestTag, longestNote) = (40, 10_000)

  package func add(tags: [String], to id: Int) throws(JournalError) {
    let words = try tags.map { (tag: String) throws(JournalError) in try Self.checked(tag: tag) }
    try write { database in
      try Self.require(id, database)
      for word in words { try TagRow(session: id, word: word).insert(database, onConflict: .ignore) }
    }
  }

  /// Takes tags away; how many there were.
  package func remove(tags: [String], from id: Int) throws(JournalError) -> Int {
    try write { database in
      try Self.require(id, database)
      return try tags.reduce(0) { count, word in
        try count + TagRow.filter { $0.session == id && $0.word == word }.deleteAll(database)
      }
    }
  }

  package func add(note words: String, to id: Int, now: Moment) throws(JournalError) {
    guard !words.allSatisfy(\.isWhitespace), words.count <= Self.longestNote else {
      throw JournalError(
        .refused, place: "note", what: "a note has 1 to \(Self.longestNote) characters", remedy: "Write it shorter.")
    }
    try write { database in
      try Self.require(id, database)
      try NoteRow(JournalNote(written: now, words: words), session: id).insert(database)
    }
  }

  private static func require(_ id: Int, _ database: Database) throws {
    guard try !SessionRow.filter({ $0.id == id }).isEmpty(database) else { throw absent(id) }
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

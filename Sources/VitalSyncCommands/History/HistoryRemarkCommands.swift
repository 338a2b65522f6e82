import ArgumentParser
import Journal

/// `vitalsync history tag`.
struct HistoryTagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Give a session tags, or take them away.")

  @Argument(help: "The session's number.")
  var id: Int

  @Argument(help: "Words.")
  var words: [String]

  @Flag(help: "Take these tags away.")
  var remove = false

  func run() throws {
    let journal = try JournalOpening.required()
    let record = try journaled { () throws(JournalError) in
      if remove {
        guard try journal.remove(tags: words, from: id) > 0 else {
          throw JournalError(
            .notFound, place: "session \(id)", what: "has no such tag",
            remedy: "`vitalsync history show \(id)` lists them.")
        }
      } else {
        try journal.add(tags: words, to: id)
      }
      return try journal.session(id)
    }
    let output = OutputFile()
    try output.write("session \(id): \(record.tags.isEmpty ? "no tags" : record.tags.joined(separator: " "))\n")
    try output.flush()
  }
}

/// `vitalsync history note`.
struct HistoryNoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "note", abstract: "Write a note to a session.")

  @Argument(help: "The session's number.")
  var id: Int

  @Argument(help: "What to remember.")
  var words: [String]

  func run() throws {
    let journal = try JournalOpening.required()
    let note = words.joined(separator: " ")
    try journaled { () throws(JournalError) in try journal.add(note: note, to: id, now: .now) }
  }
}

/// `vitalsync history rm`.
struct HistoryRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Take sessions out of the journal; their recordings are not touched.")

  @Argument(help: "The sessions' numbers.")
  var ids: [Int]

  func run() throws {
    let journal = try JournalOpening.required()
    try journaled { () throws(JournalError) in try journal.remove(sessions: ids) }
  }
}

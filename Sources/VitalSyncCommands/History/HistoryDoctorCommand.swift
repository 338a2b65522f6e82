import ArgumentParser
import Journal

/// `vitalsync history doctor`.
struct HistoryDoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Examine the journal: its pages and references, and whether its recordings are what they were.",
    discussion: "Exit status 1 where something is wrong.")

  @Flag(help: "Do not read recordings through: only whether they are there, and their size.")
  var quick = false

  @Flag(help: "JSON instead of text.")
  var json = false

  func run() throws {
    let journal = try JournalOpening.required()
    let health = try journaled { () throws(JournalError) in try journal.examine(readsFiles: !quick) }
    let output = OutputFile()
    try output.write(
      json ? JSONText.document(HealthJSON(health, path: journal.path)) : Array(text(health, journal.path).utf8))
    try output.flush()
    guard health.isWell else { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func text(_ health: JournalHealth, _ path: String) -> String {
    var lines = ["\(path): version \(health.version), \(health.sessions) sessions, \(health.athletes) athletes"]
    if health.damage.isEmpty {
      lines.append("Pages and references are sound.")
    } else {
      lines.append(
        "Damaged. Save what can be read: `sqlite3 \(path) .recover | sqlite3 rescued.sqlite`; then put it in its place."
      )
      lines += health.damage.map { "  " + $0 }
    }
    let found = health.files - health.lost.count
    lines.append("\(found) of \(health.files) recordings are as they were\(quick ? " (not read through)" : "").")
    for file in health.lost { lines.append("  session \(file.session): \(file.path) \(words(file.why))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ why: JournalHealth.Why) -> String {
    switch why {
    case .absent: "is not there. If it was moved: vitalsync history add WHERE-IT-LIES-NOW"
    case .unreadable: "cannot be read"
    case .otherSize: "has another size than when it was entered"
    case .otherContent: "has other content than when it was entered"
    }
  }

  /// `history doctor --json`.
  private struct HealthJSON: Encodable {
    var schemaVersion = JSONText.schemaVersion
    var path: String
    var version: Int
    var sessions: Int
    var athletes: Int
    var damage: [String]
    var files: Int
    var lost: [Lost]

    struct Lost: Encodable {
      var session: Int
      var path: String
      var why: String
    }

    init(_ health: JournalHealth, path: String) {
      self.path = path
      version = health.version
      sessions = health.sessions
      athletes = health.athletes
      damage = health.damage
      files = health.files
      lost = health.lost.map { Lost(session: $0.session, path: $0.path, why: $0.why.rawValue) }
    }
  }
}

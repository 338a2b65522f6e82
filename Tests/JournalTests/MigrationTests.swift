import GRDB
import Glibc
import TestSupport
import Testing

@testable import Journal

struct MigrationTests {
  /// Journals as earlier programs left them, one a version.
  private static let versions = Array(1..<Migrator.newest + 1)

  private func schema(_ journal: Journal) throws -> [String] {
    try journal.read {
      try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    }
  }

  @Test func stepsGoUpOneByOne() {
    #expect(Migrator.steps.map(\.version) == Self.versions)
  }

  @Test(arguments: versions) func fromEveryVersionTheSameJournalComes(_ version: Int) throws {
    let (old, new) = (JournalFolder(), JournalFolder())
    _ = old.write([], to: "journal.sqlite")
    do {
      let queue = try Journal.opened(old.journalPath)
      try Migrator.migrate(queue, to: version)
      #expect(try queue.read(Migrator.version) == version)
    }
    let (migrated, fresh) = (try old.journal(), try new.journal())
    #expect(try migrated.version == Migrator.newest)
    #expect(try schema(migrated) == schema(fresh))
  }

  /// The files were written by the program when that version was its newest: PROVENANCE.md beside them.
  @Test(arguments: versions) func aJournalOfAnEarlierProgramIsReadWhole(_ version: Int) throws {
    let folder = JournalFolder()
    let source = "\(FixturePaths.fixtures)/journal/version\(version).sqlite"
    let bytes = try #require(Self.contents(source), "\(source) is missing: a new version needs its journal")
    _ = folder.write(bytes, to: "journal.sqlite")
    #expect(try Journal.opened(folder.journalPath).read(Migrator.version) == version)
    let journal = try folder.journal()
    #expect(try journal.version == Migrator.newest)
    #expect(try journal.examine(readsFiles: false).damage.isEmpty)
    #expect(try journal.athletes().map(\.name) == ["Ada", "Bob"])
    #expect(try journal.athlete(named: "Ada").maximumRate == 188)
    let sessions = try journal.sessions()
    #expect(sessions.map(\.id) == [3, 2, 1])
    #expect(sessions[2].tags == ["track"])
    #expect(sessions[2].notes.map(\.words) == ["slept badly"])
    #expect(sessions[0].kind == .morning)
    #expect(sessions[0].figures[.rmssd] == 71.5)
    let vitals = try journal.vitals().map(\.words)
    #expect(vitals == (version < 2 ? [] : ["118/76 mmHg, pulse 52", "97 mg/dL"]))
  }

  @Test func aJournalOfTheFutureIsRefusedAndLeftAsItIs() throws {
    let folder = JournalFolder()
    do {
      let journal = try folder.journal()
      try journal.run("PRAGMA user_version = \(Migrator.newest + 1)")
      try journal.run("CREATE TABLE vision (id INTEGER) STRICT")
      try journal.run("PRAGMA journal_mode = DELETE")
    }
    let before = folder.bytes(of: "journal.sqlite")
    let error = #expect(throws: JournalError.self) { try folder.journal() }
    #expect(error?.kind == .future)
    #expect(before == folder.bytes(of: "journal.sqlite"))
    #expect(!before.isEmpty)
  }

  @Test func whatIsNoJournalIsRefusedAndLeftAsItIs() throws {
    let folder = JournalFolder()
    let text = Array(
      "dear diary, this is longer than a header of a database would be, which is one hundred bytes long.".utf8)
    _ = folder.write(text, to: "journal.sqlite")
    var error = #expect(throws: JournalError.self) { try folder.journal() }
    #expect(error?.kind == .damaged)
    #expect(folder.bytes(of: "journal.sqlite") == text)
    unlink(folder.journalPath)
    _ = folder.write([], to: "journal.sqlite")
    try Journal.opened(folder.journalPath).writeWithoutTransaction {
      try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)")
    }
    let before = folder.bytes(of: "journal.sqlite")
    error = #expect(throws: JournalError.self) { try folder.journal() }
    #expect(error?.kind == .damaged)
    #expect(folder.bytes(of: "journal.sqlite") == before)
  }

  @Test func aCutJournalIsRefusedOrExamined() throws {
    let folder = JournalFolder()
    do {
      let journal = try folder.journal()
      try journal.add(Athlete(name: "me"), now: Moment(milliseconds: 0, utcOffset: 0))
      for index in 0..<40 { try journal.enter(.sample(at: Int64(index) * 86_400_000)) }
      try journal.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let whole = folder.bytes(of: "journal.sqlite")
    #expect(whole.count > 40_000)
    for cut in stride(from: 1, to: whole.count, by: 1013) {
      for name in ["journal.sqlite-wal", "journal.sqlite-shm"] { unlink("\(folder.path)/\(name)") }
      _ = folder.write(Array(whole[..<cut]), to: "journal.sqlite")
      // Either it says that it is damaged, or the examination does; it never ends the program.
      do {
        #expect(try !folder.journal().examine(readsFiles: false).isWell, "cut at \(cut) of \(whole.count)")
      } catch let error as JournalError {
        #expect(error.kind == .damaged)
      }
    }
  }

  @Test func theFileIsItsOwnersAlone() throws {
    let folder = JournalFolder()
    _ = try folder.journal()
    var status = stat()
    #expect(stat(folder.journalPath, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    try folder.journal().copy(to: folder.path + "/copy.sqlite")
    #expect(stat(folder.path + "/copy.sqlite", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(throws: JournalError.self) { try folder.journal().copy(to: folder.path + "/copy.sqlite") }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 22)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}

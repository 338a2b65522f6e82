import Foundation
import GRDB
import Glibc
import Synchronization
import Testing

@testable import Journal

struct WriterTests {
  private let now = Moment(milliseconds: 1_795_100_000_000, utcOffset: 3600)

  /// Several at once, each with a connection of its own, as several programs have: two of them are processes in EndToEndTests.
  @Test func severalWritersLoseNothing() async throws {
    let folder = JournalFolder()
    let path = folder.journalPath
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for index in 0..<25 {
            // The first ones race for making the journal and its first athlete, too.
            let journal = try Journal(path: path)
            let me = try journal.athlete(orCurrent: nil, now: Moment(milliseconds: 0, utcOffset: 0))
            try journal.enter(.sample(me.name, at: Int64(writer * 1000 + index)))
          }
        }
      }
      try await group.waitForAll()
    }
    let journal = try folder.journal()
    #expect(try journal.sessions().count == 100)
    #expect(Set(try journal.sessions().map(\.began.milliseconds)).count == 100)
    #expect(try journal.athletes().count == 1)
    #expect(try journal.examine(readsFiles: false).damage.isEmpty)
  }

  /// Real threads, since two programs do not take turns: once, one of six took a journal that another was making for somebody else's.
  @Test func manyMakeTheJournalAtOnce() throws {
    for round in 0..<100 {
      let folder = JournalFolder()
      let path = folder.journalPath
      let faults = Mutex<[String]>([])
      let threads = (0..<4).map { _ in
        Thread {
          do { _ = try Journal(path: path) } catch { faults.withLock { $0.append("\(error)") } }
        }
      }
      for thread in threads { thread.start() }
      while threads.contains(where: { !$0.isFinished }) { usleep(200) }
      #expect(faults.withLock { $0 } == [], "round \(round)")
    }
  }

  @Test func whatFailsHalfWayLeavesNothing() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    var bad = SessionRecord.sample()
    bad.athlete = "nobody"
    #expect(throws: JournalError.self) { try journal.enter([.sample(), bad]) }
    #expect(try journal.sessions().isEmpty)
  }

  /// A disk that is full, as SQLite itself simulates it: no page more than there are.
  @Test func aFullDiskIsToldAndLosesNothing() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    try journal.enter(.sample())
    try journal.run("PRAGMA max_page_count = 1")
    var large = SessionRecord.sample()
    large.report = String(repeating: "x", count: 200_000)
    let error = #expect(throws: JournalError.self) { try journal.enter(large) }
    #expect(error?.kind == .diskFull)
    #expect(try journal.sessions().count == 1)
    #expect(try journal.examine(readsFiles: false).damage.isEmpty)
  }

  @Test func aReaderSeesWhatWasWhole() throws {
    let folder = JournalFolder()
    let (reader, writer) = (try folder.journal(), try folder.journal())
    _ = try writer.athlete(orCurrent: nil, now: now)
    try writer.write { database in
      try database.execute(sql: "UPDATE athlete SET name = 'you'")
      // In WAL mode nobody waits for the other.
      #expect(try reader.athletes().map(\.name) == ["me"])
    }
    #expect(try reader.athletes().map(\.name) == ["you"])
  }

  @Test func itLiesWhereItIsSaid() throws {
    func path(_ variables: [String: String]) throws -> String { try JournalPlace.path { variables[$0] } }
    #expect(try path(["VITALSYNC_HOME": "/v", "XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/v/journal.sqlite")
    #expect(try path(["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/vitalsync/journal.sqlite")
    #expect(try path(["XDG_DATA_HOME": "x", "HOME": "/h"]) == "/h/.local/share/vitalsync/journal.sqlite")
    #expect(throws: JournalError.self) { try path([:]) }
  }
}

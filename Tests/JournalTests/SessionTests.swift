import ECGCore
import GRDB
import Glibc
import Testing

@testable import Journal

struct SessionTests {
  private let now = Moment(milliseconds: 1_795_100_000_000, utcOffset: 3600)

  @Test func whatIsEnteredIsReadBackWhole() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    let me = try journal.athlete(orCurrent: nil, now: now)
    #expect(me.name == "me" && me.isCurrent)
    let entered = SessionRecord.sample()
    let id = try #require(try journal.enter(entered))
    try journal.add(tags: ["#track", "intervals"], to: id)
    try journal.add(note: "slept badly; it's the heat", to: id, now: now)
    var read = try folder.journal().session(id)
    #expect(read.tags == ["intervals", "track"])
    #expect(read.notes.map(\.words) == ["slept badly; it's the heat"])
    #expect(read.notes.map(\.written.milliseconds) == [now.milliseconds])
    (read.tags, read.notes, read.id) = ([], [], 0)
    #expect(read == entered)
  }

  @Test func listsAreFilteredAndNewestFirst() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    try journal.add(Athlete(name: "Ada"), now: now)
    try journal.add(Athlete(name: "Bob"), now: now)
    let day: Int64 = 86_400_000
    for (index, name) in ["Ada", "Bob", "ada"].enumerated() {
      var record = SessionRecord.sample(name, at: 1_795_000_000_000 + Int64(index) * day)
      record.kind = index == 2 ? .free : .morning
      try journal.enter(record)
    }
    #expect(try journal.sessions().map(\.id) == [3, 2, 1])
    #expect(try journal.sessions(SessionFilter(athlete: "ADA")).map(\.id) == [3, 1])
    #expect(try journal.sessions(SessionFilter(kind: .morning)).map(\.id) == [2, 1])
    #expect(try journal.sessions(SessionFilter(limit: 1)).map(\.id) == [3])
    let since = Moment(milliseconds: 1_795_000_000_000 + day, utcOffset: 0)
    #expect(try journal.sessions(SessionFilter(since: since)).map(\.id) == [3, 2])
    #expect(try journal.sessions(SessionFilter(until: since)).map(\.id) == [1])
    try journal.add(tags: ["Race"], to: 2)
    #expect(try journal.sessions(SessionFilter(tag: "race")).map(\.id) == [2])
    // Findings and figures stand with their own session.
    #expect(try journal.sessions().allSatisfy { $0.findings.count == 1 && $0.figures.count == 3 })
    #expect(throws: JournalError.self) { try journal.sessions(SessionFilter(athlete: "Eve")) }
  }

  @Test func theSameFileIsEnteredOnce() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    var record = SessionRecord.sample()
    record.fingerprint = "file:ab"
    #expect(try journal.enter(record) == 1)
    #expect(try journal.enter(record) == nil)
    #expect(try journal.enter([record, record]) == 0)
    #expect(try journal.sessions().count == 1)
  }

  @Test func numbersAreNeverUsedAgain() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    #expect(try journal.enter(.sample()) == 1)
    try journal.remove(sessions: [1])
    #expect(try journal.enter(.sample()) == 2)
    #expect(throws: JournalError.self) { try journal.remove(sessions: [2, 77]) }
    // One that is not there: nothing was removed.
    #expect(try journal.sessions().map(\.id) == [2])
    let counts = try journal.read { (try FigureRow.fetchCount($0), try FindingRow.fetchCount($0)) }
    #expect(counts == (3, 1))
  }

  @Test(arguments: ["", "two words", "semi;colon", String(repeating: "a", count: 41)])
  func tagsAreWords(_ tag: String) throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    try journal.enter(.sample())
    #expect(throws: JournalError.self) { try journal.add(tags: ["good", tag], to: 1) }
    #expect(try journal.session(1).tags.isEmpty)
  }

  @Test func whatIsSaidOfAbsentSessionsIsRefused() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    #expect(throws: JournalError.self) { try journal.session(1) }
    #expect(throws: JournalError.self) { try journal.add(tags: ["a"], to: 1) }
    #expect(throws: JournalError.self) { try journal.add(note: "a", to: 1, now: now) }
  }

  @Test func athletesAreOneOfANameAndOneIsCurrent() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    try journal.add(Athlete(name: "  Ada   Lovelace ", birthYear: 1991, sex: .female, restingRate: 44), now: now)
    try journal.add(Athlete(name: "Bob", isCurrent: true), now: now)
    #expect(try journal.athletes().map(\.name) == ["Ada Lovelace", "Bob"])
    #expect(try journal.currentAthlete()?.name == "Bob")
    #expect(throws: JournalError.self) { try journal.add(Athlete(name: "ada lovelace"), now: now) }
    var ada = try journal.athlete(named: "ADA LOVELACE")
    (ada.isCurrent, ada.maximumRate) = (true, 188)
    try journal.update(ada)
    #expect(try journal.athletes().map(\.isCurrent) == [true, false])
    #expect(try journal.currentAthlete() == ada)
    ada.name = "Bob"
    #expect(throws: JournalError.self) { try journal.update(ada) }
    #expect(throws: JournalError.self) { try journal.add(Athlete(name: "a\nb"), now: now) }
  }

  /// Digests from NIST's examples for FIPS 180-4 (empty, "abc", 448 bits) and of 1,000,000 times "a".
  @Test func checksumsAreThoseOfTheStandard() throws {
    func digest(_ bytes: [UInt8], step: Int) -> String {
      var digest = SHA256()
      for start in stride(from: 0, to: bytes.count, by: step) {
        digest.update(bytes[start..<min(start + step, bytes.count)])
      }
      return digest.finish()
    }
    let cases: [([UInt8], String)] = [
      ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ]
    for (bytes, expected) in cases {
      for step in [1, 7, 64, 100, 1_000_000] where step > 1 || bytes.count < 1000 {
        #expect(digest(bytes, step: step) == expected)
      }
    }
  }

  @Test func theDoctorFindsWhatIsNotAsItWas() throws {
    let folder = JournalFolder()
    let journal = try folder.journal()
    _ = try journal.athlete(orCurrent: nil, now: now)
    let path = folder.write(Array("abc".utf8), to: "file")
    var record = SessionRecord.sample()
    record.file = try KeptFile(reading: path)
    #expect(record.file?.checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    try journal.enter(record)
    #expect(try journal.examine().isWell)
    _ = folder.write(Array("abd".utf8), to: "file")
    #expect(try journal.examine().lost.map(\.why) == [.otherContent])
    #expect(try journal.examine(readsFiles: false).isWell)
    _ = folder.write(Array("abcd".utf8), to: "file")
    #expect(try journal.examine().lost.map(\.why) == [.otherSize])
    unlink(path)
    #expect(try journal.examine().lost.map(\.why) == [.absent])
  }
}

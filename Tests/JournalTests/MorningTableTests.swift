import Glibc
import Testing

@testable import Journal

struct MorningTableTests {
  private func table(_ text: String) throws -> MorningTable {
    try MorningTable(DelimitedTable(Array(text.utf8), name: "t.csv"), athlete: "Ada")
  }

  @Test func hrv4TrainingIsRead() throws {
    let text = """
      date,timestamp_measurement,HR,AVNN,SDNN,rMSSD,pNN50,LF,HF,HRV4T_Recovery_Points,note
      2026-10-01,2026-10-01 06:52:11 +0000,47.5,1263.1,88.2,74.4,51.0,0,0,9.1,"late, wine"
      2026-10-02,2026-10-02 06:49:40 +0000,49,1224.4,70.0,60.25,40.1,0,0,8.7,
      2026-10-03,,,,,,,,,,
      """
    let table = try table(text)
    #expect(table.program == "HRV4Training")
    #expect(table.records.map(\.began.iso) == ["2026-10-01T06:52:11+00:00", "2026-10-02T06:49:40+00:00"])
    #expect(table.records[1].figures[.rmssd] == 60.25)
    #expect(table.records[1].figures[.heartRate] == 49)
    #expect(abs((table.records[1].figures[.lnRMSSD] ?? 0) - log(60.25)) < 1e-12)
    #expect(table.records.allSatisfy { $0.kind == .morning && $0.isComparable == true })
    #expect(table.passedOver.isEmpty)
  }

  @Test func eliteHRVIsRead() throws {
    let text = """
      Date Time Start;Date Time End;HRV;Morning Readiness;Balance;HRV CV;HR;lnRmssd;Rmssd;Nn50;Pnn50;Sdnn
      2026-10-01 06:52:11;2026-10-01 06:54:41;66;9;p;5,1;47,5;4,3095;74,4;50;33,1;88,2
      """
    let table = try table(text)
    #expect(table.program == "Elite HRV")
    #expect(table.records.first?.figures[.rmssd] == 74.4)
    #expect(table.records.first?.figures[.heartRate] == 47.5)
  }

  @Test func aRowThatCannotBeIsToldByItsLine() throws {
    let table = try table("date,rMSSD,HR\n2026-10-01,5000,48\n2026-10-02,60,48\nsoon,60,48\n2026-10-04,60,480\n")
    #expect(table.records.count == 1)
    #expect(table.passedOver.map { $0.prefix(7) } == ["line 2:", "line 4:", "line 5:"])
    #expect(table.passedOver[0].contains("1.0 … 400.0 ms"))
  }

  @Test(arguments: ["", "a,b\n1,2\n", "date,rMSSD\n", "date,rMSSD\n2026-10-01,\"60\n", "date,rMSSD\n2026-10-01,9000\n"])
  func whatIsNoTableOfMorningsIsRefused(_ text: String) {
    #expect(throws: JournalError.self) { try table(text) }
  }

  @Test func theSameMorningIsTheSame() throws {
    let first = try table("date,rMSSD\n2026-10-01 06:50,60\n")
    let second = try table("date,rMSSD\n2026-10-01 06:50,60\n2026-10-02 06:50,61\n")
    let folder = JournalFolder()
    let journal = try folder.journal()
    try journal.add(Athlete(name: "Ada"), now: Moment(milliseconds: 0, utcOffset: 0))
    #expect(try journal.enter(first.records) == 1)
    #expect(try journal.enter(second.records) == 1)
    #expect(try journal.sessions().count == 2)
  }

  @Test func quotesAndLineEndsAreThoseOfRFC4180() throws {
    let table = try DelimitedTable(Array("\u{FEFF}a,\"b \"\"c\"\"\",\" d\"\r\n\"x\ny\",,z\r\n\r\n".utf8), name: "t")
    #expect(table.rows.map(\.cells) == [["a", "b \"c\"", " d"], ["x\ny", "", "z"]])
    #expect(table.rows.map(\.line) == [1, 2])
  }
}

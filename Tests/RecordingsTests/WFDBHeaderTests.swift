import ECGCore
import TestSupport
import Testing

@testable import Recordings

@Suite struct WFDBHeaderTests {
  @Test func `every field of header(5) is read`() throws {
    let text = """
      # before
      rec 2 360/72(5.5) 650000 12:30:00 01/02/2020\r
      a.dat 16x4:2+512 200.5(-7)/uV 12 1024 995 -22131 0 modified lead  II
      a.dat 212

      # <age>: 51
      """
    let header = try WFDBHeader.parse(Array(text.utf8), path: "rec.hea")
    #expect(header.record == "rec")
    #expect(header.framesPerSecond == 360)
    #expect(header.counterFrequency == 72)
    #expect(header.baseCounter == 5.5)
    #expect(header.frames == 650_000)
    #expect(header.startTime == "12:30:00")
    #expect(header.startDate == "01/02/2020")
    #expect(header.comments == [" before", " <age>: 51"])
    let first = try #require(header.signals.first)
    #expect(first.samplesPerFrame == 4)
    #expect(first.skew == 2)
    #expect(first.byteOffset == 512)
    #expect(first.gain == 200.5)
    #expect(first.baseline == -7)
    #expect(first.units == "uV")
    #expect(first.bits == 12)
    #expect(first.zero == 1024)
    #expect(first.initialValue == 995)
    #expect(first.checksum == -22131)
    #expect(first.description == "modified lead  II")
    #expect(header.signals[1].gain == nil)
    #expect(header.signals[1].units == "mV")
  }

  @Test func `the baseline is the converter's zero where none is stated`() throws {
    let header = try WFDBHeader.parse(Array("r 1\nr.dat 212 200 11 1024 995 -22131 0 MLII".utf8), path: "r.hea")
    #expect(header.signals[0].baseline == 1024)
    #expect(header.framesPerSecond == 250)
    #expect(!header.rateIsStated)
  }

  static let refused: [(text: String, line: Int, what: String)] = [
    ("100", 1, "a record line needs"),
    ("100 x 360", 1, "\"x\" is no plausible number of signals"),
    ("100 0 360", 1, "\"0\" is no plausible number of signals"),
    ("100 2000000000 360", 1, "\"2000000000\" is no plausible number of signals"),
    ("100 1 0 100\n100.dat 16", 1, "a sampling rate of 0 is impossible"),
    ("100 1 -360 100\n100.dat 16", 1, "a sampling rate of -360 is impossible"),
    ("100 1 NaN 100\n100.dat 16", 1, "\"NaN\" is no sampling rate"),
    ("100 1 inf 100\n100.dat 16", 1, "\"inf\" is no sampling rate"),
    ("100 1 360/x 100\n100.dat 16", 1, "\"x\" is no counter frequency"),
    ("100 1 360 -5\n100.dat 16", 1, "\"-5\" is no number of samples"),
    ("100 1 360 99999999999999999999\n100.dat 16", 1, "is no number of samples"),
    ("100/3 1 360 100\na 10\nb 10\nc 10", 1, "a multi-segment record"),
    ("100 1 360 100\n100.dat", 2, "a signal line needs"),
    ("100 1 360 100\n100.dat 17", 2, "format 17 is not read here"),
    ("100 1 360 100\n100.dat 508", 2, "format 508 is not read here"),
    ("100 1 360 100\n100.dat abc", 2, "\"abc\" is no format"),
    ("100 1 360 100\n100.dat 16x0", 2, "\"0\" is no plausible samples per frame"),
    ("100 1 360 100\n100.dat 16x99999", 2, "\"99999\" is no plausible samples per frame"),
    ("100 1 360 100\n100.dat 16+99999999999", 2, "is no plausible byte offset"),
    ("100 1 360 100\n100.dat 16 -200", 2, "a gain of -200 is negative"),
    ("100 1 360 100\n100.dat 16 nan", 2, "\"nan\" is no gain"),
    ("100 1 360 100\n100.dat 16 200(12", 2, "opens a bracket"),
    ("100 1 360 100\n100.dat 16 200(x)", 2, "\"x\" is no plausible baseline"),
    ("100 1 360 100\n\n# c\n100.dat 16 200 99", 4, "\"99\" is no plausible converter resolution"),
  ]

  @Test(arguments: refused.indices) func `absurd headers are refused with their line`(_ index: Int) throws {
    let (text, line, what) = Self.refused[index]
    let error = try #require(throws: RecordingError.self) { try WFDBHeader.parse(Array(text.utf8), path: "100.hea") }
    #expect(error.kind == .malformed)
    #expect(error.place == "100.hea, line \(line)")
    #expect(error.what.contains(what), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  @Test func `a header that ends early is truncated`() throws {
    let error = #expect(throws: RecordingError.self) {
      try WFDBHeader.parse(Array("100 2 360 100\n100.dat 16".utf8), path: "100.hea")
    }
    #expect(error?.kind == .truncated)
    #expect(error?.what == "1 signal lines where the header announces 2")
  }

  @Test func `files that do not fit the header are refused`() throws {
    let folder = TemporaryFolder()
    let path = folder.write("r.hea", "r 1 360 1000\nr.dat 16 200 12 0 0 0 0 II\n")
    func refusal() throws -> RecordingError { try #require(throws: RecordingError.self) { try Drained(path) } }
    var error = try refusal()
    #expect(error.kind == .notFound)
    #expect(error.place == "\(folder.path)/r.dat")
    #expect(error.what == "the signal file named in \(path), line 2, is missing")

    folder.write("r.dat", [UInt8](repeating: 0, count: 1999))
    error = try refusal()
    #expect(error.kind == .truncated)
    #expect(error.place == "\(folder.path)/r.dat, byte 1999")
    #expect(error.what == "the file ends after 999 of the 1000 samples that \(path) announces")

    folder.write("r.hea", "r 1 360 1000000000\nr.dat 32 200\n")
    #expect(try refusal().kind == .truncated)
    folder.write("r.hea", "r 1 360 0\nr.dat 16+4000 200\n")
    #expect(try refusal().kind == .empty)
    folder.write("r.hea", "r 1 20 100\nr.dat 16 200\n")
    error = try refusal()
    #expect(error.what == "a rate of 20 Hz is outside 50 to 10,000 Hz")
    folder.write("r.hea", "r 1 360 100\n../../etc/passwd 16 200\n")
    error = try refusal()
    #expect(error.what.contains("lies outside the header's folder"))
    folder.write("r.hea", "r 2 360 100\nr.dat 16 200\nr.dat 212 200\n")
    #expect(try refusal().what == "r.dat is said to hold format 212 and 16")
    folder.write("r.hea", "r 1 360 100\nr.dat 16 1e-200\n")
    #expect(try refusal().kind == .malformed)
    folder.write("r.hea", [])
    #expect(try refusal().kind == .empty)
  }

  @Test func `a header that is missing is named`() throws {
    let folder = TemporaryFolder()
    let path = folder.write("100.dat", [1, 2, 3])
    let error = #expect(throws: RecordingError.self) { try Recording.open(path) }
    #expect(error?.kind == .notFound)
    #expect(error?.what == "the header of \(path) is missing")
  }

  /// Bytes of a real header are changed, dropped and doubled: it is read or refused, and reading ends.
  @Test(arguments: [11, 12, 13, 14] as [UInt64]) func `mutated headers never crash (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let original = TemporaryFolder.read("\(FixturePaths.signals)/ludb_1.hea")
    folder.write("ludb_1.dat", TemporaryFolder.read("\(FixturePaths.signals)/ludb_1.dat"))
    let alphabet = Array("0123456789-+.()/x: \n#NaNe\u{7F}".utf8)
    var read = 0
    var refused = 0
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
        default: bytes[place] = alphabet.randomElement(using: &random) ?? 0
        }
      }
      let path = folder.write("ludb_1.hea", bytes)
      do {
        let drained = try Drained(path)
        #expect(drained.isSound)
        read += 1
      } catch {
        #expect(!error.what.isEmpty && !error.remedy.isEmpty && !error.place.isEmpty)
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0)
  }
}

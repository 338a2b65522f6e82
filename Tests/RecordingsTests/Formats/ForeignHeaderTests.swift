import ECGCore
import Testing

@testable import Recordings

/// Damaged matrices and records of several segments are refused with byte or line.
@Suite struct ForeignHeaderTests {
  private static func matrix(_ words: [UInt32], name: String = "val", data: Int = 800) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in words { bytes.appendLittle(word) }
    return bytes + Array(name.utf8) + [0] + [UInt8](repeating: 5, count: data)
  }

  static let matrices: [(words: [UInt32], byte: Int, what: String)] = [
    ([0, 2, 200, 0, 4], 0, "type 0 is no matrix of whole numbers"),
    ([1030, 2, 200, 0, 4], 0, "type 1030 is no matrix"),
    ([31, 2, 200, 0, 4], 0, "type 31 is no matrix"), ([30, 0, 200, 0, 4], 4, "0 signals are not plausible"),
    ([30, 2_000_000_000, 1, 0, 4], 4, "2000000000 signals are not plausible"),
    ([30, 2, 0, 0, 4], 8, "the matrix is empty"),
    ([30, 2, 200, 1, 4], 12, "the numbers are complex"), ([30, 2, 200, 0, 0], 16, "a name of 0 bytes"),
    ([30, 2, 200, 0, 4_000_000_000], 16, "a name of 4000000000 bytes"),
    ([30, 2, 2_000_000_000, 0, 4], 824, "before the 2 × 2000000000 samples"),
    ([20, 2, 200, 0, 4], 824, "before the 2 × 200 samples"),
  ]

  @Test(arguments: matrices.indices) func `absurd matrices are refused with their byte`(_ index: Int) throws {
    let (words, byte, what) = Self.matrices[index]
    let folder = TemporaryFolder()
    let path = folder.write("a.mat", Self.matrix(words))
    let error = try #require(throws: RecordingError.self) {
      try Laid(try Recording.signals(path, options: ReadingOptions(rateHertz: 300)))
    }
    #expect(error.place == "\(path), byte \(byte)" && error.what.contains(what) && !error.remedy.isEmpty, "\(error)")
  }

  @Test func `a matrix needs a rate, and then is read`() throws {
    let folder = TemporaryFolder()
    let path = folder.write("a.mat", Self.matrix([30, 2, 200, 0, 4]))
    let error = try #require(throws: RecordingError.self) { try Recording.open(path) }
    #expect(error.kind == .rateUnknown && error.remedy.contains("--rate"))
    let drained = try Drained(path, ReadingOptions(rateHertz: 300, lead: "2"))
    #expect(drained.values == Array(repeating: Float(0x0505) / 1000, count: 200))
    #expect(drained.facts.remarks.contains { $0.contains("assumed 1000 counts/mV") })
  }

  @Test func `a header that speaks of another matrix is refused`() throws {
    let folder = TemporaryFolder()
    let path = folder.write("a.mat", Self.matrix([30, 2, 200, 0, 4]))
    folder.write("a.hea", "a 1 300 400\na.mat 16+24 1000 16 0 0 0 0 II\n")
    let error = try #require(throws: RecordingError.self) { try Recording.signals(path) }
    #expect(error.place == "\(path), byte 4" && error.what.contains("holds 2 × 200 samples"), "\(error)")
  }

  static let masters: [(text: String, place: String, what: String)] = [
    ("r/x 1 250\ns 20", "line 1", "\"x\" is no plausible number of segments"),
    ("r/0 1 250\n", "line 1", "\"0\" is no plausible number of segments"),
    ("r/2000000000 1 250\ns 20", "line 1", "is no plausible number of segments"),
    ("r/1 1 0\ns 20", "line 1", "a sampling rate of 0 is impossible"),
    ("r/1 1 NaN\ns 20", "line 1", "\"NaN\" is no sampling rate"),
    ("r/2 1 250\ns 20", "", "1 segment lines where the header announces 2"),
    ("r/1 1 250\ns", "line 2", "a segment line needs a name and a number"),
    ("r/1 1 250\ns -5", "line 2", "\"-5\" is no plausible number of samples"),
    ("r/1 1 250\ns 9999999999", "line 2", "is no plausible number of samples"),
    ("r/1 1 250\n../s 20", "line 2", "lies outside the header's folder"),
    ("r/1 1 250\n~ 20", "", "no segment holds samples"),
    ("r/2 1 250\ns 20\nt 0", "line 3", "segment t is empty"),
    ("r/1 1 250 500\ns 20", "line 1", "500 samples are announced, and the segments have 20"),
    ("r/1 1 250\ns 21", "line 2", "is said to have 21 samples, its header says 20"),
    ("r/1 1 360\ns 20", "line 2", "segment s has 250 samples a second, the record 360"),
    ("r/1 1 250\nt 20", "t.hea", "the segment named in"),
    ("r/1 1 250\nr 20", "", "a multi-segment record cannot be a segment"),
  ]

  @Test(arguments: masters.indices) func `absurd records of segments are refused with their line`(_ index: Int) throws {
    let (text, place, what) = Self.masters[index]
    let folder = TemporaryFolder()
    folder.write("s.hea", "s 1 250 20\ns.dat 16 200 12 0 0 0 0 II\n")
    folder.write("s.dat", [UInt8](repeating: 1, count: 40))
    let path = folder.write("r.hea", text)
    let error = try #require(throws: RecordingError.self) { try Laid(try Recording.signals(path)) }
    #expect(error.place.hasSuffix(place) && error.what.contains(what) && !error.remedy.isEmpty, "\(error)")
  }
}

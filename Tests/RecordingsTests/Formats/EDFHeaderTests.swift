import ECGCore
import Testing

@testable import Recordings

/// Headings that are damaged, absurd or foreign: each is refused with the byte, or read as the format says.
@Suite struct EDFHeaderTests {
  /// A heading of one signal of 250 Hz and two records.
  struct Heading {
    var fields: [(name: String, width: Int, text: String)] = [
      ("version", 8, "0"), ("patient", 80, "X X X X"), ("recording", 80, "Startdate 29-FEB-2024 X X X"),
      ("date", 8, "29.02.24"), ("time", 8, "10.20.30"), ("length", 8, "512"), ("reserved", 44, ""), ("records", 8, "2"),
      ("seconds", 8, "1"), ("signals", 4, "1"), ("label", 16, "ECG II"), ("transducer", 80, ""), ("dimension", 8, "uV"),
      ("physical minimum", 8, "-3276.8"), ("physical maximum", 8, "3276.7"), ("digital minimum", 8, "-32768"),
      ("digital maximum", 8, "32767"), ("prefilter", 80, ""), ("samples", 8, "250"), ("reserved 2", 32, ""),
    ]

    func bytes(data: Int = 1000) -> [UInt8] {
      fields.flatMap { field in
        let text = Array(field.text.utf8)
        return text + Array(repeating: 0x20, count: max(0, field.width - text.count))
      } + (0..<data).map { UInt8(truncatingIfNeeded: $0 * 7) }
    }

    func with(_ name: String, _ text: String) -> Heading {
      var changed = self
      for index in fields.indices where fields[index].name == name { changed.fields[index].text = text }
      return changed
    }

    func place(_ name: String) -> Int {
      fields.prefix { $0.name != name }.reduce(0) { $0 + $1.width }
    }
  }

  static let refused: [(field: String, text: String, what: String)] = [
    ("length", "768", "a heading of 768 bytes is announced where 1 signals take 512"),
    ("length", "abc", "\"abc\" is no plausible length of the heading"),
    ("records", "-2", "\"-2\" is no plausible number of data records"),
    ("records", "NaN", "\"NaN\" is no plausible number of data records"),
    ("seconds", "0", "a data record of 0 s is impossible"), ("seconds", "-1", "a data record of -1 s is impossible"),
    ("seconds", "nan", "\"nan\" is no duration of a data record"),
    ("seconds", "1e-9", "samples in 0.000000001 s are not plausible"),
    ("seconds", "9e9", "a data record of 9000000000 s is impossible"),
    ("signals", "0", "\"0\" is no plausible number of signals"),
    ("signals", "9999", "\"9999\" is no plausible number of signals"),
    ("physical minimum", "NaN", "\"NaN\" is no physical minimum of ECG II"),
    ("physical minimum", "3276.7", "the physical minimum is the physical maximum"),
    ("physical maximum", "", "\"\" is no physical maximum of ECG II"),
    ("physical maximum", "1,5", "\"1,5\" is no physical maximum"),
    ("digital minimum", "-40000", "are none of EDF"),
    ("digital minimum", "32767", "the digital minimum does not lie below the maximum"),
    ("digital maximum", "12.5", "are none of EDF"), ("samples", "0", "\"0\" is no plausible number of samples"),
    ("samples", "-250", "\"-250\" is no plausible number of samples"),
    ("samples", "99999999", "is no plausible number of samples"),
  ]

  private func refusal(_ bytes: [UInt8]) throws -> RecordingError {
    let folder = TemporaryFolder()
    let path = folder.write("r.edf", bytes)
    let error = try #require(throws: RecordingError.self) { try Laid(try Recording.signals(path)) }
    #expect(error.place.hasPrefix(path) && !error.remedy.isEmpty, "\(error)")
    return error
  }

  @Test(arguments: refused.indices) func `absurd headings are refused with their byte`(_ index: Int) throws {
    let (field, text, what) = Self.refused[index]
    let heading = Heading().with(field, text)
    let error = try refusal(heading.bytes())
    #expect(error.kind == .malformed, "\(error)")
    #expect(error.what.contains(what), "\(error)")
    // What two fields contradict each other in is told at either.
    let byte = error.place.split(separator: " ").last.flatMap { Int($0) } ?? -1
    let named = heading.place(field)
    #expect(
      byte == named || what.contains("announced") || what.contains("physical minimum is")
        || what.contains("none of EDF"))
  }

  @Test func `what is sound is read`() throws {
    let folder = TemporaryFolder()
    let laid = try Laid(try Recording.signals(folder.write("r.edf", Heading().bytes())))
    #expect(laid.values[0].count == 500)
    #expect(laid.values[0][1] == Double(Int16(bitPattern: 0x150E)) / 10)
    #expect(laid.facts.framesPerSecond == 250)
    #expect(laid.facts.start == StartMoment(day: CalendarDay(year: 2024, month: 2, day: 29), secondsOfDay: 37_230))
    let lead = try Drained(folder.path + "/r.edf")
    #expect(lead.isSound && lead.values.count == 500 && lead.facts.lead == "ECG II")
    #expect(abs(Double(lead.values[1]) - laid.values[0][1] / 1000) < 1e-6)
    // Physical values that fall while counts rise: the specification allows it.
    let inverted = Heading().with("physical minimum", "3276.7").with("physical maximum", "-3276.8")
    let turned = try Laid(try Recording.signals(folder.write("i.edf", inverted.bytes())))
    #expect(zip(turned.values[0], laid.values[0]).allSatisfy { abs($0 + $1 + 0.1) < 1e-9 })
  }

  @Test func `cut files are refused at every length with the byte`() throws {
    let whole = Heading().bytes()
    for length in [1, 7, 8, 200, 255, 256, 300, 511, 512, 700, 1012, 1511] {
      let error = try refusal(Array(whole[..<length]))
      #expect([.truncated, .empty].contains(error.kind), "\(length): \(error)")
      #expect(error.place.hasSuffix("byte \(length)"), "\(length): \(error)")
    }
    let cut = try refusal(Array(whole[..<1300]))
    #expect(cut.what == "the file ends after 1 of the 2 data records that byte 236 announces")
    #expect(cut.remedy.contains("write 1 at byte 236"))
    // Two gigabytes claimed are not laid out.
    #expect(try refusal(Heading().with("records", "99999999").bytes()).kind == .truncated)
    #expect(try refusal(Heading().with("records", "0").bytes()).kind == .empty)
    let open = TemporaryFolder()
    let unknown = try Laid(
      try Recording.signals(open.write("r.edf", Heading().with("records", "-1").bytes(data: 1300))))
    #expect(unknown.values[0].count == 500)
    #expect(unknown.facts.remarks.contains { $0.contains("is not stated") })
  }

  @Test func `a discontinuous file without times is refused`() throws {
    let error = try refusal(Heading().with("reserved", "EDF+D").bytes())
    #expect(error.kind == .malformed && error.what.contains("does not state its time"), "\(error)")
    #expect(error.remedy.contains("write EDF+C at byte 192"))
  }

  @Test(arguments: [21, 22, 23, 24] as [UInt64]) func `mutated headings never crash (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let original = Heading().bytes()
    var read = 0
    var refused = 0
    for _ in 0..<300 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 168..<520, using: &random)
        bytes[place] =
          Bool.random(using: &random)
          ? UInt8.random(in: 0x20...0x7E, using: &random)
          : Array("0123456789-. eE".utf8).randomElement(using: &random) ?? 0
      }
      do {
        _ = try Laid(try Recording.signals(folder.write("m.edf", bytes)))
        read += 1
      } catch {
        #expect(!error.what.isEmpty && !error.remedy.isEmpty)
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0)
  }
}

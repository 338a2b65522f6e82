import ECGCore
import TestSupport
import Testing

@testable import Recordings

@Suite struct WFDBAnnotationTests {
  static let files = ExpectedValues.all.annotations.keys.sorted()

  @Test(arguments: files) func `annotations equal those of the wfdb package`(_ name: String) throws {
    let expected = try #require(ExpectedValues.all.annotations[name])
    let read = try WFDBAnnotationFile.read(path: "\(FixturePaths.signals)/\(name)")
    // The package takes a "## time resolution" note at the file's beginning out; here it is an annotation like others.
    let kept = read.filter { !$0.text.hasPrefix("## time resolution") }
    #expect(kept.count == expected.count)
    for (mine, theirs) in zip(kept, expected) {
      #expect(mine.sample == theirs.sample)
      #expect(mine.code.symbol.map(String.init) == theirs.symbol)
      #expect(mine.subtype == theirs.subtype)
      #expect(mine.channel == theirs.channel)
      #expect(mine.number == theirs.number)
      #expect(mine.text == theirs.text)
    }
  }

  @Test(arguments: files) func `written again, the bytes mean the same`(_ name: String) throws {
    let read = try WFDBAnnotationFile.read(path: "\(FixturePaths.signals)/\(name)")
    let again = try WFDBAnnotationFile.parse(WFDBAnnotationFile.encode(read), path: name)
    #expect(again == read)
  }

  @Test func `the writer's bytes are annot(5)'s`() {
    let bytes = WFDBAnnotationFile.encode([
      WFDBAnnotation(sample: 18, code: .normal), WFDBAnnotation(sample: 1100, code: .rhythm, text: "(N"),
    ])
    // 18 | N<<10; SKIP, 1082 with its high half first; +, text of two bytes; end.
    #expect(
      bytes == [18, 4, 0, 59 << 2, 0, 0, 0x3A, 4, 0, 28 << 2, 2, 63 << 2, UInt8(ascii: "("), UInt8(ascii: "N"), 0, 0])
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `any annotations survive a round trip (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var sample = 0
      let annotations = (0..<Int.random(in: 0...40, using: &random)).map { _ -> WFDBAnnotation in
        sample += [0, 1, 300, 1023, 1024, 70_000, 1 << 33].randomElement(using: &random) ?? 0
        let text = String(repeating: "x", count: Int.random(in: 0...5, using: &random) * 51)
        return WFDBAnnotation(
          sample: sample, code: WFDBAnnotationCode(rawValue: UInt8.random(in: 1...49, using: &random)) ?? .normal,
          subtype: Int.random(in: -128...127, using: &random), channel: Int.random(in: 0...255, using: &random),
          number: Int.random(in: -128...127, using: &random), text: text)
      }
      #expect(try WFDBAnnotationFile.parse(WFDBAnnotationFile.encode(annotations), path: "x.atr") == annotations)
    }
  }

  @Test func `a cut or foreign file is refused with its byte`() throws {
    let bytes = TemporaryFolder.read("\(FixturePaths.signals)/mitdb_208.atr")
    for length in 0..<bytes.count {
      let error = #expect(throws: RecordingError.self) {
        try WFDBAnnotationFile.parse(Array(bytes[..<length]), path: "208.atr")
      }
      #expect(error?.place.hasPrefix("208.atr, byte ") == true)
    }
    // Code 55 means nothing.
    let foreign = #expect(throws: RecordingError.self) { try WFDBAnnotationFile.parse([0, 55 << 2, 0, 0], path: "x") }
    #expect(foreign?.what == "55 is no annotation code")
  }

  @Test func `codes map to the classes of EC57`() {
    let classes: [(BeatLabel, String)] = [
      (.normal, "NLRejB"), (.supraventricular, "AaJSn"), (.ventricular, "VEr"), (.fusion, "F"), (.unknown, "/fQ?"),
    ]
    for (label, symbols) in classes {
      for symbol in symbols { #expect(WFDBAnnotationCode(symbol: symbol)?.beatLabel == label) }
      #expect(WFDBAnnotationCode(label).beatLabel == label)
    }
    for symbol in "~|+\"[]!x()" { #expect(WFDBAnnotationCode(symbol: symbol)?.beatLabel == nil) }
    #expect(WFDBAnnotationCode(rawValue: 0) == nil)
    #expect(WFDBAnnotationCode(symbol: " ") == nil)
  }
}

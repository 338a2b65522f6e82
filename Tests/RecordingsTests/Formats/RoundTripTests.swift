import ECGCore
import Testing

@testable import Recordings

/// What is written in a format and read back is what was there: each sample, time and annotation, within the format's own
/// resolution.
@Suite struct RoundTripTests {
  static let seeds = Array(1...12 as ClosedRange<UInt64>)

  private static func trip(
    _ made: MadeRecording, _ name: String, _ format: RecordingFormat, wfdb: WFDBFormat? = nil, comma: Bool = false
  ) throws -> (Laid, SignalConversion.Outcome) {
    let folder = TemporaryFolder()
    var target = SignalConversion.Target(path: "\(folder.path)/\(name)", format: format)
    target.wfdbFormat = wfdb
    target.hasDecimalComma = comma
    let outcome = try SignalConversion(to: target) { made }.run { _, _ in }
    #expect(folder.names.sorted() == outcome.files.map { String($0.dropFirst(folder.path.count + 1)) }.sorted())
    return (try Laid(try Recording.signals(outcome.files[0])), outcome)
  }

  /// Values lie no further apart than half a step of what was written.
  private static func compare(
    _ given: Laid, _ back: Laid, holds: Bool = false, steps: Double = 1e-6, _ words: String
  ) {
    #expect(
      abs(
        back.facts.framesPerSecond * Double(back.facts.channels[0].samplesPerFrame)
          - given.facts.framesPerSecond * Double(given.facts.channels[0].samplesPerFrame)) < 1e-6, "\(words): rate")
    #expect(back.values.count == given.values.count, "\(words): signals")
    for (index, channel) in given.facts.channels.enumerated() where index < back.values.count {
      let factor = back.facts.channels[index].units == "uV" && channel.units == "mV" ? 1e-3 : 1
      let gain = abs(channel.scale?.gain ?? 1)
      #expect(back.values[index].count == given.values[index].count, "\(words): samples of \(index)")
      var wrong = 0
      for (mine, theirs) in zip(given.values[index], back.values[index]) {
        if mine.isNaN {
          wrong += theirs.isNaN || holds ? 0 : 1
        } else if theirs.isNaN {
          wrong += 1
        } else if abs(theirs * factor - mine) > steps / gain + abs(mine) * 1e-9 {
          wrong += 1
        }
      }
      #expect(wrong == 0, "\(words): \(wrong) samples of signal \(index) of \(given.values[index].count)")
    }
    compareAnnotations(given, back, words)
  }

  private static func compareAnnotations(_ given: Laid, _ back: Laid, _ words: String) {
    #expect(back.annotations.count == given.annotations.count, "\(words): annotations")
    for (mine, theirs) in zip(given.annotations, back.annotations) {
      #expect(abs(mine.seconds - theirs.seconds) < 1e-6, "\(words): \(mine) \(theirs)")
      #expect(mine.duration == theirs.duration, "\(words): \(mine) \(theirs)")
      var moved = theirs
      moved.seconds = mine.seconds
      #expect(moved == mine, "\(words)")
    }
  }

  @Test(arguments: WFDBFormat.allCases.filter { $0 != .null }, [1, 2, 3, 4] as [UInt64])
  func `WFDB in every format (seed)`(_ format: WFDBFormat, _ seed: UInt64) throws {
    var kind = MadeRecording.Kind()
    let range = WFDBSampleEncoder.range(of: format)
    kind.counts = Int32(range.lowerBound)...Int32(range.upperBound)
    if format == .difference8 {
      kind.stepLimit = 120
      kind.hasGaps = false
      kind.hasMissing = false
    }
    let made = MadeRecording(kind, seed: seed)
    let (back, outcome) = try Self.trip(made, "r-1.hea", .wfdb, wfdb: format)
    #expect(outcome.remarks.allSatisfy { !$0.contains("steps of") }, "\(outcome.remarks)")
    Self.compare(try Laid(made), back, "format \(format.rawValue)")
  }

  @Test(arguments: seeds) func `WFDB chooses a format that keeps every count (seed)`(_ seed: UInt64) throws {
    var kind = MadeRecording.Kind()
    kind.counts = seed % 3 == 0 ? -2_000_000...2_000_000 : seed % 3 == 1 ? 0...60_000 : -100_000_000...100_000_000
    let made = MadeRecording(kind, seed: seed)
    let (back, _) = try Self.trip(made, "r.hea", .wfdb)
    Self.compare(try Laid(made), back, "counts \(kind.counts)")
  }

  @Test(arguments: seeds) func `EDF+ and BDF+ (seed)`(_ seed: UInt64) throws {
    for (format, counts) in [(RecordingFormat.edf, Int32(30_000)), (.bdf, 8_000_000)] {
      var kind = MadeRecording.Kind()
      kind.counts = -counts...counts
      kind.hasMissing = seed % 4 == 0
      kind.hasDurations = true
      kind.hasFractionalBaselines = seed % 3 == 0
      let made = MadeRecording(kind, seed: seed)
      let (back, outcome) = try Self.trip(made, "r.\(format.rawValue)", format)
      // Where eight characters cannot state the scale, counts are made anew: half a step of what is written, which is
      // hardly larger than the step that was.
      let isExact = !outcome.remarks.contains { $0.contains("steps of") }
      Self.compare(try Laid(made), back, holds: kind.hasMissing, steps: isExact ? 1e-6 : 0.8, format.rawValue)
    }
  }

  @Test(arguments: seeds) func `EDF+ keeps counts exactly where the gain is a common one (seed)`(_ seed: UInt64) throws
  {
    var kind = MadeRecording.Kind()
    kind.gains = [1, 10, 100, 200, 400, 1000, 4096.0 / 3]
    kind.hasMissing = false
    let made = MadeRecording(kind, seed: seed)
    let (back, outcome) = try Self.trip(made, "r.edf", .edf)
    #expect(!outcome.remarks.contains { $0.contains("steps of") }, "\(outcome.remarks)")
    Self.compare(try Laid(made), back, "common gains")
  }

  @Test(arguments: seeds) func `CSV (seed)`(_ seed: UInt64) throws {
    var kind = MadeRecording.Kind()
    kind.mostSamplesPerFrame = 1
    kind.mostChannels = 2
    kind.hasMissing = false
    kind.hasDurations = true
    kind.hasTexts = false
    kind.gains = [200, 1000, 4096.0 / 3]
    let made = MadeRecording(kind, seed: seed)
    let given = try Laid(made)
    guard given.values[0].count > 60 else { return }
    let (back, _) = try Self.trip(made, "r.csv", .csv, comma: seed % 2 == 0)
    Self.compare(given, back, steps: 0.1, "CSV")
  }
}

import BoardLink
import ECGCore
import Recordings

/// What a simulated board's electrodes see: a synthetic heart, or a recording read into memory.
struct PlayedSource {
  /// For a person: "a synthetic heart", "run.csv, 250 Hz".
  let words: String
  let heart: SyntheticHeart?
  private let millivolts: [Float]
  private let leads: [SampleFlags]
  private let hertz: Double
  private let end: VirtualSource.End

  private static let prefix = "synthetic"

  init(_ text: String, recording: ReadingOptions, isOnce: Bool) throws {
    end = isOnce ? .unplugs : .loops
    guard text == Self.prefix || text.hasPrefix(Self.prefix + ":") else {
      let reader: any RecordingReader
      do {
        reader = try Recording.open(text, options: recording)
        (millivolts, leads) = try Self.readAll(reader)
      } catch let error as RecordingError {
        throw CommandFailure(error)
      }
      hertz = reader.facts.rate.hertz
      heart = nil
      words = "\(text), \(reader.facts.lead), recorded at \(fixed(hertz, 1)) Hz"
      return
    }
    let heart = SyntheticHeart(try HeartSettings(text: String(text.dropFirst(Self.prefix.count + 1))))
    self.heart = heart
    millivolts = heart.millivolts()
    leads = []
    hertz = SyntheticHeart.hertz
    words = "a synthetic heart, \(heart.beatsInLoop) beats in a loop of \(fixed(heart.loopSeconds, 0)) s"
  }

  func source(_ calibration: Calibration) -> VirtualSource {
    VirtualSource(millivolts: millivolts, hertz: hertz, calibration: calibration, leads: leads, end: end)
  }

  /// A gap of the recording plays as an electrode that is off: no board can show one otherwise.
  private static func readAll(_ reader: any RecordingReader) throws -> ([Float], [SampleFlags]) {
    var reader = reader
    var values: [Float] = []
    var flags: [SampleFlags] = []
    while let block = try reader.next()?.block {
      let missing = block.start - values.count
      if missing > 0 || !block.flags.isEmpty || !flags.isEmpty {
        flags += Array(repeating: [], count: values.count - flags.count)
        flags += Array(repeating: .leadsOff, count: max(0, missing))
        flags += (0..<block.count).map { block.flags(at: $0).intersection(.leadsOff) }
      }
      values += Array(repeating: 0, count: max(0, missing)) + block.millivolts
    }
    return (values, flags)
  }
}

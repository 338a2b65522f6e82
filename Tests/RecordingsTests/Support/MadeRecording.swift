import ECGCore

@testable import Recordings

/// A recording that exists in memory only: what a conversion is given in tests.
struct MadeRecording: SignalReader {
  var facts: SignalFacts
  var items: [SignalItem] = []
  private var place = 0

  init(facts: SignalFacts, items: [SignalItem]) {
    self.facts = facts
    self.items = items
  }

  var readShare: Double { Double(place) / Double(max(1, items.count)) }

  mutating func next() -> SignalItem? {
    guard place < items.count else { return nil }
    defer { place += 1 }
    return items[place]
  }
}

/// Everything a recording says, laid on its grid.
struct Laid {
  var facts: SignalFacts
  /// Of each channel the physical values at all samples of the grid; NaN where none was taken.
  var values: [[Double]]
  var annotations: [SignalAnnotation] = []
  var flags: [SampleFlags] = []

  init(_ opened: any SignalReader) throws(RecordingError) {
    var reader = opened
    facts = reader.facts
    values = facts.channels.map { _ in [] }
    while let item = try reader.next() {
      switch item {
      case .annotation(let annotation): annotations.append(annotation)
      case .block(let block):
        while flags.count < block.start { flags.append([]) }
        flags += block.flags.isEmpty ? Array(repeating: [], count: block.frames) : block.flags
        for (index, channel) in reader.facts.channels.enumerated() {
          let start = block.start * channel.samplesPerFrame
          values[index] += Array(repeating: .nan, count: max(0, start - values[index].count))
          switch block.channels[index] {
          case .physical(let physical): values[index] += physical.map { Double($0) }
          case .counts(let counts):
            let scale = channel.scale ?? DigitalScale(known: 1)
            values[index] += counts.map { $0 == SignalValues.missing ? .nan : scale.physical($0) }
          }
        }
      }
    }
    facts = reader.facts
    annotations = annotations.enumerated().sorted { ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset) }
      .map(\.element)
  }
}

extension MadeRecording {
  /// What the random recordings of a test may have.
  struct Kind {
    var rates: [Double] = [50, 125, 128, 250, 256, 360, 500, 1000]
    var mostSamplesPerFrame = 4
    var mostChannels = 4
    /// Counts of the converter.
    var counts: ClosedRange<Int32> = -2000...2000
    var stepLimit: Int32?
    var hasGaps = true
    /// A signal alone may lack samples.
    var hasMissing = true
    var hasFractionalBaselines = false
    var hasDurations = false
    var hasTexts = true
    var gains: [Double] = [1, 10, 200, 400.5, 1000, 4096.0 / 3, 123.456789, 2e4]
  }

  init(_ kind: Kind, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rate = kind.rates.randomElement(using: &random) ?? 250
    let channels = (1...Int.random(in: 1...kind.mostChannels, using: &random)).map { index in
      let baseline = Double(Int.random(in: -1000...2000, using: &random))
      return SignalChannel(
        name: "lead \(index)", units: index == 3 ? "mmHg" : "mV",
        samplesPerFrame: Int.random(in: 1...kind.mostSamplesPerFrame, using: &random),
        scale: DigitalScale(
          gain: kind.gains.randomElement(using: &random) ?? 200,
          baseline: kind.hasFractionalBaselines ? baseline + Double.random(in: -0.5...0.5, using: &random) : baseline))
    }
    var items: [SignalItem] = []
    var start = 0
    var source = 0
    var values = channels.map { _ in (kind.counts.lowerBound / 2 + kind.counts.upperBound / 2) }
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let frames = Int.random(in: 1...700, using: &random)
      var columns: [SignalValues] = []
      for (index, channel) in channels.enumerated() {
        var column: [Int32] = []
        for sample in 0..<(frames * channel.samplesPerFrame) {
          if let limit = kind.stepLimit {
            let step = Int32.random(in: -limit...limit, using: &random)
            values[index] = min(max(values[index] + step, kind.counts.lowerBound), kind.counts.upperBound)
          } else {
            values[index] = Int32.random(in: kind.counts, using: &random)
          }
          let lacks = kind.hasMissing && index > 0 && sample % 97 < 5 && sample > 97
          column.append(lacks ? SignalValues.missing : values[index])
        }
        columns.append(.counts(column))
      }
      items.append(.block(SignalBlock(start: start, source: source, frames: frames, channels: columns)))
      source += frames
      start += frames
      if kind.hasGaps, Bool.random(using: &random) { start += Int.random(in: 1...3000, using: &random) }
    }
    let texts = ["", "(AFIB", "a note, with a comma; and \"quotes\"", "βλέπω", "beat", "x y"]
    var noted: [SignalAnnotation] = []
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let frame = Int.random(in: 0..<source, using: &random)
      var annotation = SignalAnnotation(
        seconds: Double(frame) / rate,
        code: WFDBAnnotationCode(rawValue: UInt8.random(in: 1...49, using: &random)) ?? .note,
        subtype: Int.random(in: -128...127, using: &random), channel: Int.random(in: 0...255, using: &random),
        number: Int.random(in: -128...127, using: &random),
        text: kind.hasTexts ? texts.randomElement(using: &random) ?? "" : "")
      if Bool.random(using: &random) {
        annotation = SignalAnnotation(
          seconds: annotation.seconds, text: annotation.text.isEmpty ? "mark" : annotation.text)
      }
      if kind.hasDurations, Bool.random(using: &random) {
        annotation.duration = Double(Int.random(in: 1...50, using: &random)) / 8
      }
      noted.append(annotation)
    }
    noted.sort { $0.seconds < $1.seconds }
    items += noted.map { .annotation($0) }
    self.init(
      facts: SignalFacts(path: "made", format: "made", framesPerSecond: rate, channels: channels), items: items)
  }
}

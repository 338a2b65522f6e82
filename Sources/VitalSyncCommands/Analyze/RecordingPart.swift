import ECGCore
import Recordings

/// A part of a recording; its times stay those of the whole, so that a strip is found again.
struct RecordingPart: Hashable, Sendable {
  var fromSeconds: Double
  /// `nil`: to the end.
  var toSeconds: Double?

  var words: String {
    "from \(clock(fromSeconds)) to \(toSeconds.map(clock) ?? "the end") of the recording"
  }

  /// Nothing of the recording lies in it.
  func isEmpty(in path: String) -> CommandFailure {
    CommandFailure(
      .usage, "\(path): there is no sample \(words). Choose a part that lies within it, of which it has samples.")
  }

  /// On the grid.
  func samples(at rate: SampleRate) -> Range<Int> {
    let from = Int((fromSeconds * rate.hertz).rounded(.up))
    let to = toSeconds.map { Int(min(($0 * rate.hertz).rounded(.up), 1e15)) } ?? .max
    return from..<max(from, to)
  }
}

/// Reads a part of a recording: what lies before is passed over, what lies behind is not read.
struct PartReader: RecordingReader {
  private var reader: any RecordingReader
  private let wanted: Range<Int>
  private(set) var isAtEnd = false
  /// Just past the last sample of the recording that was read, whether wanted or not.
  private(set) var readTo = 0
  private var hasSought = false

  init(_ reader: any RecordingReader, _ part: RecordingPart) {
    self.reader = reader
    wanted = part.samples(at: reader.facts.rate)
  }

  var facts: RecordingFacts {
    var facts = reader.facts
    facts.marks.removeAll { !wanted.contains($0.sample) }
    return facts
  }
  var readShare: Double { isAtEnd ? 1 : reader.readShare }

  mutating func next() throws(RecordingError) -> SourcedBlock? {
    if !hasSought {
      hasSought = true
      if wanted.lowerBound > 0 { try reader.seek(to: wanted.lowerBound) }
    }
    while !isAtEnd {
      guard let sourced = try reader.next() else { break }
      let block = sourced.block
      readTo = max(readTo, block.end)
      guard block.end > wanted.lowerBound else { continue }
      guard block.start < wanted.upperBound else { break }
      let kept = (max(block.start, wanted.lowerBound) - block.start)..<(min(block.end, wanted.upperBound) - block.start)
      guard kept.count < block.count else { return sourced }
      return SourcedBlock(
        block: SampleBlock(
          start: block.start + kept.lowerBound, millivolts: Array(block.millivolts[kept]),
          flags: block.flags.isEmpty ? [] : Array(block.flags[kept])),
        sourceStart: sourced.sourceStart + kept.lowerBound)
    }
    isAtEnd = true
    return nil
  }
}

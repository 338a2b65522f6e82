/// A part of a recording, or one of its signals, as a recording of its own: its time begins with the part.
package struct SignalPart: SignalReader {
  package private(set) var facts: SignalFacts
  private var reader: any SignalReader
  private let channel: Int?
  private let frames: Range<Int>
  private let framesPerSecond: Double
  private var isAtEnd = false
  private let moved: StartMoment?

  /// `seconds`: since the recording's beginning; `nil` for all of it.
  package init(_ reader: any SignalReader, seconds: Range<Double>?, lead: String?) throws(RecordingError) {
    self.reader = reader
    facts = reader.facts
    framesPerSecond = facts.framesPerSecond
    channel = try lead.map { (lead) throws(RecordingError) in try SignalChoice.index(in: reader.facts, lead: lead) }
    if let channel { facts.channels = [facts.channels[channel]] }
    func frame(_ seconds: Double) -> Int {
      Int(min(max((seconds * reader.facts.framesPerSecond).rounded(.up), 0), 1e15))
    }
    frames = seconds.map { frame($0.lowerBound)..<frame($0.upperBound) } ?? 0..<Int.max
    moved = facts.start?.later(bySeconds: Double(frames.lowerBound) / framesPerSecond)
    facts.start = moved
  }

  package var readShare: Double { isAtEnd ? 1 : reader.readShare }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    while !isAtEnd {
      guard let item = try reader.next() else { break }
      switch item {
      case .annotation(var annotation):
        let place = (annotation.seconds * framesPerSecond).rounded()
        guard place >= Double(frames.lowerBound), place < Double(frames.upperBound) else { continue }
        annotation.seconds -= Double(frames.lowerBound) / framesPerSecond
        return .annotation(annotation)
      case .block(var block):
        // Annotations may come behind all blocks: reading goes on to the end.
        let low = max(block.start, frames.lowerBound)
        let high = min(block.end, frames.upperBound)
        guard low < high else { continue }
        block = block.part((low - block.start)..<(high - block.start))
        block.start -= frames.lowerBound
        if let channel { block.channels = [block.channels[channel]] }
        return .block(block)
      }
    }
    isAtEnd = true
    facts.remarks = reader.facts.remarks
    return nil
  }
}

import ECGCore
import FoundationEssentials

/// The native capture for a conversion: its samples, and its marks and notes as annotations.
package struct CaptureSignalReader: SignalReader {
  package private(set) var facts: SignalFacts
  private var items: CaptureItemReader
  private let framesPerSecond: Double
  private var end = 0
  private var source = 0
  private var isConcluded = false

  package init(path: String) throws(RecordingError) {
    // What the session states of itself, and that it has samples that make sense, is for its own reader to say.
    let reader = try CaptureReader(path: path)
    items = try CaptureItemReader(path: path, scale: nil, skipsRaw: false)
    framesPerSecond = reader.facts.rate.hertz
    var channel = SignalChannel(name: "ECG", units: "mV")
    channel.scale = reader.scale.flatMap {
      DigitalScale(gain: Double(1 << $0.bits) * $0.gain / $0.referenceMillivolts, baseline: $0.midScale)
    }
    channel.bits = reader.scale?.bits
    facts = SignalFacts(
      path: path, format: reader.facts.format, framesPerSecond: framesPerSecond, channels: [channel],
      start: reader.captureFacts.startedUnixNanoseconds.flatMap { StartMoment(unixNanoseconds: $0) },
      comments: reader.captureFacts.device.sorted { $0.key < $1.key }.map { " \($0.key): \($0.value)" })
    items = try CaptureItemReader(path: path, scale: reader.scale, skipsRaw: false)
  }

  package var readShare: Double { items.share }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    while let item = try items.next() {
      switch item {
      case .samples(let block):
        let known = max(0, min(block.count, end - block.start))
        guard known < block.count, block.start + known >= 0 else { continue }
        let count = block.count - known
        end = block.end
        defer { source += count }
        return .block(
          SignalBlock(
            start: block.start + known, source: source, frames: count,
            channels: [.physical(Array(block.millivolts.dropFirst(known)))],
            flags: Array(block.flags.dropFirst(known))))
      case .mark(let sample, let text): return .annotation(annotation(sample, text))
      case .note(let sample, let name, let json):
        return .annotation(annotation(sample, Self.statement(json).map { "\(name): \($0)" } ?? name))
      case .raw: note("the bytes as they came, with their times of arrival")
      case .settings: note("the session's settings")
      case .facts, .scale, .end: continue
      }
    }
    conclude()
    return nil
  }

  private mutating func note(_ content: String) {
    if !facts.foreignContent.contains(content) { facts.foreignContent.append(content) }
  }

  private func annotation(_ sample: Int, _ text: String) -> SignalAnnotation {
    SignalAnnotation(seconds: Double(max(0, sample)) / framesPerSecond, text: text)
  }

  private struct Statement: Decodable {
    var statement: String?
    var message: String?
  }

  /// What a note says in words: docs/recording.md.
  private static func statement(_ json: String) -> String? {
    let read = try? JSONDecoder().decode(Statement.self, from: Data(json.utf8))
    return read?.statement ?? read?.message
  }

  private mutating func conclude() {
    guard !isConcluded else { return }
    isConcluded = true
    if let first = items.firstDamage, first < items.tail {
      facts.remarks.append("damaged from byte \(first) on: \(items.lostBlocks) blocks (about as many seconds) are lost")
    }
    if items.ending == nil {
      facts.remarks.append("the recording was cut: it ends without being closed, at its last whole block")
    }
  }
}

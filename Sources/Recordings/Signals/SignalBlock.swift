package import ECGCore

/// Consecutive frames of all signals.
package struct SignalBlock: Hashable, Sendable {
  /// Index of the first frame on the recording's grid (lost frames counted).
  package var start: Int
  /// Index of the first frame among the recording's own, which do not count what was lost.
  package var source: Int
  package var frames: Int
  /// One entry a signal, each with `frames` times its samples a frame.
  package var channels: [SignalValues]
  /// One entry a frame, or empty where there is nothing to say of any.
  package var flags: [SampleFlags]

  package init(start: Int, source: Int, frames: Int, channels: [SignalValues], flags: [SampleFlags] = []) {
    self.start = start
    self.source = source
    self.frames = frames
    self.channels = channels
    self.flags = flags
  }

  package var end: Int { start + frames }

  /// Frames `range` of the block, counted from its first.
  package func part(_ range: Range<Int>) -> SignalBlock {
    guard range != 0..<frames else { return self }
    return SignalBlock(
      start: start + range.lowerBound, source: source + range.lowerBound, frames: range.count,
      channels: channels.map { values in
        let each = frames > 0 ? values.count / frames : 0
        return values.part((range.lowerBound * each)..<(range.upperBound * each))
      }, flags: flags.isEmpty ? [] : Array(flags[range]))
  }

  /// The block without the frames in which no signal has a sample.
  package var withoutEmptyFrames: [SignalBlock] {
    guard channels.contains(where: \.hasMissing) else { return [self] }
    var parts: [SignalBlock] = []
    var first: Int?
    for frame in 0...frames {
      let isTaken = frame < frames && channels.contains { $0.hasSample(frame: frame, of: frames) }
      if isTaken, first == nil { first = frame }
      if !isTaken, let begin = first {
        parts.append(part(begin..<frame))
        first = nil
      }
    }
    return parts
  }
}

/// Samples of one signal.
package enum SignalValues: Hashable, Sendable {
  case counts([Int32])
  case physical([Float])

  /// Stands for a sample that was not taken; among physical values that is NaN.
  package static let missing = Int32.min

  package var count: Int {
    switch self {
    case .counts(let values): values.count
    case .physical(let values): values.count
    }
  }

  var hasMissing: Bool {
    switch self {
    case .counts(let values): values.contains(Self.missing)
    case .physical(let values): values.contains { $0.isNaN }
    }
  }

  func part(_ range: Range<Int>) -> SignalValues {
    switch self {
    case .counts(let values): .counts(Array(values[range]))
    case .physical(let values): .physical(Array(values[range]))
    }
  }

  func hasSample(frame: Int, of frames: Int) -> Bool {
    let each = count / frames
    let range = (frame * each)..<((frame + 1) * each)
    return switch self {
    case .counts(let values): values[range].contains { $0 != Self.missing }
    case .physical(let values): values[range].contains { !$0.isNaN }
    }
  }
}

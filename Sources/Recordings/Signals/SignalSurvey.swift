import ECGCore

/// What a first reading of a recording finds: how long it is, where it has holes, what its values span, what is noted.
package struct SignalSurvey: Sendable {
  /// Runs of frames without a hole, ascending.
  package private(set) var runs: [Range<Int>] = []
  package private(set) var channels: [ChannelSurvey]
  /// In the order of their times.
  package private(set) var annotations: [SignalAnnotation] = []
  /// Frames at which an electrode was off, or the converter at its end.
  package private(set) var flaggedFrames = 0
  private let framesPerSecond: Double
  private var flagsBefore: SampleFlags = []
  private var flagsSince = 0

  package init(_ facts: SignalFacts) {
    framesPerSecond = facts.framesPerSecond
    channels = facts.channels.map(ChannelSurvey.init)
  }

  package var frames: Int { runs.reduce(0) { $0 + $1.count } }
  package var begin: Int { runs.first?.lowerBound ?? 0 }
  package var end: Int { runs.last?.upperBound ?? 0 }
  package var gaps: Int { max(0, runs.count - 1) }

  private static let clipped = "clipped"
  private static let leadsOff = "leads off"

  /// The annotation says what the flags say.
  func isFlag(_ annotation: SignalAnnotation) -> Bool {
    annotation.code == .note && annotation.duration != nil && [Self.clipped, Self.leadsOff].contains(annotation.text)
  }

  package mutating func take(_ item: SignalItem) {
    switch item {
    case .annotation(let annotation): annotations.append(annotation)
    case .block(let block):
      if let last = runs.last, last.upperBound == block.start {
        runs[runs.count - 1] = last.lowerBound..<block.end
      } else {
        runs.append(block.start..<block.end)
      }
      for index in channels.indices { channels[index].take(block.channels[index]) }
      takeFlags(block)
    }
  }

  /// Lead state becomes annotations: the formats of other tools have no better place for it.
  private mutating func takeFlags(_ block: SignalBlock) {
    guard !block.flags.isEmpty || !flagsBefore.isEmpty else { return }
    for offset in 0..<block.frames {
      let flags = block.flags.isEmpty ? [] : block.flags[offset]
      if !flags.isEmpty { flaggedFrames += 1 }
      if flags != flagsBefore { endFlags(at: block.start + offset, next: flags) }
    }
  }

  private mutating func endFlags(at frame: Int, next flags: SampleFlags) {
    if !flagsBefore.isEmpty {
      let begin = Double(flagsSince) / framesPerSecond
      annotations.append(
        SignalAnnotation(
          seconds: begin, duration: Double(frame) / framesPerSecond - begin,
          text: flagsBefore.isDisjoint(with: .leadsOff) ? Self.clipped : Self.leadsOff))
    }
    flagsBefore = flags
    flagsSince = frame
  }

  package mutating func finish() {
    endFlags(at: end, next: [])
    // Stable: annotations of one time keep their order.
    annotations = annotations.enumerated().sorted {
      ($0.element.seconds, $0.offset) < ($1.element.seconds, $1.offset)
    }.map(\.element)
  }
}

/// What one signal's values span.
package struct ChannelSurvey: Hashable, Sendable {
  package private(set) var least: Double?
  package private(set) var greatest: Double?
  package private(set) var isPhysical = false
  package private(set) var missing = 0
  /// Scales on whose counts all physical values lie; the first is the best.
  package private(set) var fitting: [DigitalScale]

  /// Off a count by more than this share of one, a value is not that count.
  private static let tolerance = 0.02

  init(_ channel: SignalChannel) {
    let decimals = [1.0, 10, 100, 200, 1000, 1e4, 1e5, 1e6].compactMap { DigitalScale(gain: $0, baseline: 0) }
    fitting = (channel.scale.map { [$0] } ?? []) + decimals
  }

  mutating func take(_ values: SignalValues) {
    switch values {
    case .counts(let counts):
      var low = Int32.max
      var high = Int32.min
      for count in counts {
        if count == SignalValues.missing {
          missing += 1
          continue
        }
        low = min(low, count)
        high = max(high, count)
      }
      if low <= high { widen(Double(low), Double(high)) }
    case .physical(let values):
      isPhysical = true
      for value in values {
        if value.isNaN {
          missing += 1
          continue
        }
        let exact = Double(value)
        widen(exact, exact)
        if !fitting.isEmpty {
          // A Float tells a 2^-24th of itself.
          fitting.removeAll { scale in
            let count = scale.count(exact)
            return abs(count - count.rounded()) > max(Self.tolerance, abs(exact * scale.gain) * 1.2e-7)
              || abs(exact * scale.gain) * 1.2e-7 > 0.4
          }
        }
      }
    }
  }

  private mutating func widen(_ low: Double, _ high: Double) {
    least = min(least ?? low, low)
    greatest = max(greatest ?? high, high)
  }
}

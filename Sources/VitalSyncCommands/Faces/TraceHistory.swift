package import ECGCore

/// The last minutes of signal and of what was found in it, for the eye: fed block by block, read by painters.
/// Nothing is allocated after it is made.
package struct TraceHistory: Sendable {
  package let rate: SampleRate
  /// Grid index just past the newest sample.
  package private(set) var end = 0
  /// Grid index just past the newest conditioned sample; behind `end` by the filters' delay.
  package private(set) var conditionedEnd = 0
  package private(set) var beats: Ring<Mark>
  package private(set) var intervals: Ring<RRInterval>
  /// Grid positions that the user marked.
  package private(set) var marks: Ring<Int>
  package private(set) var markCount = 0

  private let capacity: Int
  private var raw: [Float]
  private var conditioned: [Float]
  private var states: [State]

  /// How far back the trace can be looked at, in seconds.
  package static let secondsKept = 300.0
  /// Beats and intervals kept: 5 min at 200 a minute.
  private static let beatsKept = 1000
  private static let marksKept = 99

  /// A beat as the trace shows it.
  package struct Mark: Hashable, Sendable {
    package var position: Double
    /// Its class; `nil` until it is named.
    package var label: BeatLabel?
  }

  /// What is known of one sample.
  package struct State: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    package static let hasRaw = State(rawValue: 1)
    package static let hasConditioned = State(rawValue: 2)
    package static let leadsOff = State(rawValue: 4)
    package static let clipped = State(rawValue: 8)
    package static let flat = State(rawValue: 16)
    package static let poor = State(rawValue: 32)
  }

  package init(rate: SampleRate) {
    self.rate = rate
    capacity = rate.samples(in: Self.secondsKept)
    raw = Array(repeating: 0, count: capacity)
    conditioned = Array(repeating: 0, count: capacity)
    states = Array(repeating: [], count: capacity)
    beats = Ring(capacity: Self.beatsKept, filler: Mark(position: 0, label: nil))
    intervals = Ring(
      capacity: Self.beatsKept, filler: RRInterval(from: 0, to: 0, seconds: 0, verdict: .impossible))
    marks = Ring(capacity: Self.marksKept, filler: 0)
  }

  /// The oldest grid index still held.
  package var start: Int { max(0, end - capacity) }

  /// Call with each block before the chain gets it.
  package mutating func append(_ block: SampleBlock) {
    reach(block.end)
    for (offset, value) in block.millivolts.enumerated() where block.start + offset >= start {
      let slot = slot(block.start + offset)
      raw[slot] = value
      let flags = block.flags(at: offset)
      var state = states[slot].union(.hasRaw)
      if !flags.isDisjoint(with: .leadsOff) { state.insert(.leadsOff) }
      if flags.contains(.clipped) { state.insert(.clipped) }
      states[slot] = state
    }
  }

  /// Notes a mark of the user at the newest sample and returns its number and place.
  package mutating func mark() -> (number: Int, position: Int) {
    marks.append(end)
    markCount += 1
    return (markCount, end)
  }

  package func state(_ index: Int) -> State {
    index >= start && index < end && index >= 0 ? states[slot(index)] : []
  }

  /// The sample at a grid index in millivolts, or `nil` where none came.
  package func value(_ index: Int, conditioned wanted: Bool) -> Float? {
    let state = state(index)
    guard state.contains(wanted ? .hasConditioned : .hasRaw) else { return nil }
    return wanted ? conditioned[slot(index)] : raw[slot(index)]
  }

  private func slot(_ index: Int) -> Int { index % capacity }

  /// Opens the places up to `newEnd`: until a sample comes, each is a gap.
  private mutating func reach(_ newEnd: Int) {
    guard newEnd > end else { return }
    for index in max(end, newEnd - capacity)..<newEnd { states[slot(index)] = [] }
    end = newEnd
  }
}

extension TraceHistory: Sink {
  package typealias Element = PipelineEvent

  package mutating func receive(_ event: PipelineEvent) {
    switch event {
    case .conditioned(let block):
      reach(block.end)
      conditionedEnd = max(conditionedEnd, block.end)
      for (offset, value) in block.millivolts.enumerated() where block.start + offset >= start {
        let slot = slot(block.start + offset)
        conditioned[slot] = value
        states[slot].insert(.hasConditioned)
      }
    case .beat(let beat):
      receive(Mark(position: beat.position, label: beat.label == .unknown ? nil : beat.label))
    case .interval(let interval): intervals.append(interval)
    case .quality(let second):
      guard let state = Self.state(of: second.state) else { return }
      for index in max(start, second.start)..<max(start, min(end, second.start + second.count)) {
        states[slot(index)].insert(state)
      }
    case .classified(let classified):
      receive(Mark(position: classified.beat.position, label: classified.beat.label))
    case .finding, .figures, .rhythm, .ectopy, .strip, .delineation, .intervals: break
    }
  }

  /// A beat told again (a later verdict) takes the place of the first telling.
  private mutating func receive(_ mark: Mark) {
    for age in 0..<min(16, beats.count) where abs(beats[age: age].position - mark.position) < 1 {
      beats[age: age] = mark
      return
    }
    beats.append(mark)
  }

  private static func state(of state: SignalState) -> State? {
    switch state {
    case .good, .fair: nil
    case .poor: .poor
    case .clipped: .clipped
    case .flat: .flat
    case .leadsOff: .leadsOff
    }
  }
}

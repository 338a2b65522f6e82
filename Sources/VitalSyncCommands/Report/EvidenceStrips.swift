import ECGCore

/// Keeps, of the signal as it goes by, the stretch that shows each finding. Memory: half a minute of signal, and a strip a
/// finding.
struct EvidenceStrips: Sink {
  typealias Element = PipelineEvent

  /// A stretch of conditioned signal. Missing samples are `nil`.
  struct Strip: Hashable, Sendable {
    /// Grid index of the first sample.
    var start: Int
    var millivolts: [Float?]
    /// R peaks in it, on the grid.
    var beats: [Double] = []
    /// The classes of those that were named.
    var labels: [Double: BeatLabel] = [:]
    /// The beat that is spoken of, where it is one.
    var chosen: Double?

    var range: Range<Int> { start..<(start + millivolts.count) }

    func contains(_ position: Double) -> Bool {
      position >= Double(start) && position < Double(start + millivolts.count)
    }
  }

  private let rate: SampleRate
  private let capacity: Int
  private var ring: [Float?]
  private var end = 0
  private var beats: [Double] = []
  private var labels: [Double: BeatLabel] = [:]
  private var wanted: [Finding] = []
  private var strips: [Name: Strip] = [:]
  /// Cut, but a beat in them may still be told.
  private var open: [Name] = []
  /// Likewise, but a beat in them may still be named.
  private var unnamed: [Name] = []

  private struct Name: Hashable {
    var kind: FindingKind
    var onset: Int
  }

  /// How much signal is held for findings yet to come, in seconds.
  private static let secondsHeld = 40.0
  /// Longest strip, in seconds: what a terminal's width still shows beat by beat.
  private static let longestSeconds = 10.0
  /// Shown behind the evidence, in seconds: the beat that ends a pause, and whether a run goes on.
  private static let secondsAfter = 1.0
  /// Strips kept; a recording with more findings shows the first of them.
  private static let mostStrips = 200

  init(rate: SampleRate) {
    self.rate = rate
    capacity = rate.samples(in: Self.secondsHeld)
    ring = Array(repeating: nil, count: capacity)
  }

  func strip(of finding: Finding) -> Strip? {
    strips[Name(kind: finding.kind, onset: finding.onset)]
  }

  mutating func receive(_ event: PipelineEvent) {
    switch event {
    case .conditioned(let block): append(block)
    case .beat(let beat):
      beats.append(beat.position)
      if beats.count > 512 {
        for position in beats[..<256] { labels[position] = nil }
        beats.removeFirst(256)
      }
      addLate(beat.position)
    case .classified(let classified): name(classified.beat)
    case .finding(let finding): want(finding)
    case .interval, .quality, .figures, .rhythm, .ectopy, .strip, .delineation, .intervals: break
    }
  }

  /// A beat is decided some time after its signal was cut.
  private mutating func addLate(_ position: Double) {
    open.removeAll { name in
      guard let strip = strips[name], position < Double(strip.start + strip.millivolts.count) else { return true }
      if position >= Double(strip.start), position > strip.beats.last ?? -1 { strips[name]?.beats.append(position) }
      return false
    }
  }

  /// A beat is named one beat later still.
  private mutating func name(_ beat: Beat) {
    labels[beat.position] = beat.label
    unnamed.removeAll { name in
      guard let strip = strips[name], beat.position < Double(strip.start + strip.millivolts.count) else { return true }
      if strip.contains(beat.position) { strips[name]?.labels[beat.position] = beat.label }
      return false
    }
  }

  /// Cuts what still waits for signal that will not come.
  mutating func finish() {
    for finding in wanted { cut(finding) }
    wanted.removeAll()
  }

  private mutating func append(_ block: SampleBlock) {
    if block.start > end {
      for index in max(end, block.start - capacity)..<block.start { ring[index % capacity] = nil }
    }
    // Cut while the ring still holds it: a block may be longer than the ring.
    for (offset, value) in block.millivolts.enumerated() {
      end = block.start + offset + 1
      ring[(end - 1) % capacity] = value
      if !wanted.isEmpty { cutWhatIsComplete() }
    }
  }

  private mutating func want(_ finding: Finding) {
    // The first form of a finding has its signal at hand; a later form only says how long it went on.
    let name = Name(kind: finding.kind, onset: finding.onset)
    guard strips[name] == nil, strips.count + wanted.count < Self.mostStrips,
      !wanted.contains(where: { $0.kind == finding.kind && $0.onset == finding.onset })
    else { return }
    wanted.append(finding)
    cutWhatIsComplete()
  }

  private mutating func cutWhatIsComplete() {
    guard let index = wanted.firstIndex(where: { range(of: $0).upperBound <= end }) else { return }
    cut(wanted.remove(at: index))
  }

  private func range(of finding: Finding) -> Range<Int> {
    let longest = rate.samples(in: Self.longestSeconds)
    let last = finding.evidence.upperBound + 1 + rate.samples(in: Self.secondsAfter)
    return max(finding.evidence.lowerBound, last - longest)..<last
  }

  private mutating func cut(_ finding: Finding) {
    let range = range(of: finding).clamped(to: max(0, end - capacity)..<end)
    guard !range.isEmpty else { return }
    let name = Name(kind: finding.kind, onset: finding.onset)
    open.append(name)
    unnamed.append(name)
    let inside = beats.filter { range.contains(Int($0)) }
    var strip = Strip(start: range.lowerBound, millivolts: range.map { ring[$0 % capacity] }, beats: inside)
    for position in inside { strip.labels[position] = labels[position] }
    strips[name] = strip
  }
}

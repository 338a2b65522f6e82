import ECGCore

/// Keeps the cleanest stretch of the signal as it goes by: what the ECG looks like where it can be seen best. Memory: half a
/// minute of signal.
struct CleanestStrip: Sink {
  typealias Element = PipelineEvent

  private(set) var strip: EvidenceStrips.Strip?

  private let rate: SampleRate
  private let capacity: Int
  private var ring: [Float?]
  private var end = 0
  private var beats: [Double] = []
  private var labels: [Double: BeatLabel] = [:]
  private var seconds: [QualitySecond] = []
  /// Where the newest interval ended that was not normal: no steady rhythm reaches back beyond it.
  private var unsteadyTo = 0.0
  private var best: Float = 0
  /// Chosen, but not all of it is conditioned yet.
  private var wanted: Range<Int>?

  /// Length of the strip, in whole seconds.
  private static let secondsShown = 7
  /// Signal and judgements held, in seconds.
  private static let secondsHeld = 30.0
  /// What follows the last beat: half of an interval at 60 bpm, in seconds.
  private static let secondsBehind = 0.5
  /// A later stretch has to be so much better to take the place: mean quality index.
  private static let step: Float = 0.02
  /// What a steady rhythm is worth, as quality index: more than any index.
  private static let steadiness: Float = 1

  init(rate: SampleRate) {
    self.rate = rate
    capacity = rate.samples(in: Self.secondsHeld)
    ring = Array(repeating: nil, count: capacity)
  }

  mutating func receive(_ event: PipelineEvent) {
    switch event {
    case .conditioned(let block):
      if block.start != end { ring = Array(repeating: nil, count: capacity) }
      for (offset, value) in block.millivolts.enumerated() { ring[(block.start + offset) % capacity] = value }
      end = block.end
      cutWhereComplete()
    case .beat(let beat):
      beats.append(beat.position)
      if beats.count > 512 {
        for position in beats[..<256] { labels[position] = nil }
        beats.removeFirst(256)
      }
      if let strip, strip.beats.last ?? 0 < beat.position, strip.contains(beat.position) {
        self.strip?.beats.append(beat.position)
      }
    case .quality(let second):
      seconds.append(second)
      if seconds.count > 2 * Int(Self.secondsHeld) { seconds.removeFirst(Int(Self.secondsHeld)) }
    case .classified(let classified):
      labels[classified.beat.position] = classified.beat.label
      if strip?.contains(classified.beat.position) == true {
        strip?.labels[classified.beat.position] = classified.beat.label
      }
    case .interval(let interval): take(interval)
    case .finding, .figures, .rhythm, .ectopy, .strip, .delineation, .intervals: break
    }
  }

  private mutating func take(_ interval: RRInterval) {
    if interval.verdict != .normal { unsteadyTo = interval.to }
    let last = Int(interval.to) + rate.samples(in: Self.secondsBehind)
    let first = last - rate.samples(in: Double(Self.secondsShown))
    guard first >= 0, let quality = quality(first..<last) else { return }
    let score = quality + (unsteadyTo < Double(first) ? Self.steadiness : 0)
    guard score > best + Self.step else { return }
    best = score
    wanted = first..<last
    cutWhereComplete()
  }

  /// Mean index of the judged seconds in a stretch; `nil` where one of them is not good or not there.
  private func quality(_ range: Range<Int>) -> Float? {
    // The newest second may still be unjudged: the beats in it were found.
    let inside = seconds.filter { $0.start < range.upperBound && $0.start + $0.count > range.lowerBound }
    guard inside.count >= Self.secondsShown - 1, inside.allSatisfy({ $0.state == .good }),
      inside.first.map({ $0.start <= range.lowerBound }) == true
    else { return nil }
    return inside.reduce(0) { $0 + $1.index } / Float(inside.count)
  }

  private mutating func cutWhereComplete() {
    guard let range = wanted, range.upperBound <= end else { return }
    wanted = nil
    guard range.lowerBound >= max(0, end - capacity) else { return }
    let inside = beats.filter { $0 >= Double(range.lowerBound) && $0 < Double(range.upperBound) }
    var chosen = EvidenceStrips.Strip(
      start: range.lowerBound, millivolts: range.map { ring[$0 % capacity] }, beats: inside)
    for position in inside { chosen.labels[position] = labels[position] }
    strip = chosen
  }
}

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
  private var indices: [Float] = []
  private var runBegin = 0
  private var best: Float = 0
  /// Chosen, but not all of it is conditioned yet.
  private var wanted: Range<Int>?

  /// Length of the strip, in whole seconds.
  private static let seconds = 7
  /// Signal held until it is judged, in seconds.
  private static let secondsHeld = 30.0
  /// A later stretch has to be so much better to take the place: mean quality index.
  private static let step: Float = 0.02

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
      if beats.count > 512 { beats.removeFirst(256) }
      if let strip, strip.beats.last ?? 0 < beat.position, contains(strip, beat.position) {
        self.strip?.beats.append(beat.position)
      }
    case .quality(let second): take(second)
    case .interval, .finding, .figures: break
    }
  }

  private func contains(_ strip: EvidenceStrips.Strip, _ position: Double) -> Bool {
    position >= Double(strip.start) && position < Double(strip.start + strip.millivolts.count)
  }

  private mutating func take(_ second: QualitySecond) {
    let follows = second.start == runBegin
    runBegin = second.start + second.count
    if second.state != .good || !follows { indices.removeAll() }
    guard second.state == .good else { return }
    indices.append(second.index)
    if indices.count > Self.seconds { indices.removeFirst() }
    let mean = indices.reduce(0, +) / Float(indices.count)
    guard indices.count == Self.seconds, mean > best + Self.step else { return }
    best = mean
    wanted = (runBegin - rate.samples(in: Double(Self.seconds)))..<runBegin
    cutWhereComplete()
  }

  private mutating func cutWhereComplete() {
    guard let range = wanted, range.upperBound <= end else { return }
    wanted = nil
    guard range.lowerBound >= max(0, end - capacity) else { return }
    strip = EvidenceStrips.Strip(
      start: range.lowerBound, millivolts: range.map { ring[$0 % capacity] },
      beats: beats.filter { $0 >= Double(range.lowerBound) && $0 < Double(range.upperBound) })
  }
}

import ECGCore
import Recordings

/// Runs the chain over a recording up to a little past a time, keeping the beat there, the strip about it, and what the
/// wearer's usual beats before it were like.
struct BeatStory {
  let rate: SampleRate
  private let place: Double
  private(set) var told: ClassifiedBeat?
  private(set) var strip: EvidenceStrips.Strip
  /// Mean features of the beats called normal so far.
  private var sums = [Double](repeating: 0, count: BeatFeatures.names.count)
  private var count = 0.0

  /// Seconds shown on either side.
  private static let reach = 3.0
  /// How far the beat may lie from the time asked for, in seconds.
  private static let farthest = 3.0
  /// Read on for so long behind the time: the next beat, and its decision.
  private static let readOn = 8.0

  init(rate: SampleRate, seconds: Double) {
    self.rate = rate
    place = seconds * rate.hertz
    let from = max(0, Int(place - Self.reach * rate.hertz))
    strip = EvidenceStrips.Strip(
      start: from, millivolts: Array(repeating: nil, count: rate.samples(in: 2 * Self.reach)))
  }

  var usual: [Float]? { count > 0 ? sums.map { Float($0 / count) } : nil }

  mutating func read(_ opened: any RecordingReader, model: BeatClassModel) throws(RecordingError) {
    var reader = opened
    var pipeline = ECGPipeline(rate: rate, settings: PipelineSettings(describesBeats: true, model: model))
    var events = Collected<PipelineEvent>()
    while let sourced = try reader.next() {
      pipeline.process(sourced.block, into: &events)
      for event in events.elements { take(event) }
      events.removeAll()
      if Double(sourced.block.start) > place + Self.readOn * rate.hertz { break }
    }
    pipeline.finish(into: &events)
    for event in events.elements { take(event) }
  }

  private mutating func take(_ event: PipelineEvent) {
    switch event {
    case .conditioned(let block):
      for (offset, value) in block.millivolts.enumerated() {
        let at = block.start + offset - strip.start
        if strip.millivolts.indices.contains(at) { strip.millivolts[at] = value }
      }
    case .beat(let beat):
      if strip.millivolts.indices.contains(beat.sample - strip.start) { strip.beats.append(beat.position) }
    case .classified(let beat): take(beat)
    case .interval, .quality, .figures, .finding, .delineation, .intervals, .rhythm, .ectopy: break
    }
  }

  private mutating func take(_ beat: ClassifiedBeat) {
    let distance = abs(beat.beat.position - place)
    if distance < Self.farthest * rate.hertz, distance < told.map({ abs($0.beat.position - place) }) ?? .infinity {
      told = beat
    }
    guard beat.beat.position < place, beat.beat.label == .normal, let features = beat.features else { return }
    for (k, value) in features.values.enumerated() { sums[k] += Double(value) }
    count += 1
  }
}

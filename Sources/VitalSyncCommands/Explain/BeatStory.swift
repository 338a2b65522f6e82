import ECGCore
import Recordings

/// Runs the chain over a recording up to a little past a time, keeping the beat there, the strip about it, and what the
/// wearer's normal beats about it were like.
struct BeatStory {
  let rate: SampleRate
  /// Where the beat is looked for, on the grid: the time, or the middle of the second that it names.
  private let place: Double
  private let isWholeSecond: Bool
  private(set) var told: ClassifiedBeat?
  /// The beat in the recording's own count of samples.
  var sample: Int { told.map { positions.sample(at: $0.beat.position) } ?? 0 }
  private(set) var strip: EvidenceStrips.Strip
  /// The beats nearest to the time, before and after it, in seconds.
  private(set) var neighbours: (before: Double?, after: Double?)
  /// End of what was read, in seconds: the recording's end, where the time lies beyond it.
  private(set) var endSeconds = 0.0
  /// Beats of the beat's family up to it, by class.
  private(set) var familyCounts = BeatClassFigures()

  /// Beats since the one that is told so far.
  private var since: [ClassifiedBeat] = []
  private var positions = SourcePositions()
  /// Features of normal beats, the newest last; those behind the beat only where there are few before it.
  private var normals: [[Float]] = []
  private var normalPositions: [Double] = []
  /// Conditioned signal from `signalStart` on.
  private let signalStart: Int
  private var signal: [Float?] = []
  private var seconds: [QualitySecond] = []

  /// Seconds shown on either side.
  private static let reach = 3.0
  /// How far the beat may lie from the time asked for, in seconds.
  static let farthest = 3.0
  /// Read on for so long behind the time: the next beat, and its decision. Longer, where so few normal beats came before.
  private static let (readOn, readOnForNormals) = (8.0, 60.0)
  private static let fewestNormals = 16
  /// Normal beats whose features are kept: two minutes at 120.
  private static let mostNormals = 240
  /// How far back the nearest normal beat is looked for, in seconds.
  private static let lookBack = 90.0

  init(rate: SampleRate, time: BeatTime, seconds: Double) {
    self.rate = rate
    isWholeSecond = time.isWholeSecond
    place = (seconds + (isWholeSecond ? 0.5 : 0)) * rate.hertz
    let from = max(0, Int(place - Self.reach * rate.hertz))
    strip = EvidenceStrips.Strip(
      start: from, millivolts: Array(repeating: nil, count: rate.samples(in: 2 * Self.reach)))
    signalStart = max(0, Int(place - Self.lookBack * rate.hertz))
  }

  /// What is usual: medians over the wearer's normal beats; `nil` where none was called so.
  var usual: [Float]? {
    guard !normals.isEmpty else { return nil }
    return BeatFeatures.names.indices.map { index in
      let values = normals.map { $0[index] }.sorted()
      return values[values.count / 2]
    }
  }

  var normalCount: Int { normals.count }

  /// The beat over the nearest normal one.
  var overlay: BeatOverlay? {
    guard let told else { return nil }
    return BeatOverlay(told.beat.position, normals: normalPositions, rate: rate) { index in
      let at = index - signalStart
      return signal.indices.contains(at) ? signal[at] : nil
    }
  }

  /// The judgement of the second that the beat, or the time where there is none, stands in.
  var quality: SignalState? {
    let at = Int(told?.beat.position ?? place)
    return seconds.first { $0.start <= at && at < $0.start + $0.count }?.state
  }

  mutating func read(
    _ opened: any RecordingReader, model: BeatClassModel,
    progress: (_ share: Double, _ seconds: Double) -> Void = { _, _ in }
  ) throws(RecordingError) {
    var reader = opened
    var pipeline = ECGPipeline(rate: rate, settings: PipelineSettings(describesBeats: true, model: model))
    var events = Collected<PipelineEvent>()
    while let sourced = try reader.next() {
      positions.note(sourced)
      endSeconds = rate.seconds(Double(sourced.block.end))
      pipeline.process(sourced.block, into: &events)
      for event in events.elements { take(event) }
      events.removeAll()
      let readOn = normals.count < Self.fewestNormals ? Self.readOnForNormals : Self.readOn
      let wanted = place + readOn * rate.hertz
      progress(min(1, Double(sourced.block.end) / max(1, wanted)), endSeconds)
      if Double(sourced.block.start) > wanted { break }
    }
    pipeline.finish(into: &events)
    for event in events.elements { take(event) }
  }

  private mutating func take(_ event: PipelineEvent) {
    switch event {
    case .conditioned(let block): take(block)
    case .beat(let beat):
      if strip.contains(beat.position) { strip.beats.append(beat.position) }
      let at = rate.seconds(beat.position)
      if beat.position <= place { neighbours.before = at } else if neighbours.after == nil { neighbours.after = at }
    case .classified(let beat): take(beat)
    case .quality(let second):
      if Double(second.start) > place - 10 * rate.hertz { seconds.append(second) }
    case .interval, .figures, .finding, .delineation, .intervals, .rhythm, .ectopy, .strip: break
    }
  }

  private mutating func take(_ block: SampleBlock) {
    for (offset, value) in block.millivolts.enumerated() {
      let index = block.start + offset
      if strip.millivolts.indices.contains(index - strip.start) { strip.millivolts[index - strip.start] = value }
      guard index >= signalStart else { continue }
      while signal.count < index - signalStart { signal.append(nil) }
      if signal.count == index - signalStart { signal.append(value) }
    }
  }

  /// Nearer than the one so far. In a second that was named as a whole, what is out of the ordinary is what was asked for.
  private func isNearer(_ beat: ClassifiedBeat) -> Bool {
    let distance = abs(beat.beat.position - place)
    guard distance < Self.farthest * rate.hertz else { return false }
    guard let told else { return true }
    guard isSought(beat) == isSought(told) else { return isSought(beat) }
    return distance < abs(told.beat.position - place)
  }

  private func isSought(_ beat: ClassifiedBeat) -> Bool {
    guard isWholeSecond, [.supraventricular, .ventricular, .fusion].contains(beat.beat.label) else { return false }
    let begin = place - rate.hertz / 2
    return begin <= beat.beat.position && beat.beat.position < begin + rate.hertz
  }

  private mutating func take(_ beat: ClassifiedBeat) {
    let position = beat.beat.position
    if strip.contains(position) { strip.labels[position] = beat.beat.label }
    since.append(beat)
    if told == nil || isNearer(beat) {
      if isNearer(beat) { told = beat }
      // All up to the beat asked for; families are by number, so that one that comes later disturbs none.
      for beat in since { familyCounts.add(beat, rate: rate) }
      since.removeAll()
    }
    guard beat.beat.label == .normal, let features = beat.features else { return }
    if position >= Double(signalStart) { normalPositions.append(position) }
    guard position < place || normals.count < Self.fewestNormals else { return }
    normals.append(features.values)
    if normals.count > Self.mostNormals { normals.removeFirst() }
  }
}

/// The composed chain: samples in, everything a face or a report needs out. Live and offline run this and nothing else.
public struct ECGPipeline: Stage {
  public typealias Input = SampleBlock
  public typealias Output = PipelineEvent

  /// What holds after the newest block.
  public private(set) var snapshot: MonitorSnapshot

  private var detector: BeatDetector

  public init(rate: SampleRate) {
    snapshot = MonitorSnapshot(rate: rate)
    detector = BeatDetector(rate: rate)
  }

  public var latencySeconds: Double { detector.latencySeconds }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<PipelineEvent>) {
    sink.receive(.conditioned(block))
    var beats = Collected<Beat>()
    detector.process(block, into: &beats)
    for beat in beats.elements { sink.receive(.beat(beat)) }
    snapshot.end = block.end
    snapshot.beats += beats.elements.count
  }

  public mutating func finish(into sink: inout some Sink<PipelineEvent>) {
    var beats = Collected<Beat>()
    detector.finish(into: &beats)
    for beat in beats.elements { sink.receive(.beat(beat)) }
    snapshot.beats += beats.elements.count
  }
}

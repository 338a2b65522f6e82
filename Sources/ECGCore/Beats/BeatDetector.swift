/// Placeholder until the real detector lands: a squared slope against a decaying maximum, 250 ms refractory.
public struct BeatDetector: Stage {
  public typealias Input = SampleBlock
  public typealias Output = Beat

  private let rate: SampleRate
  private var previous: Float = 0
  private var seen = false
  private var ceiling: Float = 0
  private var lastBeat = Int.min / 2

  public init(rate: SampleRate) {
    self.rate = rate
  }

  public var latencySeconds: Double { 0 }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<Beat>) {
    for (offset, value) in block.millivolts.enumerated() {
      let slope = seen ? (value - previous) * Float(rate.hertz) : 0
      seen = true
      previous = value
      let energy = slope * slope
      let index = block.start + offset
      if energy > ceiling * 0.4, energy > 1, index - lastBeat > rate.samples(in: 0.25) {
        lastBeat = index
        sink.receive(Beat(position: Double(index), amplitude: value, decidedAt: index, confidence: 0.5))
      }
      ceiling = max(ceiling * 0.9995, energy)
    }
  }

  public mutating func finish(into sink: inout some Sink<Beat>) {}
}

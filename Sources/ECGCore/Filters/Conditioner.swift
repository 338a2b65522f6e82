/// The signal for the eye and for the quality index: baseline and muscle noise taken off, mains hum found and notched out.
///
/// Source: monitor bandwidth 0.5–40 Hz of IEC 60601-2-27 (P. Kligfield et al., Circulation 115:1306 (2007), for what each
/// edge costs); second-order Butterworth sections. Deviations: the notch is there only while hum is found. What the
/// 0.5-Hz edge does to ST segments makes this signal unfit for measuring them.
/// Delay: the group delay at 10 Hz (about 6 ms), rounded to samples and compensated: outputs stand at their own positions.
public struct Conditioner: Stage {
  public typealias Input = SampleBlock
  public typealias Output = SampleBlock

  /// Band edges of a monitor's trace in hertz (IEC 60601-2-27).
  static let lowEdge = 0.5
  static let highEdge = 40.0
  /// Width of the notch in hertz: wide enough for the finder's error, narrow enough not to ring visibly after a QRS.
  static let notchWidth = 2.0
  /// Where the delay is compensated, in hertz: the middle of a QRS complex's energy.
  static let delayReference = 10.0

  /// The largest output in millivolts: what a `Float` holds.
  private static let largest = Double(Float.greatestFiniteMagnitude)

  private let rate: SampleRate
  private let shift: Int
  private var high: Biquad
  private var low: Biquad
  private var notch: Biquad
  private var notching = false
  private var finder: MainsFinder

  private var expected = 0
  private var settled = false
  private var offset = 0.0
  private var last = 0.0
  // What is given out, its storage used again: a sink that keeps a block keeps its own copy of it.
  private var made = SampleBlock(start: 0, millivolts: [])
  // Flags of the samples not yet given out, oldest first.
  private var heldFlags: [SampleFlags] = []
  // Outputs to come that lie before the segment's first sample.
  private var early = 0
  private var open = false

  public init(rate: SampleRate) {
    self.rate = rate
    let edge = min(Self.highEdge, 0.4 * rate.hertz)
    high = .highPass(hertz: Self.lowEdge, rate: rate.hertz)
    low = .lowPass(hertz: edge, rate: rate.hertz)
    notch = .notch(hertz: 50, bandwidth: Self.notchWidth, rate: max(rate.hertz, 125))
    finder = MainsFinder(rate: rate.hertz)
    let delay =
      high.groupDelay(hertz: Self.delayReference, rate: rate.hertz)
      + low.groupDelay(hertz: Self.delayReference, rate: rate.hertz)
    shift = max(0, Int(delay.rounded()))
  }

  /// The frequency of the mains hum found in the signal and taken out, in hertz; `nil` while there is none.
  public var mainsHertz: Double? { notching ? finder.hertz : nil }

  public var latencySeconds: Double { Double(shift) / rate.hertz }

  public mutating func process(_ block: SampleBlock, into sink: inout some Sink<SampleBlock>) {
    if block.start != expected || !open {
      close(into: &sink)
      open = true
      settled = false
      early = shift
      heldFlags.removeAll(keepingCapacity: true)
    }
    expected = block.end
    guard block.count > 0 else { return }
    made.millivolts.removeAll(keepingCapacity: true)
    made.flags.removeAll(keepingCapacity: true)
    let skipped = min(early, block.count)
    early -= skipped
    for k in 0..<block.count {
      let value = next(block.millivolts[k], leadsOff: !block.flags(at: k).isDisjoint(with: .leadsOff))
      if k >= skipped { made.millivolts.append(value) }
    }
    // Flags go with the positions, not with the filter's delay.
    if block.flags.isEmpty {
      for _ in 0..<block.count { heldFlags.append([]) }
    } else {
      heldFlags.append(contentsOf: block.flags)
    }
    if heldFlags.prefix(made.count).contains(where: { !$0.isEmpty }) {
      made.flags.append(contentsOf: heldFlags.prefix(made.count))
    }
    heldFlags.removeFirst(made.count)
    guard made.count > 0 else { return }
    made.start = block.start + skipped - shift + early
    sink.receive(made)
  }

  public mutating func finish(into sink: inout some Sink<SampleBlock>) {
    close(into: &sink)
  }

  /// Gives out what the filters still hold, as if the last value went on.
  private mutating func close(into sink: inout some Sink<SampleBlock>) {
    guard open else { return }
    open = false
    let held = shift - early
    guard held > 0 else { return }
    var values: [Float] = []
    for _ in 0..<early { _ = filtered(last) }
    for _ in 0..<held { values.append(filtered(last)) }
    let flags = heldFlags.contains(where: { !$0.isEmpty }) ? heldFlags : []
    heldFlags.removeAll(keepingCapacity: true)
    sink.receive(SampleBlock(start: expected - held, millivolts: values, flags: flags))
  }

  /// One sample through the chain. While an electrode is off the trace is flat; what comes after starts anew.
  private mutating func next(_ millivolts: Float, leadsOff: Bool) -> Float {
    guard !leadsOff else {
      settled = false
      return 0
    }
    if !settled {
      settled = true
      offset = Double(millivolts)
      high.settle(at: 0)
      low.settle(at: 0)
      notch.settle(at: 0)
      finder.reset()
    }
    last = Double(millivolts) - offset
    return filtered(last)
  }

  private mutating func filtered(_ value: Double) -> Float {
    let level = high.next(value)
    if finder.next(level) { retune() }
    let clean = notching ? notch.next(level) : level
    // The largest finite inputs would overflow behind the filters: output is as finite as input.
    return Float(min(max(low.next(clean), -Self.largest), Self.largest))
  }

  private mutating func retune() {
    guard let hertz = finder.hertz else {
      notching = false
      return
    }
    notch.retune(.notch(hertz: hertz, bandwidth: Self.notchWidth, rate: rate.hertz))
    if !notching { notch.settle(at: 0) }
    notching = true
  }
}

/// Intervals that came as such, from a strap or a file, given the verdicts that intervals between detected beats get (`IntervalGate`).
///
/// Own design: there is no signal that could be unfit. Delay: none.
public struct IntervalChain: Sendable {
  /// The grid on which the intervals are placed.
  public let rate: SampleRate
  private var gate = IntervalGate()
  private var last: Double?

  public init(rate: SampleRate) {
    self.rate = rate
  }

  /// The next interval, in the order of time: `end` is when its closing beat was and `seconds` its length. Where it follows on
  /// the one before, both share that beat; where `followsHole`, nothing is joined.
  public mutating func append(end: Double, seconds: Double, followsHole: Bool) -> RRInterval {
    if followsHole {
      gate.breakChain()
      last = nil
    }
    let from = last ?? (end - seconds) * rate.hertz
    let to = end * rate.hertz
    last = to
    return RRInterval(from: from, to: to, seconds: seconds, verdict: gate.verdict(seconds: seconds))
  }
}

/// From beats and judged seconds to RR intervals with their verdicts.
///
/// An interval is held back until the signal inside it has been judged, at most a second longer than its closing beat's
/// own delay. No interval spans a gap, leads off, or a long unfit stretch; a short unfit stretch gives an interval that
/// says so and counts nowhere.
struct IntervalSeries {
  /// Beats waiting for their second to be judged: at 300 bpm five, and as many again to spare.
  private static let waitingBeats = 16
  /// Longest interval told of unfit signal, in seconds; beyond, beats were surely lost in it.
  private static let longestUnfitSeconds = 3.0

  private let rate: SampleRate
  private var gate = IntervalGate()
  private var opening: Double?
  private var waiting = RingWindow(capacity: Self.waitingBeats, blank: 0.0)
  /// Beats in unbroken fit signal since the chain last broke.
  private(set) var chainLength = 0

  init(rate: SampleRate) {
    self.rate = rate
  }

  /// The R peak that opens the next interval; `nil` where the chain is broken.
  var lastBeat: Double? { opening }

  mutating func append(_ beat: Beat) {
    waiting.append(beat.position)
  }

  /// Gives the intervals that the judged seconds now decide.
  mutating func resolve(_ quality: QualityTimeline, into sink: inout some Sink<RRInterval>) {
    while let beat = waiting.first, let judgedTo = quality.judgedTo, beat < Double(judgedTo) {
      waiting.removeFirst()
      close(at: beat, quality, into: &sink)
    }
  }

  /// A gap: intervals that were still open are dropped.
  mutating func breakAtGap() {
    opening = nil
    chainLength = 0
    waiting.removeAll()
    gate.breakChain()
  }

  /// Leads off or long unfit: the next beat opens a new chain.
  mutating func breakChain() {
    opening = nil
    chainLength = 0
    gate.breakChain()
  }

  private mutating func close(at beat: Double, _ quality: QualityTimeline, into sink: inout some Sink<RRInterval>) {
    let here = Int(beat)
    guard let from = opening else {
      // A chain opens only at a beat in fit signal.
      if quality.fitness(from: here, to: here) == .fit { open(at: beat) }
      return
    }
    let seconds = rate.seconds(beat - from)
    guard seconds > 0 else { return }
    switch quality.fitness(from: Int(from), to: here) {
    case .leadsOff:
      breakChain()
      if quality.fitness(from: here, to: here) == .fit { open(at: beat) }
    case .unfit:
      gate.breakChain()
      chainLength = 0
      opening = beat
      if seconds <= Self.longestUnfitSeconds {
        sink.receive(RRInterval(from: from, to: beat, seconds: seconds, verdict: .unfit))
      }
    case .fit:
      opening = beat
      chainLength += 1
      sink.receive(RRInterval(from: from, to: beat, seconds: seconds, verdict: gate.verdict(seconds: seconds)))
    }
  }

  private mutating func open(at beat: Double) {
    opening = beat
    chainLength = 1
  }
}

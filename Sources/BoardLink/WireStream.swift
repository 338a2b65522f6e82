internal import ECGCore

/// A link whose format is known: bytes to placed samples. Until the rate is settled the samples are held back, so that
/// none is lost to the measuring.
struct WireStream: Sendable {
  /// Samples held back at most; at 1000 Hz, eight seconds.
  private static let mostPending = 8192
  /// All clocks settle within 3 s; a rate unknown after this is not going to be known.
  private static let rateNanoseconds: UInt64 = 10_000_000_000

  let format: WireFormat
  let plan: FieldPlan?
  private let options: LinkOptions
  let baud: Int
  private let provisionalHertz: Double?
  private var decoder: any WireDecoder
  private(set) var clock: any SampleClock
  private var sampleOrder = SampleOrder()
  private var batch: [WireSample] = []
  private var lightClock = LightClock()
  private var between = WireSample.Between()
  private var torn: TornLineWatch
  private var still = StillRunWatch()
  private var pending: [(sample: WireSample, arrival: UInt64)] = []
  private var firstSample: UInt64?
  private var builder: BlockBuilder?
  private(set) var facts: BoardFacts?
  private(set) var gridHertz: Double?
  private var hasWarnedOfRange = false
  private var hasToldUnusable = false
  private var rateWatch = StatedRateWatch()
  /// A start line came, and no sample since.
  private var isAnnounced = false

  /// `provisionalHertz`: the grid's rate where nothing but leads-off lines came, that there is something to show meanwhile.
  init(
    format: WireFormat, plan: FieldPlan? = nil, options: LinkOptions, baud: Int, provisionalHertz: Double? = nil
  ) {
    self.format = format
    self.plan = plan
    self.provisionalHertz = provisionalHertz
    self.options = options
    self.baud = baud
    torn = TornLineWatch(checksDigits: format != .volts)
    decoder = format.makeDecoder(plan: plan)
    clock = format.makeClock(baud: baud, plan: plan)
  }

  var hasStarted: Bool { builder != nil }

  /// The device was away and is back: what was half read is no line, and the clock may have begun anew.
  mutating func resume() {
    decoder = format.makeDecoder(plan: plan)
    torn = TornLineWatch(checksDigits: format != .volts)
    still = StillRunWatch()
    batch.removeAll(keepingCapacity: true)
    sampleOrder.forget()
    clock.interrupted()
  }

  mutating func absorb(
    _ bytes: Span<UInt8>, arrival: UInt64, isStale: Bool = false, counts: inout LinkCounts,
    into sink: inout some Sink<LinkOutput>
  ) {
    for index in bytes.indices {
      between.characters += 1
      var next = decoder.absorb(bytes[index])
      while let message = next {
        take(message, arrival: arrival, counts: &counts, into: &sink)
        next = decoder.held()
      }
    }
    if isStale { batch.removeAll(keepingCapacity: true) }
    placeBatch(arrival: arrival, counts: &counts, into: &sink)
  }

  private mutating func take(
    _ message: WireMessage, arrival: UInt64, counts: inout LinkCounts, into sink: inout some Sink<LinkOutput>
  ) {
    switch message {
    case .sample(let sample): take(noted(sample), arrival: arrival, counts: &counts)
    case .damaged:
      counts.torn += 1
      between.damagedLines += 1
    case .passedOver: counts.passedOver += 1
    case .light(let light): sink.receive(.light(lightClock.reading(light)))
    case .measured(let measure): sink.receive(.measured(measure))
    case .start(let line):
      sampleOrder.forget()
      take(line, arrival: arrival, counts: &counts, into: &sink)
    case .ok(let words):
      sink.receive(.event(LinkEvent(.info, "the board took the command: \(words)", at: arrival)))
    case .refused(let words, let reason):
      sink.receive(.event(LinkEvent(.warning, "the board refused \(words): \(reason)", at: arrival)))
    case .foreignVersion(let version):
      let words = "the board speaks protocol version \(version), this program version 1: update the older of the two"
      sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
    }
  }

  /// Lines without a check sum may be torn, and say in several ways that a lead is off.
  private mutating func take(_ sample: WireSample, arrival: UInt64, counts: inout LinkCounts) {
    guard format.isUnproved else {
      order(sample, arrival: arrival, counts: &counts)
      return
    }
    var sample = sample
    still.mark(&sample, arrival: arrival)
    torn.pass(sample, into: &batch)
  }

  /// A polled board was asked.
  mutating func requested(at nanoseconds: UInt64, hertz: Double) {
    clock.requested(at: nanoseconds, hertz: hertz)
  }

  private mutating func order(_ sample: WireSample, arrival: UInt64, counts: inout LinkCounts) {
    // Only the protocol's own lines carry a number and microseconds that can be held to each other.
    switch format == .vitalsync ? sampleOrder.judge(sample, arrival: arrival) : .next {
    case .next: batch.append(sample)
    case .nextAfterDamage:
      counts.torn += 1
      batch.append(sample)
    case .nextAfter(let waited): batch += [waited, sample]
    case .old, .doubtfulAfterDamage: counts.torn += 1
    case .doubtful: break
    }
  }

  private mutating func noted(_ sample: WireSample) -> WireSample {
    var noted = sample
    noted.between = between
    noted.between.characters = max(0, between.characters - sample.characters)
    between = WireSample.Between()
    return noted
  }

  /// What the board says of itself. A rate other than the grid's begins a new stream.
  private mutating func take(
    _ line: StartLine, arrival: UInt64, counts: inout LinkCounts, into sink: inout some Sink<LinkOutput>
  ) {
    placeBatch(arrival: arrival, counts: &counts, into: &sink)
    let former = facts?.statedHertz
    if let before = facts?.board, let after = line.facts.board, before != after {
      let words = "another board answers: \(after), and it was \(before)"
      sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
    }
    facts = line.facts
    isAnnounced = true
    if former != line.facts.statedHertz { rateWatch.restart() }
    guard builder != nil else {
      clock = SequenceClock(statedHertz: line.facts.statedHertz)
      startIfSettled(arrival: arrival, counts: &counts, into: &sink)
      return
    }
    let calibration = options.overriding(line.facts.calibration)
    builder?.calibration = calibration
    guard options.rateHertz == nil, let stated = line.facts.statedHertz, stated != (former ?? gridHertz) else { return }
    let words = "the board changed its rate from \(decimal(former ?? gridHertz ?? 0)) to \(decimal(stated)) Hz"
    sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
    clock = SequenceClock(statedHertz: stated)
    endGrid(into: &sink)
    startIfSettled(arrival: arrival, counts: &counts, into: &sink)
  }

  private mutating func placeBatch(
    arrival: UInt64, counts: inout LinkCounts, into sink: inout some Sink<LinkOutput>
  ) {
    guard !batch.isEmpty else { return }
    clock.observe(batch, arrivalNanoseconds: arrival)
    askIfRateIsOther(into: &sink)
    counts.samples += batch.count
    beginAnewIfChanged(arrival: arrival, into: &sink)
    if builder == nil {
      // What lies further back could not be joined to what comes: better none of it than a hole unseen.
      if pending.count + batch.count > Self.mostPending { pending.removeAll(keepingCapacity: true) }
      for sample in batch { pending.append((sample, arrival)) }
      startIfSettled(arrival: arrival, counts: &counts, into: &sink)
    } else {
      for sample in batch { place(sample, arrival: arrival, counts: &counts, into: &sink) }
      countLate(batch.count, arrival: arrival, counts: &counts)
      builder?.flush(into: &sink)
    }
    batch.removeAll(keepingCapacity: true)
  }

  /// A board that numbers its samples says its rate; where it takes them at another, what it said is out of date.
  private mutating func askIfRateIsOther(into sink: inout some Sink<LinkOutput>) {
    guard format == .vitalsync, options.rateHertz == nil, let stated = facts?.statedHertz else { return }
    for sample in batch where rateWatch.disagrees(sample, hertz: stated) {
      sink.receive(.wantsWrite(LinkDecoder.command("id")))
    }
  }

  /// A rate that was measured, and holds no more, ends the grid. What the user said stands.
  private mutating func beginAnewIfChanged(arrival: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard let former = gridHertz, builder != nil, options.rateHertz == nil, provisionalHertz == nil,
      clock.takeChange()
    else { return }
    let words =
      if let hertz = clock.estimate?.hertz {
        "the board changed its rate from \(decimal(former)) to \(decimal(hertz)) Hz: a new stream begins; "
          + "the last 3 s were placed by the former rate"
      } else {
        "the board changed its rate from \(decimal(former)) Hz: it is measured anew, and a new stream begins"
      }
    sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
    endGrid(into: &sink)
  }

  private mutating func endGrid(into sink: inout some Sink<LinkOutput>) {
    builder?.finish(into: &sink)
    builder = nil
  }

  /// No more bytes follow: what waits for samples after it is placed without them.
  mutating func finish(into sink: inout some Sink<LinkOutput>) {
    builder?.finish(into: &sink)
  }

  private mutating func startIfSettled(
    arrival: UInt64, counts: inout LinkCounts, into sink: inout some Sink<LinkOutput>
  ) {
    guard let settled = settledRate() else {
      tellUnknownRate(arrival: arrival, into: &sink)
      return
    }
    guard let rate = SampleRate(hertz: settled.hertz) else {
      tellUnusableRate(settled.hertz, arrival: arrival, into: &sink)
      return
    }
    hasToldUnusable = false
    clock.start(gridHertz: settled.hertz, followsHost: options.rateHertz == nil && provisionalHertz == nil)
    gridHertz = settled.hertz
    let assumed = facts?.calibration ?? AssumedCalibration.fitting(pending.lazy.map(\.sample), format)
    let calibration = options.overriding(assumed)
    var known = facts ?? BoardFacts()
    known.calibration = calibration
    facts = known
    builder = BlockBuilder(calibration: calibration)
    sink.receive(
      .streamStarted(
        StreamFacts(
          rate: rate, rateReason: settled.reason, board: known, wire: format,
          isProvisional: provisionalHertz != nil)))
    let held = pending
    pending = []
    for entry in held { place(entry.sample, arrival: entry.arrival, counts: &counts, into: &sink) }
    builder?.flush(into: &sink)
  }

  private mutating func tellUnusableRate(
    _ hertz: Double, arrival: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    pending.removeAll(keepingCapacity: true)
    guard !hasToldUnusable else { return }
    hasToldUnusable = true
    let words = UnusableRate(hertz: hertz, given: options.rateHertz).description
    sink.receive(.event(LinkEvent(.alarm, words, at: arrival)))
  }

  private mutating func tellUnknownRate(arrival: UInt64, into sink: inout some Sink<LinkOutput>) {
    let start = firstSample ?? arrival
    firstSample = start
    guard !hasToldUnusable, arrival >= start + Self.rateNanoseconds else { return }
    hasToldUnusable = true
    let words =
      "no sampling rate is found in \(format.rawValue) lines after 10 s: their times do not run with this computer's "
      + "clock; say --rate, or another --wire"
    sink.receive(.event(LinkEvent(.alarm, words, at: arrival)))
  }

  private func settledRate() -> (hertz: Double, reason: String)? {
    if let given = options.rateHertz { return (given, "given by --rate") }
    if let provisionalHertz { return (provisionalHertz, "of leads-off lines: provisional") }
    if let stated = facts?.statedHertz { return (stated, "stated by the board") }
    guard let estimate = clock.estimate, estimate.isSettled else { return nil }
    if !estimate.isLinkLimited,
      let common = CommonRates.nearest(to: estimate.hertz, uncertainty: estimate.uncertainty)
    {
      return (common, "\(estimate.reason): \(decimal(estimate.hertz)) Hz")
    }
    return (estimate.hertz, estimate.reason)
  }

  private mutating func place(
    _ sample: WireSample, arrival: UInt64, counts: inout LinkCounts, into sink: inout some Sink<LinkOutput>
  ) {
    if sample.isTorn { counts.torn += 1 }
    // A torn line's stamp may be torn too: the next one shows the hole.
    if sample.isTorn && sample.stamp != nil { return }
    let step = clock.step(sample, arrivalNanoseconds: arrival)
    counts.lost += step.lost
    if sample.isTorn {
      builder?.skip(step.advance, into: &sink)
      return
    }
    switch step.remark {
    case nil: break
    case .dropped: counts.torn += 1
    case .restarted(let seconds):
      let words = "the board began anew; \(decimal(seconds)) s are missing"
      sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
      // Its start line was lost: the rate it begins with may be another.
      if format == .vitalsync, !isAnnounced { sink.receive(.wantsWrite(LinkDecoder.command("id"))) }
    case .paused(let seconds):
      sink.receive(.event(LinkEvent(.warning, "no samples for \(decimal(seconds)) s", at: arrival)))
    case .stampsStandStill:
      let words = "the board's time stands still: its samples are placed one period apart"
      sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
    }
    isAnnounced = false
    warnOfRange(sample, arrival: arrival, into: &sink)
    builder?.append(sample, step, into: &sink)
  }

  private mutating func warnOfRange(
    _ sample: WireSample, arrival: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    guard !hasWarnedOfRange, let counts = sample.counts, let calibration = builder?.calibration,
      counts >= Double(1 << calibration.bits)
    else { return }
    hasWarnedOfRange = true
    let words =
      "a reading of \(Int(counts)) does not fit the \(calibration.bits)-bit converter that was "
      + (calibration.isAssumed ? "assumed" : "stated") + ": say --adc-bits"
    sink.receive(.event(LinkEvent(.warning, words, at: arrival)))
  }

  /// Late is what comes later than two sample periods, and the slowest USB bridge's latency timer, after its time.
  private mutating func countLate(_ count: Int, arrival: UInt64, counts: inout LinkCounts) {
    guard let hertz = gridHertz, let lag = clock.lag(arrivalNanoseconds: arrival) else { return }
    // The batch's newest sample lags least; each one before it a period more.
    let behind = lag - Self.latencyTimerSeconds - 2 / hertz
    if behind > -Double(count) / hertz { counts.late += min(count, max(0, Int((behind * hertz).rounded(.up)) + count)) }
  }

  /// FT232R data sheet, section 4: default latency timer.
  private static let latencyTimerSeconds = 0.016
}

/// A number for a sentence: at most two decimals.
func decimal(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard abs(hundredths) < 1e15 else { return "\(value)" }
  let whole = Int(hundredths)
  if whole % 100 == 0 { return "\(whole / 100)" }
  let fraction = abs(whole % 100)
  let digits = fraction % 10 == 0 ? "\(fraction / 10)" : (fraction < 10 ? "0\(fraction)" : "\(fraction)")
  return "\(whole < 0 ? "-" : "")\(abs(whole) / 100).\(digits)"
}

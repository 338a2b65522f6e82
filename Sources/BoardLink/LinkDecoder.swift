package import ECGCore

/// Bytes from a board, with the time at which they were read, to placed samples.
///
/// A value without clock or port: the same bytes, stamps and ticks give the same output. It asks for what it needs of the
/// port (`LinkOutput.wantsBaud`, `.wantsWrite`).
package struct LinkDecoder: Sendable {
  package internal(set) var status: LinkStatus

  /// An open port that is silent so long is told.
  package static let silenceNanoseconds: UInt64 = 2_000_000_000
  private static let statusNanoseconds: UInt64 = 500_000_000

  let options: LinkOptions
  var sweep: BaudSweep
  var detection: WireDetection?
  var stream: WireStream?
  private var opened: UInt64?
  var lastByte: UInt64?
  /// When the device went away; `nil` while it is there.
  var interrupted: UInt64?
  private var lastSample: UInt64?
  private var nextStatus: UInt64 = 0
  private var hasToldUnreadable = false
  private var hasToldWrongRate = false
  /// Since when nothing but text has come, and whether that is told.
  private var proseSince: UInt64?
  private var hasToldProse = false
  /// The stream shows leads off only, and `detection` goes on.
  private var isProvisional = false
  private var unreadable = UnreadableWatch()
  /// A silent board was asked, and this is what came of it.
  var pollTrial: PollTrial?
  /// With what and at which bauds it is asked.
  var pollSearch: PollSearch?
  var polling: HostPolling?

  package init(options: LinkOptions) {
    self.options = options
    sweep = BaudSweep(first: options.firstBaud)
    detection = Self.freshDetection(options)
    status = LinkStatus(phase: .detecting, port: options.port)
    status.bridge = options.bridge
    status.baud = sweep.current
  }

  static func freshDetection(_ options: LinkOptions) -> WireDetection {
    WireDetection(formats: options.wire.map { [$0 == .polled ? .integer : $0] } ?? WireFormat.heard)
  }

  /// Takes what one read gave. `arrivalNanoseconds` never decreases; it should be CLOCK_BOOTTIME, which goes on while the
  /// computer sleeps, as the board does.
  package mutating func absorb(
    _ bytes: Span<UInt8>, arrivalNanoseconds: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    guard bytes.count > 0 else { return }
    let now = max(arrivalNanoseconds, lastByte ?? 0)
    status.counts.bytes += bytes.count
    noticeReturn(now, into: &sink)
    lastByte = now
    pollTrial?.heard(bytes.count, now: now)
    let samplesBefore = status.counts.samples
    if !isProvisional, stream?.baud == sweep.current {
      stream?.absorb(bytes, arrival: now, counts: &status.counts, into: &sink)
    }
    if detection != nil { detect(bytes, now: now, into: &sink) }
    if status.counts.samples > samplesBefore {
      lastSample = now
      hasToldUnreadable = false
    }
    if isStreaming { status.phase = .streaming }
    refreshStatus(now, into: &sink)
  }

  /// Notices silence. To be called now and then, a few times a second.
  package mutating func tick(nowNanoseconds now: UInt64, into sink: inout some Sink<LinkOutput>) {
    let start = opened ?? now
    opened = start
    if let interrupted {
      status.interruptions.current = Double(now - interrupted) / 1e9
      return
    }
    let reference = max(lastByte ?? start, start)
    judgePollTrial(now, into: &sink)
    poll(now, into: &sink)
    if options.wire == .polled, polling == nil, stream == nil, pollSearch == nil { beginPolling(now, into: &sink) }
    if now >= reference + Self.silenceNanoseconds, status.phase == .detecting || status.phase == .streaming {
      status.phase = .silent
      sink.receive(.event(LinkEvent(.warning, silenceWords, at: now)))
      // A board that says its name and sends nothing was told to stop; any other may answer to its being asked.
      let isStopped = stream?.facts?.board != nil && lastSample == nil
      if polling != nil { return askOtherwise(now, into: &sink) }
      sink.receive(.wantsWrite(Self.command(isStopped ? "start" : "id")))
      if stream == nil { askSilentBoard(now) }
    }
    tellProse(now, into: &sink)
    if status.phase != .silent { seekAnew(now, into: &sink) }
  }

  /// The speed to open the port with when it is back.
  package var baud: Int { sweep.current }

  /// The device is gone and is waited for. The stream stays as it is: when the device is back its samples go on, on the same
  /// grid, behind a hole as long as our clock says.
  package mutating func interrupt(
    words: String, nowNanoseconds now: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    guard interrupted == nil else { return }
    interrupted = now
    status.phase = .reconnecting
    status.interruptions.count += 1
    status.interruptions.current = 0
    stream?.finish(into: &sink)
    sink.receive(.event(LinkEvent(.alarm, words, at: now)))
  }

  /// The device is back, open and flushed, maybe under another name.
  package mutating func resume(port: String, nowNanoseconds now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard let since = interrupted else { return }
    let seconds = Double(now - since) / 1e9
    interrupted = nil
    status.interruptions.seconds += seconds
    status.interruptions.current = nil
    let name = port == status.port ? "" : " as \(port)"
    sink.receive(.event(LinkEvent(.info, "the board is back\(name) after \(decimal(seconds)) s", at: now)))
    status.port = port
    status.phase = .detecting
    opened = now
    unreadable.restart()
    if detection != nil { detection = Self.freshDetection(options) }
    guard let stream else { return }
    if stream.hasStarted {
      self.stream?.resume()
    } else {
      // A rate measured across the hole would be none.
      self.stream = WireStream(format: stream.format, plan: stream.plan, options: options, baud: stream.baud)
    }
  }

  /// The driver had no room for what came: that is told, once for each time it is asked.
  package mutating func overran(
    _ count: Int, words: String, nowNanoseconds now: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    status.counts.overruns += count
    sink.receive(.event(LinkEvent(.alarm, words, at: now)))
  }

  /// The port is gone or the session ends. Nothing is held back after this.
  package mutating func end(
    _ phase: LinkStatus.Phase, words: String?, nowNanoseconds now: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    if let words {
      sink.receive(.event(LinkEvent(phase == .lost ? .alarm : .info, words, at: now)))
    }
    stream?.finish(into: &sink)
    if let stream, !stream.hasStarted, status.counts.samples > 0 {
      let words =
        "it ended before the sampling rate could be measured: nothing is shown of \(status.counts.samples) samples"
      sink.receive(.event(LinkEvent(.warning, words, at: now)))
    }
    status.phase = phase
    if let interrupted { status.interruptions.current = Double(now - interrupted) / 1e9 }
    nextStatus = now
    refreshStatus(now, into: &sink)
  }

  private var isStreaming: Bool { stream?.hasStarted == true && (detection == nil || isProvisional) }

  private var silenceWords: String {
    lastByte == nil
      ? "\(status.port) is open and nothing comes: is the board powered, and its sketch sending?"
      : "nothing has come for 2 s: the board is silent"
  }

  private mutating func noticeReturn(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard status.phase == .silent else { return }
    status.phase = isStreaming ? .streaming : .detecting
    guard let lastByte else { return }
    let seconds = Double(now - lastByte) / 1e9
    sink.receive(.event(LinkEvent(.info, "data again after \(decimal(seconds)) s", at: now)))
  }

  private mutating func detect(_ bytes: Span<UInt8>, now: UInt64, into sink: inout some Sink<LinkOutput>) {
    switch detection?.absorb(bytes, arrivalNanoseconds: now) {
    case nil, .undecided: break
    case .garbage(let isText): giveUpBaud(isText: isText, now, into: &sink)
    case .leadsOff(let format, let hertz): showLeadsOff(format, hertz: hertz, now: now, into: &sink)
    case .chosen(let format, let plan, let reason):
      begin(format, plan: plan, reason: reason, now: now, into: &sink)
    }
  }

  private mutating func begin(
    _ heard: WireFormat, plan: FieldPlan?, reason: String, now: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    let chunks = detection?.chunks ?? []
    let isPolled = polling != nil && heard == .integer
    let format = isPolled ? WireFormat.polled : heard
    if !isPolled { polling = nil }
    pollTrial = nil
    pollSearch = nil
    let wasProvisional = isProvisional
    detection = nil
    isProvisional = false
    sweep.restart()
    status.baud = sweep.current
    // A cable that was loose for a while: the stream goes on where it was, the hole in it.
    if !wasProvisional, let stream, stream.format == format, stream.baud == sweep.current { return }
    let words = "\(format.rawValue) \(format.unit) at \(sweep.current) baud: \(reason)"
    sink.receive(.event(LinkEvent(.info, words, at: now)))
    status.wire = format.rawValue
    var fresh = WireStream(format: format, plan: plan, options: options, baud: sweep.current)
    if let polling {
      for moment in polling.early { fresh.requested(at: moment, hertz: polling.hertz) }
    }
    let stale = format.isPacedByArrival(plan: plan) ? StaleBurst.count(in: chunks) : 0
    if stale > 0 {
      let bytes = chunks.prefix(stale).reduce(0) { $0 + $1.bytes.count }
      let words = "\(bytes) bytes that had waited in the bridge are passed over: their samples are old"
      sink.receive(.event(LinkEvent(.info, words, at: now)))
    }
    for (place, chunk) in chunks.enumerated() {
      fresh.absorb(
        chunk.bytes.span, arrival: chunk.arrivalNanoseconds, isStale: place < stale, counts: &status.counts,
        into: &sink)
    }
    stream = fresh
    status.phase = .detecting
    unreadable.restart()
    if format == .vitalsync && fresh.facts == nil { sink.receive(.wantsWrite(Self.command("id"))) }
  }

  /// The electrodes are not on yet: that can be shown though the format cannot be known. The search goes on beside it.
  private mutating func showLeadsOff(
    _ format: WireFormat, hertz: Double, now: UInt64, into sink: inout some Sink<LinkOutput>
  ) {
    let chunks = detection?.chunks ?? []
    detection?.forget()
    if !isProvisional {
      isProvisional = true
      let words = "leads off: nothing else comes yet; the format is found once the electrodes are on"
      sink.receive(.event(LinkEvent(.warning, words, at: now)))
      let accepted = SampleRate.accepted
      let near = CommonRates.nearest(to: hertz, uncertainty: 0.01) ?? hertz
      let placed = min(max(near, accepted.lowerBound), accepted.upperBound)
      stream = WireStream(format: format, options: options, baud: sweep.current, provisionalHertz: placed)
    }
    for chunk in chunks {
      stream?.absorb(chunk.bytes.span, arrival: chunk.arrivalNanoseconds, counts: &status.counts, into: &sink)
    }
  }

  private mutating func giveUpBaud(isText: Bool, _ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    detection = Self.freshDetection(options)
    isProvisional = false
    let former = sweep.current
    let kind = isText ? "text in no known format" : "no text"
    if options.baud != nil {
      if !hasToldUnreadable {
        let words = "what comes at \(former) baud is \(kind): leave --baud out and it is found"
        sink.receive(.event(LinkEvent(.warning, words, at: now)))
      }
      hasToldUnreadable = true
      return
    }
    let (baud, isRoundOver) = sweep.next()
    if isRoundOver {
      if sweep.isRoundTold {
        let words =
          "nothing that comes is understood at any baud (\(sweep.rounds) rounds); going on. Is this an ECG board's port?"
        sink.receive(.event(LinkEvent(.warning, words, at: now)))
      }
    } else if sweep.rounds == 0 {
      sink.receive(.event(LinkEvent(.info, "what comes at \(former) baud is \(kind); trying \(baud)", at: now)))
    }
    // After the first round the baud is no news.
    status.baud = sweep.rounds == 0 ? baud : nil
    sink.receive(.wantsBaud(baud))
  }

  /// An empty line first: what the board has received before is not known.
  static func command(_ words: String) -> [UInt8] {
    Array("\n\(words)\n".utf8)
  }

  /// A board that boots says so for a second or two; after this long the sketch is asked about.
  private static let proseNanoseconds: UInt64 = 5_000_000_000

  private mutating func tellProse(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard !hasToldProse, stream == nil, detection?.hasOnlyProse == true else {
      proseSince = nil
      return
    }
    let since = proseSince ?? now
    proseSince = since
    guard now >= since + Self.proseNanoseconds else { return }
    hasToldProse = true
    let words =
      "text comes, and no number in it that is known for a reading: is this an ECG board's port, its sketch running?"
    sink.receive(.event(LinkEvent(.warning, words, at: now)))
  }

  /// The format that was chosen reads nothing: another may, and is looked for beside it.
  private mutating func seekAnew(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard stream != nil, detection == nil, unreadable.lasts(status.counts, now: now) else { return }
    let words =
      "bytes come and none is a sample: a loose cable, or the board changed its baud or format; looking anew"
    sink.receive(.event(LinkEvent(.warning, words, at: now)))
    status.phase = .detecting
    detection = Self.freshDetection(options)
  }

  private mutating func refreshStatus(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard now >= nextStatus, let stream else { return }
    nextStatus = now + Self.statusNanoseconds
    status.board = stream.facts
    guard let estimate = stream.clock.estimate else {
      status.effectiveHertz = stream.gridHertz
      return
    }
    status.effectiveHertz = estimate.hertz
    status.rateReason = estimate.reason
    status.skew = stream.clock.skew
    guard !hasToldWrongRate, let grid = stream.gridHertz, estimate.uncertainty <= Self.sureUncertainty,
      abs(estimate.hertz - grid) > unmendedShare * grid
    else { return }
    hasToldWrongRate = true
    let words =
      "samples come at \(decimal(estimate.hertz)) Hz and are taken for \(decimal(grid)) Hz: "
      + "times and heart rate are off by \(decimal(abs(estimate.hertz / grid - 1) * 100)) %"
    sink.receive(.event(LinkEvent(.warning, words, at: now)))
  }

  /// Relative. What the grid follows by itself (`HostLock`) is no news; where the user fixed the rate it does not follow.
  private var unmendedShare: Double { options.rateHertz == nil ? HostLock.mostSkew : Self.wrongRate }

  /// Relative. A heart rate of 200 per minute is then off by two, which a user would see.
  private static let wrongRate = 0.01
  private static let sureUncertainty = 0.001
}

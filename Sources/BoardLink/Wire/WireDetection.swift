/// Finds the format, and sees that the baud is wrong, from the first bytes at a baud.
///
/// All formats read along; the one whose grammar fits is chosen. What came meanwhile is kept, so that the chosen decoder
/// starts from the first byte.
package struct WireDetection: Sendable {
  package enum Verdict: Hashable, Sendable {
    case undecided
    /// `plan`: which of several numbers a line is what.
    case chosen(WireFormat, plan: FieldPlan?, reason: String)
    /// For a while nothing but lines came that say only that a lead is off. They fit several formats; `format` reads them.
    case leadsOff(WireFormat, linesPerSecond: Double)
    /// What comes is no text at this baud, or text that is no format's.
    case garbage(isText: Bool)
  }

  /// Bytes that came together.
  package struct Chunk: Sendable {
    package var bytes: [UInt8]
    package var arrivalNanoseconds: UInt64
  }

  /// Two lines under a right CRC-16: by chance once in 2^32.
  private static let provenLines = 2
  /// Sound lines that settle a format without a check sum: a sentence of digits is shorter.
  private static let settlingLines = 16
  private static let settlingNanoseconds: UInt64 = 400_000_000
  /// Share of sound lines among those meant as data. Torn lines of a poor cable stay well below a tenth.
  private static let settlingScore = 0.9
  /// So long must garbage last, from the first byte beyond ASCII to the last, before the baud is given up: eight bauds within 3 s,
  /// with time to spare for one that yields printable nonsense. The ESP8266's boot text at 74880 baud (40 ms at most) is shorter,
  /// and what follows it at the right baud does not prolong it.
  private static let garbageNanoseconds: UInt64 = 150_000_000
  private static let garbageBytes = 24
  /// Text has no such share of bytes beyond printable ASCII; evenly drawn bytes have 0.62.
  private static let garbageShare = 0.25
  /// Printable nonsense (a wrong baud can yield it) is given up only after this long.
  private static let nonsenseNanoseconds: UInt64 = 1_000_000_000
  /// Nothing but bare leads-off lines for so long is told; with 16-ms batches their rate is known to 2 %.
  private static let bareNanoseconds: UInt64 = 1_000_000_000
  /// A pause so long ends a burst of garbage: what follows is judged afresh.
  private static let burstPause: UInt64 = 200_000_000
  /// Bytes kept for the chosen decoder; beyond, the oldest go.
  private static let keptBytes = 32768
  /// Lines whose numbers stand still are waited for so long.
  private static let dullNanoseconds: UInt64 = 2_000_000_000

  private let formats: [WireFormat]
  private var trials: [WireTrial]
  private var surveys = FieldSurveys()
  package private(set) var chunks: [Chunk] = []
  private var kept = 0
  private var burstStart: UInt64?
  private var lastArrival: UInt64 = 0
  private var burstBytes = 0
  private var unprintable = 0
  /// When the first and the last byte came that is no text.
  private var garbage: (first: UInt64, last: UInt64)?
  /// When the first line came that decides for some format.
  private var firstDeciding: UInt64?
  /// Since when, and how many, bare leads-off lines came with nothing that decides between them.
  private var bareBegan: UInt64?
  private var bareLines = 0

  package init(formats: [WireFormat] = WireFormat.heard) {
    self.formats = formats
    trials = formats.map(WireTrial.init(format:))
  }

  package mutating func absorb(_ bytes: Span<UInt8>, arrivalNanoseconds: UInt64) -> Verdict {
    if burstStart == nil || arrivalNanoseconds > lastArrival + Self.burstPause { beginBurst(arrivalNanoseconds) }
    lastArrival = arrivalNanoseconds
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    let before = (deciding: decidingLines, bare: mostBare)
    for index in bytes.indices {
      let byte = bytes[index]
      copy.append(byte)
      if !isText(byte) {
        unprintable += 1
        garbage = (garbage?.first ?? arrivalNanoseconds, arrivalNanoseconds)
      }
      for trial in trials.indices { trials[trial].absorb(byte) }
      surveys.absorb(byte, arrival: arrivalNanoseconds)
    }
    burstBytes += bytes.count
    noteLines(before, now: arrivalNanoseconds)
    keep(Chunk(bytes: copy, arrivalNanoseconds: arrivalNanoseconds))
    return verdict(now: arrivalNanoseconds)
  }

  /// The bytes so far were made use of: what comes is judged without them.
  package mutating func forget() {
    chunks.removeAll()
    kept = 0
    firstDeciding = nil
    for trial in trials.indices { trials[trial].forget() }
  }

  /// Bytes that are no text came, of late.
  package var hasGarbage: Bool { garbage != nil }

  /// Lines that a person could have meant came.
  package var hasProse: Bool { trials.contains { $0.passedOver > 0 } }

  /// Nothing else came.
  package var hasOnlyProse: Bool { hasProse && decidingLines == 0 && mostBare == 0 }

  /// Sound lines that read as this format.
  package func samples(of format: WireFormat) -> Int {
    trials.first { $0.format == format }?.samples ?? 0
  }

  private var decidingLines: Int { trials.reduce(0) { $0 + $1.samples + $1.starts } }
  private var mostBare: Int { trials.lazy.map(\.bare).max() ?? 0 }

  private mutating func noteLines(_ before: (deciding: Int, bare: Int), now: UInt64) {
    if decidingLines > before.deciding {
      firstDeciding = firstDeciding ?? now
      bareBegan = nil
    } else if mostBare > before.bare {
      // The first batch may have waited long: the count begins after it.
      if bareBegan == nil {
        bareBegan = now
        bareLines = 0
      } else {
        bareLines += mostBare - before.bare
      }
    }
  }

  private mutating func beginBurst(_ now: UInt64) {
    burstStart = now
    burstBytes = 0
    unprintable = 0
    garbage = nil
    // A burst that gave nothing leaves no mark on the judgement of what follows.
    if trials.allSatisfy({ $0.samples + $0.bare + $0.starts == 0 }) { trials = formats.map(WireTrial.init(format:)) }
  }

  private mutating func keep(_ chunk: Chunk) {
    chunks.append(chunk)
    kept += chunk.bytes.count
    while kept > Self.keptBytes, chunks.count > 1 { kept -= chunks.removeFirst().bytes.count }
  }

  private func verdict(now: UInt64) -> Verdict {
    // A start line is proof by itself: a check sum and eight words in place.
    for trial in trials where trial.format == .vitalsync && (trial.samples >= Self.provenLines || trial.starts > 0) {
      return .chosen(.vitalsync, plan: nil, reason: "its lines carry a right check sum")
    }
    let span = now - (burstStart ?? now)
    let judgedSpan = min(span, now - (firstDeciding ?? now))
    // The first in the list that fits: a time that runs forward is no reading.
    let fitting = trials.first { $0.score >= Self.settlingScore && $0.samples >= Self.settlingLines }
    if let best = fitting, judgedSpan >= Self.settlingNanoseconds, let verdict = chosen(best, span: judgedSpan) {
      return verdict
    }
    if let bareBegan, now >= bareBegan + Self.bareNanoseconds, bareLines >= Self.settlingLines,
      let reader = bareReader
    {
      return .leadsOff(reader, linesPerSecond: Double(bareLines) / (Double(now - bareBegan) / 1e9))
    }
    let share = burstBytes == 0 ? 0 : Double(unprintable) / Double(burstBytes)
    let lasted = garbage.map { $0.last - $0.first } ?? 0
    if lasted >= Self.garbageNanoseconds, burstBytes >= Self.garbageBytes, share > Self.garbageShare,
      !trials.contains(where: \.isPromising)
    {
      return .garbage(isText: false)
    }
    if span >= Self.nonsenseNanoseconds, burstBytes >= Self.garbageBytes,
      trials.allSatisfy(\.isHopeless)
    {
      return .garbage(isText: true)
    }
    return .undecided
  }

  /// Of several numbers a line the ECG must have been seen to move, or not have moved for long.
  private func chosen(_ best: WireTrial, span: UInt64) -> Verdict? {
    let judged = best.samples + best.starts + best.damaged
    var reason = "\(best.samples) of \(judged) lines read as such"
    guard best.format.hasSeveralFields else { return .chosen(best.format, plan: nil, reason: reason) }
    guard let plan = surveys.plan(for: best.format), plan.isSure || span >= Self.dullNanoseconds else {
      return span >= Self.dullNanoseconds ? .chosen(best.format, plan: nil, reason: reason) : nil
    }
    reason += "; \(plan.words)"
    // A first column that runs forward and is no time; a time that stands elsewhere.
    let isTimed = plan.time != nil
    var format = best.format
    if format == .timeValue && !isTimed && formats.contains(.columns) { format = .columns }
    if format == .columns && isTimed && formats.contains(.timeValue) { format = .timeValue }
    return .chosen(format, plan: plan, reason: reason)
  }

  /// The format without time that reads most of the bare lines, and reads few others as damage.
  private var bareReader: WireFormat? {
    trials.filter { $0.bare > $0.damaged && !$0.format.carriesTime }.max { $0.bare < $1.bare }?.format
  }

  private func isText(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte <= 0x7E) || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

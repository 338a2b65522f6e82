/// The clock of formats that carry no time: every line is one period, and the period is measured by what arrives when.
///
/// Where the line is never idle it is the UART that paces the sketch: ten bits a character, so the rate is
/// baud / 10 / characters a line, whatever the sketch meant to do. There a sample's time is the sum of the characters before
/// it: lines of three and four digits, or a short `!`, are not equally far apart. Each is put on the nearest place of the grid,
/// half a period off at most; where two fall on one place the later is dropped, an empty place between is interpolated.
package struct ArrivalClock: SampleClock {
  /// Measured this long before a grid is laid.
  private static let settlingSeconds = 3.0
  /// Share of the baud's capacity beyond which the line counts as saturated. A UART's divisor may be 2.1 % off (Uno at 115200).
  private static let saturation = 0.96
  private static let mostThatFits = 1.06
  /// A pause this long may be a hole; shorter ones are batching, whose samples all come after it.
  private static let holeSeconds = 0.25
  /// What must be missing after a pause for it to be one.
  private static let missingSeconds = 0.10
  private static let bitsPerCharacter = 10.0

  private let baud: Int
  private var gridHertz: Double?
  private var samples = RateRegression()
  private var characters = RateRegression()
  private var recentSamples = RecentRate()
  private var recentCharacters = RecentRate()
  private var sampleCount = 0.0
  private var characterCount = 0.0
  private var lastArrival: UInt64?
  private var pendingHole = 0
  private var pendingSeconds = 0.0
  private var nextFit = 1.0
  private var isPacedByUART = false
  /// Characters of the line before, and per second.
  private var lastCharacters: Int?
  private var pace = 0.0
  /// How far the newest sample's time lies beyond its place, in periods.
  private var lead = 0.0

  package init(baud: Int) {
    self.baud = baud
  }

  package var estimate: RateEstimate? {
    guard let measured = samples.slope, samples.span >= Self.settlingSeconds else { return nil }
    // 16-ms batching over the span, and never better than the crystals.
    let uncertainty = max(0.016 / samples.span, 1e-4)
    if let pace = characters.slope, sampleCount > 0 {
      let load = pace * Self.bitsPerCharacter / Double(baud)
      if load >= Self.saturation && load <= Self.mostThatFits {
        return RateEstimate(
          hertz: measured, reason: "UART-limited at \(baud) baud", uncertainty: uncertainty, isSettled: true,
          isLinkLimited: true)
      }
    }
    return RateEstimate(
      hertz: measured, reason: "measured over \(Int(samples.span)) s", uncertainty: uncertainty, isSettled: true)
  }

  package mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {
    if let lastArrival { noticeHole(batch.count, seconds: Double(arrivalNanoseconds - lastArrival) / 1e9) }
    lastArrival = arrivalNanoseconds
    // What the first batch holds may have waited long: the count begins after it.
    if samples.pointCount > 0 {
      sampleCount += Double(batch.count)
      characterCount += Double(batch.reduce(0) { $0 + $1.characters })
    }
    samples.add(count: sampleCount, nanoseconds: arrivalNanoseconds)
    characters.add(count: characterCount, nanoseconds: arrivalNanoseconds)
    recentSamples.add(count: sampleCount, nanoseconds: arrivalNanoseconds)
    recentCharacters.add(count: characterCount, nanoseconds: arrivalNanoseconds)
    if samples.span >= nextFit {
      samples.fit()
      characters.fit()
      nextFit += 1
    }
  }

  private mutating func noticeHole(_ count: Int, seconds: Double) {
    guard seconds > Self.holeSeconds, let hertz = gridHertz ?? samples.slope else { return }
    let missing = seconds * hertz - Double(count)
    guard missing > Self.missingSeconds * hertz else { return }
    pendingHole = Int(missing.rounded())
    pendingSeconds = seconds
    // The rate is measured on either side of the hole, not across it.
    samples = RateRegression()
    characters = RateRegression()
    recentSamples.restart()
    recentCharacters.restart()
    sampleCount = 0
    characterCount = 0
    nextFit = Self.settlingSeconds
  }

  package mutating func takeChange() -> Bool {
    guard let gridHertz else { return false }
    if isPacedByUART {
      // Shorter lines come faster there, and that is no change: the characters' pace is what must hold.
      guard let usual = characters.slope, recentCharacters.steadyOther(than: usual) != nil else { return false }
    } else {
      guard recentSamples.steadyOther(than: gridHertz) != nil else { return false }
    }
    samples = recentSamples.regression()
    characters = recentCharacters.regression()
    nextFit = Self.settlingSeconds
    lastCharacters = nil
    lead = 0
    self.gridHertz = nil
    return true
  }

  package mutating func start(gridHertz: Double) {
    self.gridHertz = gridHertz
    isPacedByUART = estimate?.isLinkLimited ?? false
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    defer { pendingHole = 0 }
    if pendingHole > 0 {
      lead = 0
      lastCharacters = sample.characters
      return ClockStep(places: 1 + pendingHole, remark: .paused(seconds: pendingSeconds))
    }
    guard isPacedByUART, let gridHertz else { return .next }
    // The sketch came round to the converter when the line before had found room.
    let line = lastCharacters ?? sample.characters
    lastCharacters = sample.characters
    pace = characters.slope ?? pace
    guard pace > 0 else { return .next }
    lead += Double(line) / pace * gridHertz
    let places = Int(lead.rounded())
    lead -= Double(places)
    return ClockStep(places: places, isBridged: true)
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    samples.lag(count: sampleCount, nanoseconds: arrivalNanoseconds)
  }
}

/// The clock of formats that carry no time: every line is one period, and the period is measured by what arrives when.
///
/// Where the line is never idle it is the UART that paces the sketch: ten bits a character, so the rate is
/// baud / 10 / characters a line, whatever the sketch meant to do. There a sample's time is the sum of the characters before
/// it: lines of three and four digits, or a short `!`, are not equally far apart. Both are held to our clock (`HostLock`). A
/// damaged line was a sample: it leaves a hole of one.
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
  private var samples = HostLock()
  private var characters = HostLock()
  private var recentSamples = RecentRate()
  private var recentCharacters = RecentRate()
  /// Arrived so far; the first batch may have waited long, so the count begins after it.
  private var sampleCount = 0.0
  private var characterCount = 0.0
  /// Placed so far.
  private var placedSamples = 0.0
  private var placedCharacters = 0.0
  private var lastArrival: UInt64?
  /// Holes that were seen and not yet placed, each before the first sample of its arrival; before there is a grid they wait.
  private var holes: [(arrival: UInt64, seconds: Double)] = []
  private var isPacedByUART = false
  /// Characters of the line before, and seconds for one.
  private var lastCharacters: Int?
  private var characterSeconds = 0.0

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
    if let lastArrival {
      let isHole = noticeHole(batch.count, from: lastArrival, to: arrivalNanoseconds)
      for (index, sample) in batch.enumerated() {
        sampleCount += 1
        characterCount += Double(sample.characters)
        // Where our clock has measured a hole, what came in it counts for nothing.
        if isHole && index == 0 { continue }
        sampleCount += Double(sample.between.damagedLines)
        characterCount += Double(sample.between.characters)
      }
    }
    lastArrival = arrivalNanoseconds
    samples.observe(count: sampleCount, arrivalNanoseconds: arrivalNanoseconds)
    characters.observe(count: characterCount, arrivalNanoseconds: arrivalNanoseconds)
    recentSamples.add(count: sampleCount, nanoseconds: arrivalNanoseconds)
    recentCharacters.add(count: characterCount, nanoseconds: arrivalNanoseconds)
  }

  private mutating func noticeHole(_ count: Int, from before: UInt64, to arrival: UInt64) -> Bool {
    let seconds = Double(arrival - before) / 1e9
    guard seconds > Self.holeSeconds, let hertz = gridHertz ?? samples.slope else { return false }
    let missing = seconds - Double(count) / hertz
    guard missing > Self.missingSeconds else { return false }
    holes.append((arrival, missing))
    // The rate is measured on either side of the hole, not across it.
    samples.restartMeasuring()
    characters.restartMeasuring()
    recentSamples.restart()
    recentCharacters.restart()
    return true
  }

  package mutating func takeChange() -> Bool {
    guard let gridHertz else { return false }
    if isPacedByUART {
      // Shorter lines come faster there, and that is no change: the characters' pace is what must hold.
      guard let usual = characters.slope, recentCharacters.steadyOther(than: usual) != nil else { return false }
    } else {
      guard recentSamples.steadyOther(than: gridHertz) != nil else { return false }
    }
    samples = HostLock(measured: recentSamples.regression())
    characters = HostLock(measured: recentCharacters.regression())
    lastCharacters = nil
    self.gridHertz = nil
    return true
  }

  package mutating func start(gridHertz: Double, followsHost: Bool) {
    self.gridHertz = gridHertz
    isPacedByUART = estimate?.isLinkLimited ?? false
    samples.begin(at: placedSamples, unitSeconds: 1 / gridHertz, follows: followsHost && !isPacedByUART)
    characterSeconds = 1 / (characters.slope ?? Double(baud) / Self.bitsPerCharacter)
    characters.begin(
      at: placedCharacters, unitSeconds: characterSeconds, stretch: 1, follows: followsHost && isPacedByUART)
  }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    guard let gridHertz else { return .next }
    var hole = 0.0
    while let next = holes.first, next.arrival <= arrivalNanoseconds {
      hole += next.seconds
      holes.removeFirst()
    }
    // The sketch came round to the converter when the line before had found room.
    let between = hole > 0 ? WireSample.Between() : sample.between
    let line = Double((lastCharacters ?? sample.characters) + between.characters)
    lastCharacters = sample.characters
    let periods = Double(1 + between.damagedLines)
    let stretch = isPacedByUART ? characters.stretch : samples.stretch
    let usual = isPacedByUART ? line * characterSeconds * stretch : periods * stretch / gridHertz
    // Whole periods, so that what came on the grid stays on it.
    let missing = isPacedByUART ? hole : (hole * gridHertz).rounded() / gridHertz
    placedSamples += periods
    placedCharacters += line
    samples.place(count: placedSamples, seconds: usual + missing)
    characters.place(count: placedCharacters, seconds: usual + missing)
    let advance = (isPacedByUART ? usual * gridHertz : periods * stretch) + missing * gridHertz
    guard hole > 0 else { return ClockStep(advance: advance, isGap: periods > 1) }
    return ClockStep(advance: advance, isGap: true, remark: .paused(seconds: hole))
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? {
    samples.lag(count: sampleCount, arrivalNanoseconds: arrivalNanoseconds)
  }
}

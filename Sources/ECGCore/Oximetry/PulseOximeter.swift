import Glibc

/// Oxygen saturation, pulse rate and perfusion from the light of a fingertip, once a second.
///
/// Source: the ratio of ratios, as in J. G. Webster (ed.), *Design of Pulse Oximeters*, 1997, ch. 9; its estimation by regression of the red
/// pulse on the infrared one, which leaves out noise that the two do not share. Pulse rate from the autocorrelation of
/// the infrared light.
/// Deviations: window of 6 s; both lights band-passed causally 0.5 … 5 Hz at the sensor's nominal rate.
/// Delay: a figure describes the 6 s before it.
public struct PulseOximeter: Sendable {
  /// Readings a second that the filters are made for: what our sketch sets the sensor to.
  static let nominalHertz = 25.0
  /// Seconds; four beats of a rate of 40.
  static let windowSeconds = 6.0
  /// Counts of 18 bits. A MAX30102 at 7 mA gives 50,000 and more behind a fingertip, and a few thousand into the air (SparkFun's examples
  /// for the MAX3010x take the same bound).
  static let leastInfrared = 50_000.0
  /// Counts: what the widest converter that docs/protocol.md allows can say. Anything else is no light.
  static let lightRange = 0.0...16_777_215.0
  /// Percent; below it commercial oximeters warn of low perfusion (0.2 to 0.3 by their data sheets).
  static let leastPerfusion = 0.2
  /// Share of the red pulse that must be explained by the infrared one (r²): they are one artery seen twice. Motion
  /// and ambient light are not.
  static let leastShared = 0.9
  /// Height of the autocorrelation's peak that counts as a rhythm, and how near to the highest the first one must come to be
  /// the period and not its multiple. Without unit.
  static let leastPeriodicity = 0.5
  static let firstPeakShare = 0.85
  /// Per minute.
  static let pulseRange = 35.0...220.0

  private struct Entry {
    var seconds = 0.0
    var red = 0.0
    var infrared = 0.0
    var redPulse = 0.0
    var infraredPulse = 0.0
  }

  private var window = RingWindow(capacity: Int(windowSeconds * nominalHertz), blank: Entry())
  private var redBand = Band()
  private var infraredBand = Band()
  private var lastNumber: Int?
  private var untilNext = 0

  public init() {}

  /// Takes readings in order. Gives a second's figures with every 25th reading; a hole in the numbers or in time begins anew.
  public mutating func take(_ reading: LightReading) -> OximetrySecond? {
    guard Self.lightRange.contains(reading.red), Self.lightRange.contains(reading.infrared), reading.seconds.isFinite
    else { return nil }
    let isNext = lastNumber.map { reading.number == $0 + 1 } ?? false
    if !isNext || reading.seconds < (window.last?.seconds ?? -.infinity) { begin(at: reading) }
    lastNumber = reading.number
    window.append(
      Entry(
        seconds: reading.seconds, red: reading.red, infrared: reading.infrared,
        redPulse: redBand.next(reading.red), infraredPulse: infraredBand.next(reading.infrared)))
    untilNext -= 1
    guard untilNext <= 0 else { return nil }
    untilNext = Int(Self.nominalHertz)
    return judge(at: reading.seconds)
  }

  private mutating func begin(at reading: LightReading) {
    window.removeAll()
    redBand.settle(at: reading.red)
    infraredBand.settle(at: reading.infrared)
    untilNext = Int(Self.nominalHertz)
  }

  private func judge(at seconds: Double) -> OximetrySecond {
    let means = means()
    guard means.infrared >= Self.leastInfrared, means.red > 0 else { return .refused(.notWorn, at: seconds) }
    guard window.isFull else { return .refused(.settling, at: seconds) }
    let (red, infrared, both) = products(redMean: means.redPulse, infraredMean: means.infraredPulse)
    // A sinusoid of this power is 2√2 of its standard deviation high.
    let deviation = (infrared / Double(window.count)).squareRoot()
    let perfusion = 100 * 2 * 2.0.squareRoot() * deviation / means.infrared
    guard perfusion >= Self.leastPerfusion, red > 0, both > 0, both * both >= Self.leastShared * red * infrared else {
      return .refused(.poorSignal, at: seconds)
    }
    let ratio = both / infrared * means.infrared / means.red
    return OximetrySecond(
      seconds: seconds, saturation: SaturationCurve.saturation(ratio: ratio),
      pulse: pulseRate(power: infrared, mean: means.infraredPulse), perfusion: .value(perfusion))
  }

  private func means() -> (red: Double, infrared: Double, redPulse: Double, infraredPulse: Double) {
    var sum = (red: 0.0, infrared: 0.0, redPulse: 0.0, infraredPulse: 0.0)
    for place in 0..<window.count {
      let entry = window[place]
      sum.red += entry.red
      sum.infrared += entry.infrared
      sum.redPulse += entry.redPulse
      sum.infraredPulse += entry.infraredPulse
    }
    let count = Double(max(window.count, 1))
    return (sum.red / count, sum.infrared / count, sum.redPulse / count, sum.infraredPulse / count)
  }

  private func products(redMean: Double, infraredMean: Double) -> (red: Double, infrared: Double, both: Double) {
    var sum = (red: 0.0, infrared: 0.0, both: 0.0)
    for place in 0..<window.count {
      let red = window[place].redPulse - redMean
      let infrared = window[place].infraredPulse - infraredMean
      sum.red += red * red
      sum.infrared += infrared * infrared
      sum.both += red * infrared
    }
    return sum
  }

  // MARK: Pulse rate

  private func pulseRate(power: Double, mean: Double) -> Reading<Double> {
    let count = window.count
    let elapsed = window[count - 1].seconds - window[0].seconds
    guard elapsed > 0 else { return .refused(.cannotTell) }
    // Readings a second by the clock they came with: the sensor's own oscillator is off by some percent.
    let hertz = Double(count - 1) / elapsed
    let shortest = max(Int(60 * hertz / Self.pulseRange.upperBound), 2)
    let longest = min(Int(60 * hertz / Self.pulseRange.lowerBound) + 1, count / 2)
    guard shortest + 1 < longest else { return .refused(.cannotTell) }
    func likeness(_ lag: Int) -> Double { correlation(lag: lag, power: power, mean: mean) }
    var highest = 0.0
    for lag in shortest...longest { highest = max(highest, likeness(lag)) }
    guard highest >= Self.leastPeriodicity else { return .refused(.cannotTell) }
    for lag in shortest..<longest {
      let (before, here, after) = (likeness(lag - 1), likeness(lag), likeness(lag + 1))
      guard here >= before, here >= after, here >= Self.firstPeakShare * highest else { continue }
      let curvature = before - 2 * here + after
      let shift = curvature < 0 ? 0.5 * (before - after) / curvature : 0
      return .value(60 * hertz / (Double(lag) + shift))
    }
    return .refused(.cannotTell)
  }

  /// Of the infrared pulse with itself `lag` readings later, 1 where they are the same; made fair to long lags.
  private func correlation(lag: Int, power: Double, mean: Double) -> Double {
    var sum = 0.0
    for place in lag..<window.count {
      sum += (window[place].infraredPulse - mean) * (window[place - lag].infraredPulse - mean)
    }
    return sum / power * Double(window.count) / Double(window.count - lag)
  }

  /// What of a light is pulse: 0.5 … 5 Hz, the fundamental and the first overtones of 30 … 220 beats a minute.
  private struct Band {
    private var high = Biquad.highPass(hertz: 0.5, rate: PulseOximeter.nominalHertz)
    private var low = Biquad.lowPass(hertz: 5, rate: PulseOximeter.nominalHertz)

    mutating func next(_ light: Double) -> Double { low.next(high.next(light)) }

    mutating func settle(at light: Double) {
      high.settle(at: light)
      low.settle(at: 0)
    }
  }
}

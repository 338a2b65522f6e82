/// Breaths a minute, told from the ECG alone.
public struct Respiration: Hashable, Sendable {
  public var breathsPerMinute: Double
  /// Share of the fused spectrum within 0.05 Hz of its peak, 0 … 1.
  public var quality: Double
  /// The weight of each of its sources in it; they add up to 1. Respiratory sinus arrhythmia fades in effort, height and slope of the
  /// QRS complex remain.
  public var sinusArrhythmia: Double
  public var amplitude: Double
  public var slope: Double

  /// Length of the window, and how often it is looked at, in seconds.
  public static let windowSeconds = 60.0
  public static let everySeconds = 5
}

/// Respiration from what breathing does to the heart beats: their distance, their height, their steepness.
///
/// After P. H. Charlton et al., Physiol. Meas. 37 (2016) 610, who compare 314 such algorithms, and J. Lázaro et al. 2014: the three
/// series over the last minute, each a Lomb–Scargle periodogram from 0.08 Hz to half the heart rate or 1 Hz (A. Schäfer and K.
/// W. Kratky, Ann. Biomed. Eng. 36 (2008) 476, on that limit), each made one in area; they are averaged with the square of
/// their peaks' share as weight, so that a source without a breath in it has little say. Below a quality of 0.4 it is *cannot tell*.
/// The breath of an athlete below 4.8 a minute, and beyond half the heart rate, is not seen. Delay: five beats.
struct LiveRespiration {
  /// Slowest and fastest breath looked for, in hertz.
  private static let (slowest, fastest) = (0.08, 1.0)
  /// Distance of frequencies, in hertz: 1/60 s over 2.5; between them a parabola finds the peak.
  private static let step = 1 / (2.5 * Respiration.windowSeconds)
  /// Half width of a peak, in hertz.
  private static let reach = 0.05
  /// Least quality told.
  private static let leastQuality = 0.4
  /// Least time covered, in seconds, and beats in it.
  private static let (coveredSeconds, leastBeats) = (40.0, 20)
  /// As many beats as the fastest heart has in the window.
  private static let most = 300

  private struct Sample: Sendable {
    var seconds: Double
    var interval: Double
    var amplitude: Double
    var slope: Double
  }

  private let rate: SampleRate
  private var recent = RingWindow(
    capacity: Self.most, blank: Sample(seconds: 0, interval: 0, amplitude: 0, slope: 0))
  private var times: [Double] = []
  private var values: [Double] = []
  private var density: [Double] = []
  private var fused: [Double] = []
  private var lomb = LombScargle()
  private var updated: Int?
  /// As of the last look.
  private(set) var reading: Reading<Respiration> = .refused(.settling)

  init(rate: SampleRate) {
    self.rate = rate
    times.reserveCapacity(Self.most)
    values.reserveCapacity(Self.most)
    let frequencies = Int((Self.fastest - Self.slowest) / Self.step) + 1
    density.reserveCapacity(frequencies)
    fused.reserveCapacity(frequencies)
  }

  /// Takes a beat at `position` with the normal interval that it closes in milliseconds, its height and its steepness.
  mutating func append(position: Double, interval: Double, amplitude: Double, slope: Double) {
    recent.append(
      Sample(seconds: rate.seconds(position), interval: interval, amplitude: amplitude, slope: slope))
  }

  /// Looks at the minute that ends at grid index `now`, every five seconds of the grid.
  mutating func look(now: Int) {
    let seconds = rate.seconds(Double(now))
    let slot = Int(seconds) / Respiration.everySeconds
    guard slot != updated else { return }
    updated = slot
    while let first = recent.first, first.seconds < seconds - Respiration.windowSeconds { recent.removeFirst() }
    reading = figure()
  }

  private mutating func figure() -> Reading<Respiration> {
    guard let first = recent.first, let last = recent.last, recent.count >= Self.leastBeats,
      last.seconds - first.seconds >= Self.coveredSeconds
    else { return .refused(.settling) }
    let heartHertz = Double(recent.count - 1) / (last.seconds - first.seconds)
    let highest = min(Self.fastest, heartHertz / 2)
    let frequencies = Int((highest - Self.slowest) / Self.step) + 1
    guard frequencies > 4 else { return .refused(.cannotTell) }
    times.removeAll(keepingCapacity: true)
    for index in 0..<recent.count { times.append(recent[index].seconds) }
    fused.removeAll(keepingCapacity: true)
    for _ in 0..<frequencies { fused.append(0) }
    let weights = (fuse { $0.interval }, fuse { $0.amplitude }, fuse { $0.slope })
    let sum = weights.0 + weights.1 + weights.2
    guard sum > 0 else { return .refused(.cannotTell) }
    let peak = Self.peak(of: fused)
    let quality = peak.share
    guard quality >= Self.leastQuality else { return .refused(.cannotTell) }
    return .value(
      Respiration(
        breathsPerMinute: 60 * (Self.slowest + peak.place * Self.step), quality: quality,
        sinusArrhythmia: weights.0 / sum, amplitude: weights.1 / sum, slope: weights.2 / sum))
  }

  /// Adds one source's spectrum to the fused one; gives its weight.
  private mutating func fuse(_ source: (Sample) -> Double) -> Double {
    values.removeAll(keepingCapacity: true)
    for index in 0..<recent.count { values.append(source(recent[index])) }
    removeLine()
    density.removeAll(keepingCapacity: true)
    for _ in fused.indices { density.append(0) }
    lomb.load(values, at: times, 0..<values.count, mean: 0, first: Self.slowest, step: Self.step)
    lomb.add(to: &density)
    var area = 0.0
    for value in density { area += value }
    guard area > 0, area.isFinite else { return 0 }
    let share = Self.peak(of: density).share
    let weight = share * share
    for index in fused.indices { fused[index] += weight * density[index] / area }
    return weight
  }

  /// Takes the straight line out of `values`: a drift is no breath.
  private mutating func removeLine() {
    let n = Double(values.count)
    var (sumT, sumV) = (0.0, 0.0)
    for index in values.indices {
      sumT += times[index]
      sumV += values[index]
    }
    let (meanT, meanV) = (sumT / n, sumV / n)
    var (cross, spread) = (0.0, 0.0)
    for index in values.indices {
      cross += (times[index] - meanT) * (values[index] - meanV)
      spread += (times[index] - meanT) * (times[index] - meanT)
    }
    let slope = spread > 0 ? cross / spread : 0
    for index in values.indices { values[index] -= meanV + slope * (times[index] - meanT) }
  }

  /// Place of the largest value, between two where a parabola says so, and the share of all within reach of it.
  private static func peak(of density: [Double]) -> (place: Double, share: Double) {
    var largest = 0
    var area = 0.0
    for index in density.indices {
      area += density[index]
      if density[index] > density[largest] { largest = index }
    }
    guard area > 0 else { return (0, 0) }
    var near = 0.0
    let reach = Int(reach / step)
    for index in max(0, largest - reach)...min(density.count - 1, largest + reach) { near += density[index] }
    guard largest > 0, largest + 1 < density.count else { return (Double(largest), near / area) }
    let (before, top, after) = (density[largest - 1], density[largest], density[largest + 1])
    let bend = before - 2 * top + after
    let shift = bend < 0 ? (before - after) / (2 * bend) : 0
    return (Double(largest) + shift, near / area)
  }
}

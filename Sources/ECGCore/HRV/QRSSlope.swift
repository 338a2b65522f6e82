/// How steep each QRS complex is, which breathing changes as the heart turns and the chest's resistance rises.
///
/// J. Lázaro et al., IEEE J. Biomed. Health Inform. 18 (2014) 1200, take the steepest slopes on either side of the R peak; here the
/// steepest of both, in millivolts a second, of the signal as it came. Delay: none beyond the beat's own.
struct QRSSlope {
  /// Looked at to either side of the R peak, in seconds (a normal QRS complex is 0.1 s wide).
  private static let reachSeconds = 0.06
  /// Samples remembered, in seconds: more than a beat's way to here.
  private static let rememberedSeconds = 4.0

  private let rate: SampleRate
  private let reach: Int
  private var samples: RingWindow<Float>
  private var end = 0

  init(rate: SampleRate) {
    self.rate = rate
    reach = max(1, rate.samples(in: Self.reachSeconds))
    samples = RingWindow(capacity: rate.samples(in: Self.rememberedSeconds), blank: 0)
  }

  /// Takes the samples of `block` in `range`, in order; what lies before a gap is forgotten.
  mutating func take(_ block: SampleBlock, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if range.lowerBound != end { samples.removeAll() }
    for index in range { samples.append(block.millivolts[index - block.start]) }
    end = range.upperBound
  }

  /// `nil` where the complex is no longer, or not yet, remembered.
  func steepest(at beat: Beat) -> Double? {
    let first = beat.sample - reach - (end - samples.count)
    let last = beat.sample + reach - (end - samples.count)
    guard first >= 1, last + 1 < samples.count else { return nil }
    var steepest: Float = 0
    for index in first...last { steepest = max(steepest, abs(samples[index + 1] - samples[index - 1])) }
    return Double(steepest) * rate.hertz / 2
  }
}

/// The density of a series by the method asked for, averaged over its windows.
struct SpectrumEstimate {
  private(set) var density: PowerDensity
  /// Windows (Welch: segments) averaged.
  private(set) var windows: Int
  /// Length of the longest stretch that a spectrum was made of, in seconds.
  private(set) var longestSeconds: Double

  /// Rate of the resampled series, in hertz (Task Force 1996 asks for 2 … 4).
  static let resampledHertz = 4.0
  /// Lomb–Scargle: frequencies of a single window, from VLF's begin to HF's end …
  private static let frequencies = 4096
  /// … and for each 1/T of every one of several windows that are averaged.
  private static let coarseSteps = 4.0
  /// Fewest intervals of a window.
  private static let leastIntervals = 30

  /// `nil` where no chain is long enough.
  init?(_ series: NNSeries, _ settings: SpectrumSettings) {
    switch settings.method {
    case .lombScargle: self.init(lomb: series, settings)
    case .welch(let seconds): self.init(welch: series, settings, segmentSeconds: seconds)
    case .autoregressive(let order): self.init(autoregressive: series, settings, order: order)
    }
  }

  private init?(lomb series: NNSeries, _ settings: SpectrumSettings) {
    let pieces = Self.pieces(of: series, windowSeconds: settings.windowSeconds)
    guard !pieces.isEmpty else { return nil }
    let length = pieces.map { series.seconds[$0.upperBound - 1] - series.seconds[$0.lowerBound] }.max() ?? 0
    let first = settings.bands.vlf.lowerBound
    let last = settings.bands.hf.upperBound
    let count =
      pieces.count == 1 ? Self.frequencies : Int(((last - first) * length * Self.coarseSteps).rounded(.up)) + 1
    let step = (last - first) / Double(count - 1)
    var sums = [Double](repeating: 0, count: count)
    var lomb = LombScargle()
    for piece in pieces {
      let mean = series.milliseconds[piece].reduce(0, +) / Double(piece.count)
      lomb.load(series.milliseconds, at: series.seconds, piece, mean: mean, first: first, step: step)
      lomb.add(to: &sums)
    }
    density = PowerDensity(first: first, step: step, values: sums.map { $0 / Double(pieces.count) })
    windows = pieces.count
    longestSeconds = length
  }

  private init?(welch series: NNSeries, _ settings: SpectrumSettings, segmentSeconds: Double) {
    let chains = Self.resampled(series, settings.detrending)
    guard let longest = chains.map(\.count).max() else { return nil }
    longestSeconds = Double(longest) / Self.resampledHertz
    guard longestSeconds >= FrequencyMetrics.leastSeconds else { return nil }
    let length = min(Int(segmentSeconds * Self.resampledHertz), longest)
    var periodogram = WelchPeriodogram(length: length, hertz: Self.resampledHertz)
    for chain in chains where chain.count >= length { periodogram.add(chain) }
    guard periodogram.segments > 0 else { return nil }
    density = periodogram.density
    windows = periodogram.segments
  }

  private init?(autoregressive series: NNSeries, _ settings: SpectrumSettings, order: Int) {
    let points = 1 << (WelchPeriodogram.exponent + 1)
    let step = Self.resampledHertz / Double(points)
    let count = Int(settings.bands.hf.upperBound / step) + 2
    var sums = [Double](repeating: 0, count: count)
    (windows, longestSeconds) = (0, 0)
    for chain in Self.resampled(series, settings.detrending) {
      let length = Int(settings.windowSeconds * Self.resampledHertz)
      // A chain that is shorter than a window and a half is one window.
      let pieces = max(1, Int((Double(chain.count) / Double(length)).rounded()))
      for piece in 0..<pieces {
        var part = Array(chain[(piece * chain.count / pieces)..<((piece + 1) * chain.count / pieces)])
        let seconds = Double(part.count) / Self.resampledHertz
        guard seconds >= FrequencyMetrics.leastSeconds else { continue }
        let mean = part.reduce(0, +) / Double(part.count)
        for index in part.indices { part[index] -= mean }
        guard let model = AutoregressiveModel(part, order: order) else { continue }
        for (index, value) in model.density(hertz: Self.resampledHertz, step: step, count: count).enumerated() {
          sums[index] += value
        }
        windows += 1
        longestSeconds = max(longestSeconds, seconds)
      }
    }
    guard windows > 0 else { return nil }
    let divisor = Double(windows)
    density = PowerDensity(first: 0, step: step, values: sums.map { $0 / divisor })
  }

  /// Power below VLF, ms², of all intervals at once: Lomb–Scargle at the multiples of 1/T.
  static func slowest(_ series: NNSeries, _ band: Range<Double>) -> Double {
    let span = (series.seconds.last ?? 0) - (series.seconds.first ?? 0)
    guard span > 0 else { return 0 }
    let step = 1 / span
    var densities = [Double](repeating: 0, count: Int(band.upperBound * span))
    var lomb = LombScargle()
    lomb.load(
      series.milliseconds, at: series.seconds, 0..<series.count, mean: series.moments.mean, first: step, step: step)
    lomb.add(to: &densities)
    // Each stands for a band 1/T wide about it.
    return densities.reduce(0, +) * step
  }

  /// The chains cut into windows; what is shorter than half a window, or than the least, is passed over.
  private static func pieces(of series: NNSeries, windowSeconds: Double) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    for chain in series.chains {
      let begin = series.seconds[chain.lowerBound]
      let length = series.seconds[chain.upperBound - 1] - begin
      let parts = max(1, Int((length / windowSeconds).rounded()))
      var start = chain.lowerBound
      for part in 1...parts {
        let border = begin + length * Double(part) / Double(parts)
        var end = start
        while end < chain.upperBound, series.seconds[end] <= border || part == parts { end += 1 }
        let seconds = end > start ? series.seconds[end - 1] - series.seconds[start] : 0
        if seconds >= 0.95 * FrequencyMetrics.leastSeconds, end - start >= leastIntervals { pieces.append(start..<end) }
        start = end
      }
    }
    return pieces
  }

  /// Each chain at 4 Hz, from the end of its first interval on.
  static func resampled(_ series: NNSeries, _ detrending: SpectrumSettings.Detrending) -> [[Double]] {
    series.chains.compactMap { chain in
      guard chain.count >= leastIntervals else { return nil }
      let times = Array(series.seconds[chain])
      let spline = CubicSpline(x: times, y: Array(series.milliseconds[chain]))
      let (first, last) = (times[0], times[times.count - 1])
      let count = Int(((last - first) * resampledHertz).rounded(.up))
      let values = spline.values(at: (0..<count).lazy.map { first + Double($0) / resampledHertz })
      switch detrending {
      case .mean:
        let mean = values.reduce(0, +) / Double(max(values.count, 1))
        return values.map { $0 - mean }
      case .smoothnessPriors(let smoothness): return SmoothnessPriors(smoothness: smoothness).detrended(values)
      }
    }
  }
}

/// How a signal's values become counts of a format that has a range of its own.
struct CountMapping: Hashable, Sendable {
  /// Of the counts that are written.
  let scale: DigitalScale
  /// What the counts written are of the counts read; `nil`: they are made anew from the physical values.
  private let exact: Exact?
  private let source: DigitalScale?
  let range: ClosedRange<Int>
  /// Counts lost more than the physical values told: the recording's own steps are not kept.
  let isRequantised: Bool

  private struct Exact: Hashable {
    var factor: Int
    var shift: Int
  }

  /// `needsWholeBaseline`: the format states the count at zero as an integer.
  init(_ channel: SignalChannel, _ survey: ChannelSurvey, range: ClosedRange<Int>, needsWholeBaseline: Bool) {
    self.range = range
    source = survey.isPhysical ? nil : channel.scale
    let low = survey.least ?? 0
    let high = survey.greatest ?? 0
    let candidates = survey.isPhysical ? survey.fitting : [channel.scale].compactMap(\.self)
    for candidate in candidates {
      let counts = survey.isPhysical ? (candidate.count(low).rounded(), candidate.count(high).rounded()) : (low, high)
      if let found = Self.exact(candidate, min(counts.0, counts.1), max(counts.0, counts.1), range, needsWholeBaseline)
      {
        scale = found.scale
        exact = survey.isPhysical ? nil : found.exact
        isRequantised = false
        return
      }
    }
    let unscaled = channel.scale ?? Self.unit
    let ends = survey.isPhysical ? (low, high) : (unscaled.physical(Int32(low)), unscaled.physical(Int32(high)))
    scale = Self.widest(min(ends.0, ends.1), max(ends.0, ends.1), range)
    exact = nil
    isRequantised = true
  }

  /// The scale is given, and counts are made anew for it.
  init(_ channel: SignalChannel, scale: DigitalScale, range: ClosedRange<Int>, isPhysical: Bool) {
    self.scale = scale
    self.range = range
    source = isPhysical ? nil : channel.scale
    exact = isPhysical || channel.scale != scale ? nil : Exact(factor: 1, shift: 0)
    isRequantised = exact == nil
  }

  private static let unit = DigitalScale(known: 1)

  /// The same steps, or a power of two finer where only that makes the baseline whole, moved into the range where needed.
  private static func exact(
    _ scale: DigitalScale, _ low: Double, _ high: Double, _ range: ClosedRange<Int>, _ needsWholeBaseline: Bool
  ) -> (scale: DigitalScale, exact: Exact)? {
    for power in 0...(needsWholeBaseline ? 12 : 0) {
      let factor = Double(1 << power)
      let baseline = scale.baseline * factor
      guard !needsWholeBaseline || (baseline == baseline.rounded() && abs(baseline) < 1e9) else { continue }
      guard (high - low) * factor <= Double(range.upperBound - range.lowerBound) else { return nil }
      var shift = 0.0
      if low * factor < Double(range.lowerBound) { shift = Double(range.lowerBound) - low * factor }
      if high * factor + shift > Double(range.upperBound) { shift = Double(range.upperBound) - high * factor }
      guard let moved = DigitalScale(gain: scale.gain * factor, baseline: baseline + shift), abs(shift) < 4e18,
        !needsWholeBaseline || abs(baseline + shift) < 2e9
      else { continue }
      return (moved, Exact(factor: 1 << power, shift: Int(shift)))
    }
    return nil
  }

  /// Steps of 1, 2 or 5 in a decimal place, as fine as the range allows.
  private static func widest(_ low: Double, _ high: Double, _ range: ClosedRange<Int>) -> DigitalScale {
    let span = max(high - low, max(abs(low), abs(high)) * 1e-4, 1e-9)
    let most = Double(range.upperBound - range.lowerBound) * 0.9 / span
    var decade = 1.0
    while decade * 10 <= most { decade *= 10 }
    while decade > most { decade /= 10 }
    let gain = [5.0, 2, 1].map { $0 * decade }.first { $0 <= most } ?? decade
    let symmetric = max(abs(low), abs(high)) * gain
    let reach = Double(min(range.upperBound, -range.lowerBound))
    let middle = (Double(range.upperBound) + Double(range.lowerBound)) / 2
    let baseline = symmetric <= reach ? 0 : (middle - (low + high) / 2 * gain).rounded()
    return DigitalScale(gain: gain, baseline: baseline) ?? unit
  }

  /// `nil` for a sample that was not taken. What leaves the range is held to its ends.
  func count(_ count: Int32) -> Int? {
    guard count != SignalValues.missing else { return nil }
    if let exact { return held(Double(Int(count) * exact.factor + exact.shift)) }
    return held(scale.count((source ?? Self.unit).physical(count)).rounded())
  }

  func count(_ physical: Float) -> Int? {
    physical.isNaN ? nil : held(scale.count(Double(physical)).rounded())
  }

  /// The counts that a signal's values span.
  func span(_ survey: ChannelSurvey) -> ClosedRange<Int> {
    guard let least = survey.least, let greatest = survey.greatest else { return 0...0 }
    let ends =
      survey.isPhysical
      ? [count(Float(least)), count(Float(greatest))]
      : [count(Int32(clamping: Int(least))), count(Int32(clamping: Int(greatest)))]
    let known = ends.map { $0 ?? 0 }
    return min(known[0], known[1])...max(known[0], known[1])
  }

  private func held(_ count: Double) -> Int {
    Int(min(max(count, Double(range.lowerBound)), Double(range.upperBound)))
  }

  /// All counts of a signal in a block.
  func counts(_ values: SignalValues) -> [Int?] {
    switch values {
    case .counts(let counts): counts.map { count($0) }
    case .physical(let values): values.map { count($0) }
    }
  }
}

extension DigitalScale {
  /// For constants.
  init(known gain: Double) {
    self.gain = gain
    baseline = 0
  }
}

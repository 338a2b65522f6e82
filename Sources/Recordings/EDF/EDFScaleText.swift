/// A signal's range as a heading can state it: two counts, and what they are in physical units in eight characters each.
struct EDFScaleText: Hashable {
  let digitalMinimum: Int
  let digitalMaximum: Int
  let physicalMinimum: String
  let physicalMaximum: String
  let dimension: String
  /// What a reader will make of these figures, in the channel's own units.
  let scale: DigitalScale
  /// That is the scale asked for.
  let isExact: Bool

  /// Counts that are tried at each end: beyond, no text of eight characters comes out better.
  private static let attempts = 70_000

  /// Ends are sought whose physical values eight characters say exactly: then every count means what it meant. EDF's own
  /// unit for potentials is the microvolt (EDF+ 2.1.3); millivolts are used where only they can be said exactly.
  init(_ scale: DigitalScale, units: String, counts: ClosedRange<Int>, used: ClosedRange<Int>) {
    let microvolts = Self.isMillivolt(units) ? [(1000.0, "uV"), (1.0, "mV")] : [(1.0, Self.ascii(units))]
    for (factor, dimension) in microvolts {
      func exact(_ count: Int) -> String? { EDFNumber.exact((Double(count) - scale.baseline) / scale.gain * factor) }
      let lowEnd = min(used.lowerBound, counts.upperBound - 1)
      let low = (counts.lowerBound...max(counts.lowerBound, lowEnd)).prefix(Self.attempts).first { exact($0) != nil }
      guard let low, let lowText = exact(low) else { continue }
      let highest = stride(from: counts.upperBound, through: max(used.upperBound, low + 1), by: -1)
      guard let high = highest.prefix(Self.attempts).first(where: { exact($0) != nil }), let highText = exact(high),
        lowText != highText
      else { continue }
      self.init(low, high, lowText, highText, dimension, scale, isExact: true)
      return
    }
    // No exact ends: the widest range whose ends can be said at all, and the scale is what they then say.
    for range in [counts, used.lowerBound...max(used.upperBound, used.lowerBound + 1)] {
      for (factor, dimension) in microvolts {
        let ends = [range.lowerBound, range.upperBound].map { (Double($0) - scale.baseline) / scale.gain * factor }
        guard let low = EDFNumber.text(ends[0]), let high = EDFNumber.text(ends[1]), low != high else { continue }
        let gain = Double(range.count - 1) / (EDFNumber.value(high) - EDFNumber.value(low))
        let baseline = Double(range.lowerBound) - EDFNumber.value(low) * gain
        guard let told = DigitalScale(gain: gain * factor, baseline: baseline) else { continue }
        self.init(range.lowerBound, range.upperBound, low, high, dimension, told, isExact: false)
        return
      }
    }
    // Beyond all that eight characters say: values are held to the ends.
    let gain = Double(counts.count - 1) / 109_999_998
    let told = DigitalScale(gain: gain, baseline: Double(counts.lowerBound) + 9_999_999 * gain) ?? scale
    self.init(
      counts.lowerBound, counts.upperBound, "-9999999", "99999999", microvolts[microvolts.count - 1].1, told,
      isExact: false)
  }

  private init(
    _ low: Int, _ high: Int, _ lowText: String, _ highText: String, _ dimension: String, _ scale: DigitalScale,
    isExact: Bool
  ) {
    digitalMinimum = low
    digitalMaximum = high
    physicalMinimum = lowText
    physicalMaximum = highText
    self.dimension = dimension
    self.scale = scale
    self.isExact = isExact
  }

  private static func isMillivolt(_ units: String) -> Bool { WFDBScale.millivolts(per: units) == 1 }

  /// EDF holds printable ASCII only; "µ" is written "u" (EDF+ 2.1.3).
  static func ascii(_ text: String) -> String {
    String(
      decoding: text.replacing("µ", with: "u").replacing("μ", with: "u").unicodeScalars.map {
        (0x20...0x7E).contains($0.value) ? UInt8($0.value) : UInt8(ascii: "?")
      }, as: UTF8.self)
  }
}

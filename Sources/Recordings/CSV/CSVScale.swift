/// A column's values to electrode millivolts.
struct CSVScale {
  let offset: Double
  let millivoltsPerUnit: Double
  /// The values at which the converter stands at a rail.
  let rails: (low: Double, high: Double)?
  let reason: String

  /// Total gain of the AD8232 reference design (AD8232 data sheet, rev. D, fig. 66), and the supply of its boards.
  static let assumedGain = 1100.0
  static let assumedReferenceMillivolts = 3300.0
  /// Electrode voltages do not span more, nor lie further off: larger figures are counts or microvolts.
  static let millivoltLimit = 50.0

  init(_ column: CSVColumnFacts, units: ReadingOptions.Units?, stated: StatedFacts) {
    let name = column.name.unit ?? stated.units
    switch units {
    case .counts: self.init(counts: column, stated: stated, why: "--units counts")
    case .some(let units): self.init(voltage: units, why: "--units \(units.rawValue)")
    case nil:
      switch name {
      case .millivolts: self.init(voltage: .millivolts, why: "stated in the file")
      case .microvolts: self.init(voltage: .microvolts, why: "stated in the file")
      case .volts: self.init(voltage: .volts, why: "stated in the file")
      case .counts: self.init(counts: column, stated: stated, why: "stated in the file")
      default: self.init(inferred: column, stated: stated)
      }
    }
  }

  private init(voltage units: ReadingOptions.Units, why: String) {
    offset = 0
    rails = nil
    switch units {
    case .microvolts: millivoltsPerUnit = 1e-3
    case .volts: millivoltsPerUnit = 1e3
    case .millivolts, .counts: millivoltsPerUnit = 1
    }
    reason = "\(units == .microvolts ? "µV" : units.rawValue), \(why)"
  }

  private init(inferred column: CSVColumnFacts, stated: StatedFacts) {
    let (low, high) = Self.range(column)
    let isWhole = column.finite.allSatisfy { $0 == $0.rounded() }
    let isLarge = high - low > Self.millivoltLimit || max(abs(low), abs(high)) > Self.millivoltLimit
    if stated.bits != nil || (isWhole && isLarge && low >= 0) {
      self.init(
        counts: column, stated: stated,
        why: "whole numbers from \(DecimalText.short(low, decimals: 0)) to \(DecimalText.short(high, decimals: 0))")
    } else if isLarge {
      self.init(voltage: .microvolts, why: "assumed: too large for mV and below zero or with decimals")
    } else {
      self.init(voltage: .millivolts, why: "assumed")
    }
  }

  private init(counts column: CSVColumnFacts, stated: StatedFacts, why: String) {
    let (low, high) = Self.range(column)
    let bits = stated.bits ?? (high > 4095 ? 16 : high > 1023 ? 12 : 10)
    let reference = stated.referenceMillivolts ?? Self.assumedReferenceMillivolts
    let gain = stated.gain ?? Self.assumedGain
    let full = Double(1 << bits)
    // Counts below zero come from a converter whose middle is zero.
    offset = stated.midScale ?? (low < 0 ? 0 : full / 2)
    millivoltsPerUnit = reference / full / gain
    rails = low < 0 ? nil : (0, full - 1)
    let isStated = stated.bits != nil && stated.referenceMillivolts != nil && stated.gain != nil
    reason =
      "\(isStated ? "stated" : "assumed") \(bits)-bit counts (\(why)) at gain \(DecimalText.short(gain, decimals: 3)), "
      + "\(DecimalText.short(reference, decimals: 1)) mV full scale, middle \(DecimalText.short(offset, decimals: 1))"
  }

  /// The range of the values but for the outermost thousandth: a torn line may hold any number.
  private static func range(_ column: CSVColumnFacts) -> (low: Double, high: Double) {
    let values = column.finite.sorted()
    guard let first = values.first, let last = values.last else { return (0, 0) }
    let beyond = values.count / 1000
    return beyond == 0 ? (first, last) : (values[beyond], values[values.count - 1 - beyond])
  }

  /// `nil` where the value leaves what a Float can hold.
  func millivolts(_ value: Double) -> Float? {
    let scaled = Float((value - offset) * millivoltsPerUnit)
    return scaled.isFinite ? scaled : nil
  }

  func isAtRail(_ value: Double) -> Bool {
    guard let rails else { return false }
    return value <= rails.low || value >= rails.high
  }
}

/// What glucose readings come to: time in ranges, mean, variability, and the management indicator.
///
/// Ranges and variability after the international consensus (T. Battelino et al., Diabetes Care 42 (2019) 1593): below 54, 54 to 69, 70 to 180,
/// 181 to 250, above 250 mg/dL; 3.0, 3.9, 10.0, 13.9 mmol/L where it is measured in these, since both sets are rounded. GMI in percent = 3.31 +
/// 0.02392 × mean in mg/dL (R. M. Bergenstal et al., Diabetes Care 41 (2018) 2275), told from 14 days with 70 % of readings on. Each reading
/// counts alike. No look-ahead.
package struct GlucoseFigures: Hashable, Sendable {
  package var unit: VitalUnit
  package var readings: Int
  /// From the first to the last reading.
  package var days: Double
  /// Share of the readings that a sensor of this interval would have given, percent; `nil` for single measurements.
  package var activePercent: Double?
  package var mean: Double
  package var deviation: Double
  /// Coefficient of variation, percent; above 36 glucose is unstable.
  package var variation: Double
  /// Shares of the readings, percent.
  package var veryLow: Double
  package var low: Double
  package var inRange: Double
  package var high: Double
  package var veryHigh: Double
  /// Percent; `nil` with too few days or readings.
  package var managementIndicator: Double?

  package static let unstableVariation = 36.0
  package static let (leastDays, leastActive) = (14.0, 70.0)
  /// mg/dL in a mmol/L: the molar mass of glucose, 180.156 g/mol, over ten.
  package static let milligramsOfMillimole = 18.0156
  /// Seconds between a sensor's readings at most; farther apart they are single measurements.
  static let mostInterval = 1200.0

  /// Of readings in the order of time; all are brought to the unit of the newest.
  package init?(_ all: [VitalReading]) {
    let readings = all.filter { $0.kind == .glucose }
    guard let last = readings.last, let first = readings.first, readings.count > 1 else { return nil }
    unit = last.unit
    let values = readings.map { Self.value($0, in: last.unit) }
    guard let spread = Spread(values), let deviation = spread.deviation, let variation = spread.variation else {
      return nil
    }
    self.readings = readings.count
    days = Double(last.taken.milliseconds - first.taken.milliseconds) / 86_400_000
    mean = spread.mean
    self.deviation = deviation
    self.variation = variation
    let limits = unit == .milligramsPerDecilitre ? (54.0, 70.0, 180.0, 250.0) : (3.0, 3.9, 10.0, 13.9)
    func share(_ isIn: (Double) -> Bool) -> Double { 100 * Double(values.count(where: isIn)) / Double(values.count) }
    veryLow = share { $0 < limits.0 }
    low = share { $0 >= limits.0 && $0 < limits.1 }
    inRange = share { $0 >= limits.1 && $0 <= limits.2 }
    high = share { $0 > limits.2 && $0 <= limits.3 }
    veryHigh = share { $0 > limits.3 }
    if let interval = Self.interval(readings) {
      let expected = Double(last.taken.milliseconds - first.taken.milliseconds) / 1000 / interval + 1
      activePercent = min(100, 100 * Double(readings.count) / expected)
    }
    if days >= Self.leastDays - 1, (activePercent ?? 0) >= Self.leastActive {
      let milligrams = unit == .milligramsPerDecilitre ? mean : mean * Self.milligramsOfMillimole
      managementIndicator = 3.31 + 0.02392 * milligrams
    }
  }

  package static func value(_ reading: VitalReading, in unit: VitalUnit) -> Double {
    switch (reading.unit, unit) {
    case (.millimolesPerLitre, .milligramsPerDecilitre): reading.value * milligramsOfMillimole
    case (.milligramsPerDecilitre, .millimolesPerLitre): reading.value / milligramsOfMillimole
    default: reading.value
    }
  }

  /// Median seconds between readings, where they come from a sensor.
  static func interval(_ readings: [VitalReading]) -> Double? {
    guard readings.count > 2 else { return nil }
    let apart = zip(readings.dropFirst(), readings)
      .map { Double($0.taken.milliseconds - $1.taken.milliseconds) / 1000 }.filter { $0 > 0 }.sorted()
    guard !apart.isEmpty else { return nil }
    let median = apart[apart.count / 2]
    return median <= mostInterval ? median : nil
  }
}

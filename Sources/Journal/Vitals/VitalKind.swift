/// Other vital signs than the heart's. Raw values stand in the database, in JSON and on the command line.
package enum VitalKind: String, Hashable, Sendable, CaseIterable {
  /// Systolic and diastolic, mmHg; often with a pulse.
  case bloodPressure = "bp"
  /// Oxygen saturation by pulse oximetry, percent; often with a pulse.
  case oxygen = "spo2"
  case glucose
  /// Degrees Celsius.
  case temperature = "temp"
  /// Kilograms.
  case weight

  package var words: String {
    switch self {
    case .bloodPressure: "blood pressure"
    case .oxygen: "oxygen saturation"
    case .glucose: "glucose"
    case .temperature: "temperature"
    case .weight: "weight"
    }
  }
}

/// The units in which readings are kept; glucose stays in the unit in which it was measured, because the limits of both are rounded.
package enum VitalUnit: String, Hashable, Sendable, CaseIterable {
  case millimetresOfMercury = "mmHg"
  case percent = "%"
  case millimolesPerLitre = "mmol/L"
  case milligramsPerDecilitre = "mg/dL"
  case celsius = "°C"
  case kilograms = "kg"

  /// Decimals that a device shows.
  package var places: Int {
    switch self {
    case .millimolesPerLitre, .celsius, .kilograms: 1
    case .millimetresOfMercury, .percent, .milligramsPerDecilitre: 0
    }
  }
}

/// One reading.
package struct VitalReading: Hashable, Sendable {
  package var id = 0
  package var athlete: String
  package var taken: Moment
  package var kind: VitalKind
  /// Of a blood pressure the systolic one.
  package var value: Double
  /// Of a blood pressure the diastolic one.
  package var second: Double?
  /// Beats per minute, where the device tells.
  package var pulse: Double?
  package var unit: VitalUnit
  /// "typed", or the table it came from.
  package var source: String
  /// What makes a reading of a table the same one when it comes again.
  package var fingerprint: String?

  package init(
    athlete: String, taken: Moment, kind: VitalKind, value: Double, second: Double? = nil, pulse: Double? = nil,
    unit: VitalUnit, source: String, fingerprint: String? = nil
  ) {
    self.athlete = athlete
    self.taken = taken
    self.kind = kind
    self.value = value
    self.second = second
    self.pulse = pulse
    self.unit = unit
    self.source = source
    self.fingerprint = fingerprint
  }

  /// `118/76 mmHg, pulse 52`
  package var words: String {
    let figure =
      second.map { "\(Self.text(value, unit.places))/\(Self.text($0, unit.places))" } ?? Self.text(value, unit.places)
    return "\(figure) \(unit.rawValue)" + (pulse.map { ", pulse \(Self.text($0, 0))" } ?? "")
  }

  static func text(_ value: Double, _ places: Int) -> String {
    let scale = places == 0 ? 1.0 : 10.0
    let whole = Int((abs(value) * scale).rounded())
    let sign = value < 0 && whole > 0 ? "-" : ""
    return places == 0 ? "\(sign)\(whole)" : "\(sign)\(whole / 10).\(whole % 10)"
  }
}

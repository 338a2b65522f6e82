/// What a sensor beside the electrodes says it has measured: docs/protocol.md, "What other sensors have measured".
package struct SensorMeasure: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case saturation = "spo2"
    case pulse
    case bloodPressure = "bp"
    case temperature = "temp"
    case glucose
    case weight

    var units: Set<Unit> {
      switch self {
      case .saturation: [.percent]
      case .pulse: [.beatsPerMinute]
      case .bloodPressure: [.mmHg]
      case .temperature: [.celsius]
      case .glucose: [.mmolPerLitre, .mgPerDecilitre]
      case .weight: [.kilograms]
      }
    }
  }

  package enum Unit: String, Hashable, Sendable {
    case percent = "%"
    case beatsPerMinute = "bpm"
    case mmHg
    case celsius = "C"
    case mmolPerLitre = "mmol/L"
    case mgPerDecilitre = "mg/dL"
    case kilograms = "kg"
  }

  package var kind: Kind
  package var value: Double
  /// The diastolic pressure behind a systolic one.
  package var second: Double?
  package var unit: Unit

  package init(kind: Kind, value: Double, second: Double? = nil, unit: Unit) {
    self.kind = kind
    self.value = value
    self.second = second
    self.unit = unit
  }

  /// For a screen: `blood pressure 118/76 mmHg`.
  package var words: String {
    let name =
      switch kind {
      case .saturation: "SpO₂"
      case .pulse: "pulse"
      case .bloodPressure: "blood pressure"
      case .temperature: "temperature"
      case .glucose: "glucose"
      case .weight: "weight"
      }
    let figures = [value, second].compactMap { $0.map(decimal) }.joined(separator: "/")
    return "\(name) \(figures) \(unit == .celsius ? "°C" : unit.rawValue)"
  }
}

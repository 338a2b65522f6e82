import ArgumentParser
import Journal

/// What `trends` may be asked for: a session's figure by its key or the beginning of it, or another vital sign.
struct TrendMetric: Hashable, Sendable, ExpressibleByArgument {
  enum Source: Hashable, Sendable {
    case figure(FigureName)
    case vital(VitalKind, Part)
  }

  enum Part: Hashable, Sendable { case value, second, pulse }

  let source: Source

  private static let vitals: [(name: String, kind: VitalKind, part: Part)] = [
    ("systolic", .bloodPressure, .value), ("diastolic", .bloodPressure, .second), ("pulse", .bloodPressure, .pulse),
    ("spo2", .oxygen, .value), ("glucose", .glucose, .value), ("temp", .temperature, .value),
    ("weight", .weight, .value),
  ]
  private static let short: [String: FigureName] = [
    "hr": .heartRate, "trimp": .edwards, "ln": .lnRMSSD, "hrr": .recovery,
  ]

  static var names: [String] {
    FigureName.allCases.map { $0.rawValue.split(separator: "_").first.map(String.init) ?? $0.rawValue }
      + vitals.map(\.name)
  }

  init?(argument: String) {
    let word = argument.lowercased()
    if let vital = Self.vitals.first(where: { $0.name == word }) {
      source = .vital(vital.kind, vital.part)
    } else if let name = Self.short[word]
      ?? FigureName.allCases.first(where: {
        let key = $0.rawValue.lowercased()
        return key == word || key.split(separator: "_").first.map(String.init) == word
      })
    {
      source = .figure(name)
    } else {
      return nil
    }
  }

  var words: String {
    switch source {
    case .figure(let name): name.words
    case .vital(.bloodPressure, .value): "systolic pressure"
    case .vital(.bloodPressure, .second): "diastolic pressure"
    case .vital(.bloodPressure, .pulse): "pulse"
    case .vital(let kind, _): kind.words
    }
  }

  var places: Int {
    switch source {
    case .figure(let name): name.places
    case .vital(.temperature, _), .vital(.weight, _), .vital(.glucose, _): 1
    case .vital: 0
    }
  }

  /// Which sessions are alike enough to be held together, where nobody says.
  var usualKind: SessionKind? {
    switch source {
    case .figure(.heartRate), .figure(.meanNN), .figure(.rmssd), .figure(.lnRMSSD), .figure(.sdnn), .figure(.pnn50):
      .morning
    case .figure(.rise): .orthostatic
    case .figure(.corrected), .figure(.analysable), .figure(.beats), .vital: nil
    case .figure: .free
    }
  }

  /// A day's impulses add up; of all else it is their mean.
  var isSummed: Bool { source == .figure(.edwards) || source == .figure(.banister) || source == .figure(.beats) }

  func value(of reading: VitalReading) -> Double? {
    guard case .vital(_, let part) = source else { return nil }
    switch part {
    case .value: return reading.value
    case .second: return reading.second
    case .pulse: return reading.pulse
    }
  }
}

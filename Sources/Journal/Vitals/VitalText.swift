/// A reading as a person types it: `118/76`, `97`, `97%`, `5.4 mmol/L`, `97 mg/dL`, `36.6`, `97.9 F`, `70.2 kg`, `155 lb`.
package enum VitalText {
  /// Of glucose without a unit: below, it is mmol/L; above, mg/dL; between, it might be both.
  static let (mostPlainMillimoles, leastPlainMilligrams) = (20.0, 40.0)
  /// Kilograms of a pound (international avoirdupois, exact).
  static let kilogramsOfPound = 0.453_592_37

  package static func reading(
    _ kind: VitalKind, _ words: [String], pulse: Double?, athlete: String, taken: Moment
  ) throws(JournalError) -> VitalReading {
    let typed = words.joined(separator: " ")
    func refused(_ what: String, _ remedy: String) -> JournalError {
      JournalError(.refused, place: "\(kind.rawValue) \(typed)", what: what, remedy: remedy)
    }
    let (digits, suffix) = split(typed)
    let numbers = digits.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == (kind == .bloodPressure ? 2 : 1), let value = numbers[0], value.isFinite,
      numbers.allSatisfy({ $0 != nil })
    else {
      let example =
        switch kind {
        case .bloodPressure: "118/76"
        case .oxygen: "97"
        case .glucose: "5.4 mmol/L, or 97 mg/dL"
        case .temperature: "36.6, or 97.9 F"
        case .weight: "70.2, or 155 lb"
        }
      throw refused("is no \(kind.words)", "Write it so: \(example)")
    }
    guard let (converted, unit) = converted(kind, value, suffix) else {
      if kind == .glucose, suffix.isEmpty {
        throw refused("may be mmol/L or mg/dL", "Say which: \(digits) mmol/L")
      }
      throw refused(
        "has a unit that is not known here: \(suffix)", "Leave it out, or write the one that the device shows.")
    }
    let reading = VitalReading(
      athlete: athlete, taken: taken, kind: kind, value: converted, second: numbers.count == 2 ? numbers[1] : nil,
      pulse: pulse, unit: unit, source: "typed")
    if let fault = VitalRange.fault(of: reading) {
      throw refused(fault, "Nothing was entered. Look at the device again.")
    }
    return reading
  }

  private static func split(_ typed: String) -> (digits: String, suffix: String) {
    let end = typed.firstIndex { !($0.isASCII && ($0.isNumber || "./-".contains($0))) } ?? typed.endIndex
    let suffix = typed[end...].filter { $0 != " " && $0 != "°" }.lowercased()
    return (String(typed[..<end]), suffix)
  }

  private static func converted(_ kind: VitalKind, _ value: Double, _ unit: String) -> (Double, VitalUnit)? {
    switch (kind, unit) {
    case (.bloodPressure, ""), (.bloodPressure, "mmhg"): (value, .millimetresOfMercury)
    case (.oxygen, ""), (.oxygen, "%"): (value, .percent)
    case (.glucose, "mmol/l"), (.glucose, "mmol"): (value, .millimolesPerLitre)
    case (.glucose, "mg/dl"), (.glucose, "mg"): (value, .milligramsPerDecilitre)
    case (.glucose, "") where value < mostPlainMillimoles: (value, .millimolesPerLitre)
    case (.glucose, "") where value >= leastPlainMilligrams: (value, .milligramsPerDecilitre)
    case (.temperature, ""), (.temperature, "c"): (value, .celsius)
    case (.temperature, "f"): ((value - 32) / 1.8, .celsius)
    case (.weight, ""), (.weight, "kg"): (value, .kilograms)
    case (.weight, "lb"), (.weight, "lbs"): (value * kilogramsOfPound, .kilograms)
    default: nil
    }
  }
}

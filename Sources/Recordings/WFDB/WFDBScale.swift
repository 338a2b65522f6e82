/// Converter values to millivolts, as a signal line states it.
struct WFDBScale {
  let baseline: Double
  /// Converter units per millivolt.
  let gain: Double
  let reason: String

  init(_ signal: WFDBSignal, path: String) throws(RecordingError) {
    guard let perMillivolt = Self.millivolts(per: signal.units) else {
      throw RecordingError(
        .noSignal, place: "\(path), line \(signal.line)",
        what: "\"\(signal.description)\" is measured in \(signal.units), not in volts",
        remedy: "Choose an ECG signal with --lead.")
    }
    baseline = Double(signal.baseline)
    gain = (signal.gain ?? WFDBSignal.defaultGain) / perMillivolt
    // The largest difference that 32-bit values can have must still be a finite Float.
    guard gain.isFinite, Float(8.6e9 / gain).isFinite else {
      throw RecordingError(
        .malformed, place: "\(path), line \(signal.line)", what: "a gain of \(gain) units per mV is impossible",
        remedy: "Correct the header.")
    }
    let figure = DecimalText.short(signal.gain ?? WFDBSignal.defaultGain, decimals: 6)
    reason =
      (signal.gain == nil
        ? "assumed \(figure) units/mV (the header states no gain)" : "\(figure) units/\(signal.units)")
      + ", baseline \(signal.baseline)"
  }

  func millivolts(_ value: Int32) -> Float {
    Float((Double(value) - baseline) / gain)
  }

  /// Millivolts in one of `units`, or `nil` where it is no voltage.
  static func millivolts(per units: String) -> Double? {
    switch units.lowercased() {
    case "mv", "millivolt", "millivolts": 1
    case "uv", "µv", "μv", "microvolt", "microvolts": 1e-3
    case "v", "volt", "volts": 1e3
    case "nv": 1e-6
    default: nil
    }
  }
}

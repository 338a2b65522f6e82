/// A column's name as its header writes it, and what the name says of unit and role.
struct CSVColumnName: Hashable {
  /// As written.
  let text: String
  /// In lower case, without the unit.
  let base: String
  let unit: Unit?

  enum Unit: Hashable {
    case seconds, milliseconds, microseconds, nanoseconds
    case volts, millivolts, microvolts
    case counts
    /// Times written out, `hh:mm:ss`.
    case clock

    var secondsPerUnit: Double? {
      switch self {
      case .seconds: 1
      case .milliseconds: 1e-3
      case .microseconds: 1e-6
      case .nanoseconds: 1e-9
      default: nil
      }
    }

    var isVoltage: Bool {
      switch self {
      case .volts, .millivolts, .microvolts: true
      default: false
      }
    }
  }

  init(_ text: String) {
    self.text = text
    let lower = text.lowercased()
    let words = lower.split { !($0.isLetter || $0.isNumber || $0 == "+" || $0 == "-") }.map(String.init)
    if words.count > 1, let last = words.last, let unit = Self.unit(of: last) {
      self.unit = unit
      base = words.dropLast().joined(separator: " ")
    } else {
      unit = Self.unit(of: lower)
      base = words.joined(separator: " ")
    }
  }

  static func unit(of text: String) -> Unit? {
    switch text.lowercased() {
    case "s", "sec", "secs", "second", "seconds": .seconds
    case "ms", "msec", "millis", "milliseconds": .milliseconds
    case "us", "µs", "μs", "usec", "micros", "microseconds": .microseconds
    case "ns", "nsec", "nanos", "nanoseconds": .nanoseconds
    case "v", "volt", "volts": .volts
    case "mv", "millivolt", "millivolts": .millivolts
    case "uv", "µv", "μv", "microvolt", "microvolts": .microvolts
    case "adu", "count", "counts", "lsb": .counts
    case "hh:mm:ss", "hh:mm:ss.mmm", "h:mm:ss.mmm", "mm:ss.mmm": .clock
    default: nil
    }
  }

  private var words: [Substring] { base.split(separator: " ") }

  var namesTime: Bool {
    if unit?.secondsPerUnit != nil || unit == .clock { return true }
    return base == "t"
      || words.contains { word in
        ["time", "timestamp", "timestamps", "stamp", "elapsed", "date", "datetime", "clock"].contains(word)
          || word.hasSuffix("time")
      }
  }

  var namesIndex: Bool {
    guard unit == nil, !namesTime else { return false }
    return ["index", "idx", "sample", "n", "no", "nr", "seq", "sequence", "packet", "counter", "frame", "row"].contains(
      words.first.map(String.init) ?? "")
  }

  var namesLeadState: Bool {
    ["leads", "leadoff", "lead off", "leads off", "lead state", "flags", "lo"].contains(base)
  }

  /// Its unit is one of potential.
  var namesVoltage: Bool { unit?.isVoltage ?? false }

  /// An amplifier's channel for whatever the body gives: OpenBCI's `EXG Channel 0`.
  var namesChannel: Bool { base.contains("exg") }

  /// How surely the name is an ECG's: 0 for names that say nothing, below for names of other things.
  var signalScore: Int {
    if text.isEmpty { return 0 }
    if words.contains(where: { Self.otherThings.contains(String($0)) }) || namesLeadState { return -100 }
    if base.contains("ecg") || base.contains("ekg") { return 100 }
    if words.contains(where: { Self.leadNames.contains(String($0)) }) { return 90 }
    if namesChannel { return 80 }
    if namesVoltage { return 70 }
    if unit == .counts { return 60 }
    return words.contains { Self.valueWords.contains(String($0)) } ? 50 : 0
  }

  private static let leadNames: Set<String> = [
    "mlii", "mli", "mliii", "i", "ii", "iii", "avr", "avl", "avf", "v1", "v2", "v3", "v4", "v5", "v6", "lead", "lead1",
    "lead2",
  ]
  private static let valueWords: Set<String> = [
    "adc", "raw", "signal", "value", "values", "data", "voltage", "amplitude", "ad8232", "a0", "y",
  ]
  private static let otherThings: Set<String> = [
    "hr", "bpm", "heart", "heartrate", "rr", "spo2", "temp", "temperature", "resp", "respiration", "acc", "accel",
    "accelx",
    "accely", "accelz", "gyro", "ppg", "ir", "red", "green", "batt", "battery", "lo+", "lo-", "lo", "leadoff",
    "quality",
    "marker", "event", "annotation", "label", "humidity", "pressure", "abp", "co2", "eda", "gsr", "emg", "eeg",
  ]
}

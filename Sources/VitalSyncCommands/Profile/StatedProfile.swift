import ECGCore

/// What the file of settings says of the athlete: `[athlete]` with `age`, `sex`, `rest-hr`, `max-hr`, `trained`; each may be
/// left out. A key or a value that is not understood is refused with its line: a limit that silently is not in force is worse
/// than none.
struct StatedProfile: Hashable, Sendable {
  var age: Double?
  var sex: HeartRateLimits.Sex?
  var restHr: Double?
  var maxHr: Double?
  var isTrained: Bool?

  static let table = "athlete"
  static let keys = ["age", "sex", "rest-hr", "max-hr", "trained"]
  /// What a person may plausibly say, the same for flags.
  static let (ages, restingRates, maximumRates) = (1.0...120.0, 20.0...150.0, 60.0...260.0)

  static let example = """
    [athlete]
    age = 34
    sex = "female"     # or "male"
    rest-hr = 46       # at rest in the morning, beats per minute
    max-hr = 189       # highest ever measured
    trained = true     # false: the limits of people who do not train
    """

  init() {}

  init(_ text: String) throws(SettingsText.Fault) {
    for entry in try SettingsText(text).entries {
      guard entry.table == Self.table else {
        let place =
          entry.table.isEmpty ? "'\(entry.key)' stands above [\(Self.table)]" : "[\(entry.table)] is not known"
        throw SettingsText.Fault(line: entry.line, what: "\(place): settings of a person go under [\(Self.table)]")
      }
      switch entry.key {
      case "age": age = try Self.number(entry, in: Self.ages)
      case "rest-hr": restHr = try Self.number(entry, in: Self.restingRates)
      case "max-hr": maxHr = try Self.number(entry, in: Self.maximumRates)
      case "sex":
        guard case .text(let word) = entry.value, let value = HeartRateLimits.Sex(rawValue: word) else {
          throw SettingsText.Fault(line: entry.line, what: "sex is \"female\" or \"male\", in quotes")
        }
        sex = value
      case "trained":
        guard case .truth(let value) = entry.value else {
          throw SettingsText.Fault(line: entry.line, what: "trained is true or false, without quotes")
        }
        isTrained = value
      default:
        let keys = Self.keys.joined(separator: ", ")
        throw SettingsText.Fault(line: entry.line, what: "'\(entry.key)' is not known; there are \(keys)")
      }
    }
  }

  private static func number(_ entry: SettingsText.Entry, in range: ClosedRange<Double>) throws(SettingsText.Fault)
    -> Double
  {
    let words = "\(entry.key) is a number in \(fixed(range.lowerBound, 0)) … \(fixed(range.upperBound, 0))"
    guard case .number(let value) = entry.value, range.contains(value) else {
      throw SettingsText.Fault(line: entry.line, what: words)
    }
    return value
  }
}

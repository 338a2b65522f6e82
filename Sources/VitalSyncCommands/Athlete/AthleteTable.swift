import ECGCore
import Journal

/// The people of the journal as text.
enum AthleteTable {
  static func text(_ athletes: [Athlete]) -> String {
    guard !athletes.isEmpty else {
      return "Nobody is in the journal yet: `vitalsync athlete add NAME` adds a person.\n"
    }
    return athletes.map { line($0) + "\n" }.joined()
  }

  /// `* Ada  born 1991, female, 44 to 188 bpm, trained`; the current one has the star.
  static func line(_ athlete: Athlete) -> String {
    var words: [String] = []
    if let year = athlete.birthYear { words.append("born \(year)") }
    if let sex = athlete.sex { words.append(sex.rawValue) }
    if let rate = athlete.restingRate { words.append("at rest \(fixed(rate, 0)) bpm") }
    if let rate = athlete.maximumRate { words.append("at most \(fixed(rate, 0)) bpm") }
    if let trained = athlete.isTrained { words.append(trained ? "trained" : "not trained") }
    let facts = words.isEmpty ? "nothing is said of them" : words.joined(separator: ", ")
    return "\(athlete.isCurrent ? "*" : " ") \(athlete.name)  \(facts)"
  }
}

/// `athlete list --json`.
struct AthleteListJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var athletes: [AthleteJSON]
}

struct AthleteJSON: Encodable {
  var name: String
  var current: Bool
  var born: Int?
  var sex: String?
  var restHR_bpm: Double?
  var maxHR_bpm: Double?
  var trained: Bool?

  init(_ athlete: Athlete) {
    name = athlete.name
    current = athlete.isCurrent
    born = athlete.birthYear
    sex = athlete.sex?.rawValue
    restHR_bpm = athlete.restingRate
    maxHR_bpm = athlete.maximumRate
    trained = athlete.isTrained
  }
}

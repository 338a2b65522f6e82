import ECGCore
import Recordings

/// Everything asked of a run that a report depends on, in words: reports of another description are not up to date.
struct RunDescription {
  let text: String

  init(options: RecordingOptions, part: PartOptions, settings: PipelineSettings) {
    var words: [String] = []
    func add(_ name: String, _ value: (some CustomStringConvertible)?) {
      if let value { words.append("\(name)=\(value.description)") }
    }
    add("rate", options.rate)
    add("column", options.column)
    add("units", options.units?.rawValue)
    add("lead", options.lead)
    add("from", part.from?.words)
    add("to", part.to?.words)
    let profile = settings.profile
    add("age", profile.ageYears)
    add("max-hr", profile.maximumHeartRate)
    add("rest-hr", profile.restingHeartRate)
    add("sex", profile.sex?.rawValue)
    words.append(profile.isAthlete ? "athlete" : "not-athlete")
    add("activity", profile.activity.rawValue)
    text = words.joined(separator: " ")
  }
}

extension RecordingTime {
  /// As it may be typed again.
  var words: String {
    switch self {
    case .sinceStart(let seconds): "\(seconds)s"
    case .timeOfDay(let seconds): "@\(clock(seconds))"
    }
  }
}

import ECGCore

extension HeartSettings {
  /// `bpm=150,noise=20,pvc=2%`: keys in any order, each once; those left out keep what they are. docs/simulate.md.
  package init(text: String) throws(LinkError) {
    var seen: Set<Substring> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: true) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = Self.keys.first(where: { $0.name == parts[0] }) else {
        throw .misspelt(
          text: "synthetic:\(text)",
          reason: "`\(parts[0])` is none of " + Self.keys.map(\.name).joined(separator: ", "))
      }
      guard seen.insert(parts[0]).inserted else {
        throw .misspelt(text: "synthetic:\(text)", reason: "\(key.name) stands there twice")
      }
      guard parts.count == 2, key.set(&self, parts[1]) else {
        throw .misspelt(
          text: "synthetic:\(text)", reason: "\(key.name) wants \(key.wants), as in \(key.name)=\(key.example)")
      }
    }
  }

  struct Key: Sendable {
    let name: String
    let wants: String
    let example: String
    let set: @Sendable (inout HeartSettings, Substring) -> Bool
  }

  /// All that may be said, in the order of the documentation.
  static let keys: [Key] = [
    Key(name: "bpm", wants: "beats per minute in 20 … 240, or from-to", example: "150") { settings, text in
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { number($0, in: 20...240) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return false }
      settings.bpm = Pair(first, last)
      return true
    },
    key("hrv", \.variability, 0...200, "milliseconds in 0 … 200", "40"),
    key("lfhf", \.lowOverHigh, 0...100, "a ratio in 0 … 100", "0.5"),
    key("resp", \.breaths, 4...60, "breaths per minute in 4 … 60", "15"),
    key("mv", \.height, -5...5, "the height of R in millivolts, -5 … 5", "1.2"),
    key("noise", \.white, 0...2000, "microvolts in 0 … 2000", "20"),
    key("muscle", \.muscle, 0...2000, "microvolts in 0 … 2000", "30"),
    key("baseline", \.baseline, 0...5000, "microvolts in 0 … 5000", "200"),
    Key(name: "mains", wants: "microvolts, or microvolts@hertz", example: "50@60") { settings, text in
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count <= 2, let amplitude = number(parts[0], in: 0...5000) else { return false }
      guard let hertz = parts.count == 2 ? number(parts[1], in: 40...70) : 50 else { return false }
      settings.mains = Pair(amplitude, hertz)
      return true
    },
    Key(name: "pvc", wants: "a share or a number per minute", example: "2% or pvc=6/min") { settings, text in
      if text.hasSuffix("%"), let share = number(text.dropLast(), in: 0...50) {
        settings.ectopy = .share(share / 100)
      } else if text.hasSuffix("/min"), let count = number(text.dropLast(4), in: 0...60) {
        settings.ectopy = .perMinute(count)
      } else {
        return text == "0"
      }
      return true
    },
    Key(name: "af", wants: "on or off", example: "on") { settings, text in
      settings.isFibrillating = text == "on"
      return text == "on" || text == "off"
    },
    Key(name: "seed", wants: "a whole number", example: "7") { settings, text in
      guard let seed = UInt64(text) else { return false }
      settings.seed = seed
      return true
    },
    Key(name: "rate", wants: "the board's samples per second in 50 … 10000", example: "250") { settings, text in
      settings.boardHertz = number(text, in: SampleRate.accepted)
      return settings.boardHertz != nil
    },
    key("seconds", \.seconds, 10...7200, "seconds in 10 … 7200", "300"),
  ]

  private static func key(
    _ name: String, _ path: any WritableKeyPath<HeartSettings, Double> & Sendable, _ range: ClosedRange<Double>,
    _ wants: String, _ example: String
  ) -> Key {
    Key(name: name, wants: wants, example: example) { settings, text in
      guard let value = number(text, in: range) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }

  private static func number(_ text: Substring, in range: ClosedRange<Double>) -> Double? {
    Double(text).flatMap { $0.isFinite && range.contains($0) ? $0 : nil }
  }
}

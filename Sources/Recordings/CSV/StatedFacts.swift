/// What comments and the lines before a table say of the recording: a rate, a unit, the converter.
struct StatedFacts: Hashable {
  var rateHertz: Double?
  var units: CSVColumnName.Unit?
  var bits: Int?
  var referenceMillivolts: Double?
  var gain: Double?
  var midScale: Double?

  /// Takes `key=value` words (as in the wire protocol's start line) and "Sample Rate, 512 hertz" alike.
  mutating func read(_ line: String) {
    for word in line.split(whereSeparator: { " \t,;*".contains($0) }) {
      let parts = word.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite, value > 0 || parts[0] == "mid"
      else { continue }
      switch parts[0].lowercased() {
      case "rate", "fs", "sfreq", "sample_rate", "samplerate": rateHertz = value
      case "bits" where (1...32).contains(value): bits = Int(value)
      case "vref_mv": referenceMillivolts = value
      case "gain": gain = value
      case "mid": midScale = value
      default: break
      }
    }
    let lower = line.lowercased()
    let namesRate = ["sample rate", "sampling rate", "sampling freq", "sample freq", "samplerate", "samplingrate"]
    if rateHertz == nil, let name = namesRate.first(where: { lower.firstRange(of: $0) != nil }),
      let place = lower.firstRange(of: name)
    {
      rateHertz = Self.number(lower[place.upperBound...].drop { !$0.isNumber })
    }
    let words = line.split { " \t,;:#%\"".contains($0) }
    if words.count == 2, ["unit", "units"].contains(words[0].lowercased()) {
      units = CSVColumnName.unit(of: String(words[1]))
    }
    if lower.contains("openbci") { units = .microvolts }
  }

  /// `512.8`, and where its unit follows `512,8` too: elsewhere a comma may end the cell.
  private static func number(_ text: Substring) -> Double? {
    let plain = text.prefix { $0.isNumber || $0 == "." }
    let rest = text[plain.endIndex...]
    let decimals = rest.dropFirst().prefix(while: \.isNumber)
    let isDecimal =
      rest.first == "," && !decimals.isEmpty && rest[decimals.endIndex...].drop { $0 == " " }.first == "h"
    return Double(isDecimal ? "\(plain).\(decimals)" : plain).flatMap { $0 > 0 ? $0 : nil }
  }
}

import ArgumentParser

/// A place in a recording as a person types it.
///
/// Since the start: `90`, `90s`, `1.5m`, `1h5m`, `12:31` (minutes and seconds, as the report writes them), `1:04:09`. Time of day, where
/// the recording says when it began: `@14:05`, `@14:05:30`.
enum RecordingTime: Hashable, Sendable {
  case sinceStart(Double)
  /// Seconds since midnight.
  case timeOfDay(Double)

  static let day = 86_400.0
  /// A year: what no recording lasts, in seconds.
  private static let longest = 366 * day

  init?(_ text: String) {
    if text.hasPrefix("@") {
      guard let seconds = Self.colons(text.dropFirst(), hoursFirst: true), seconds < Self.day else { return nil }
      self = .timeOfDay(seconds)
      return
    }
    let seconds = text.contains(":") ? Self.colons(text[...], hoursFirst: false) : Self.units(text[...])
    guard let seconds, seconds <= Self.longest else { return nil }
    self = .sinceStart(seconds)
  }

  /// `h:mm:ss`, and `h:mm` or `m:ss`; the seconds may have a fraction.
  private static func colons(_ text: Substring, hoursFirst: Bool) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var sum = 0.0
    for (place, part) in parts.enumerated() {
      guard let value = number(part, whole: place < parts.count - 1 || (hoursFirst && parts.count == 2)) else {
        return nil
      }
      guard place == 0 || (value < 60 && part.prefix(while: { $0 != "." }).count == 2) else { return nil }
      sum = sum * 60 + value
    }
    return hoursFirst && parts.count == 2 ? sum * 60 : sum
  }

  /// `1h5m30s`: descending units, each once; a number alone is seconds.
  private static func units(_ text: Substring) -> Double? {
    if let value = number(text, whole: false) { return value }
    var rest = text
    var sum = 0.0
    for (suffix, seconds) in [("h", 3600.0), ("m", 60), ("s", 1)] {
      guard let end = rest.firstIndex(of: Character(suffix)) else { continue }
      guard let value = number(rest[..<end], whole: false) else { return nil }
      sum += value * seconds
      rest = rest[rest.index(after: end)...]
    }
    return rest.isEmpty && !text.isEmpty ? sum : nil
  }

  /// Digits and at most one point: no sign, no exponent, no `nan`.
  private static func number(_ text: Substring, whole: Bool) -> Double? {
    guard let first = text.first, first.isASCII, first.isNumber,
      text.allSatisfy({ ($0.isASCII && $0.isNumber) || ($0 == "." && !whole) }), text.last != "."
    else { return nil }
    return Double(text)
  }
}

extension RecordingTime: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}

import ArgumentParser

/// A duration as a user types it: `90`, `90s`, `1.5m`, `2h`.
struct TypedDuration: Hashable, Sendable, ExpressibleByArgument {
  var seconds: Double

  /// A year: what no session lasts.
  private static let longest = 366 * 86_400.0

  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600)]
    let unit = units.first { argument.hasSuffix($0.suffix) }
    let digits = argument.dropLast(unit?.suffix.count ?? 0)
    guard let value = Double(digits), case let seconds = value * (unit?.seconds ?? 1), seconds > 0,
      seconds <= Self.longest
    else { return nil }
    self.seconds = seconds
  }

  var defaultValueDescription: String { "\(seconds)s" }
}

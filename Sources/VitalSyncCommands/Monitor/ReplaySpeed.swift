import ArgumentParser

/// How fast a replay runs against the clock: `1`, `10`, `max`.
enum ReplaySpeed: Hashable, Sendable, ExpressibleByArgument {
  case times(Double)
  case unlimited

  /// Beyond it `max` is what is meant.
  private static let fastest = 1e6

  init?(argument: String) {
    if argument == "max" {
      self = .unlimited
    } else if let factor = Double(argument), factor > 0, factor <= Self.fastest {
      self = .times(factor)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .times(1): "1"
    case .times(let factor): "\(factor)"
    case .unlimited: "max"
    }
  }
}

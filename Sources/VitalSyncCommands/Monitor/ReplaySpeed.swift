import ArgumentParser

/// How fast a replay runs against the clock: `1`, `10`, `max`.
enum ReplaySpeed: Hashable, Sendable, ExpressibleByArgument {
  case times(Double)
  case unlimited

  init?(argument: String) {
    if argument == "max" {
      self = .unlimited
    } else if let factor = Double(argument), factor.isFinite, factor > 0 {
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

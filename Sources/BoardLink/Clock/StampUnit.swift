/// The unit of a board's time stamps. Nothing on the wire says it; our own clock does: the three are a thousandfold apart.
package enum StampUnit: Double, Hashable, Sendable, CaseIterable {
  case seconds = 1
  case milliseconds = 1e-3
  case microseconds = 1e-6

  package var words: String {
    switch self {
    case .seconds: "seconds"
    case .milliseconds: "milliseconds"
    case .microseconds: "microseconds"
    }
  }

  /// The unit in which `stamps` (a difference) comes nearest to `hostSeconds`; `nil` where none is within a factor of two.
  package static func plausible(stamps: Double, hostSeconds: Double) -> StampUnit? {
    guard stamps > 0, hostSeconds > 0 else { return nil }
    return allCases.first { unit in
      let ratio = stamps * unit.rawValue / hostSeconds
      return ratio > 0.5 && ratio < 2
    }
  }
}

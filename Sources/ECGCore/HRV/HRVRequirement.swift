/// When a variability figure may be told.
///
/// Least data: against 4–5 min, RMSSD agrees from 10 s on and SDNN from 30 s, and both almost perfectly from 120 s
/// (M. L. Munoz et al., PLoS ONE 10 (2015) e0138921). Artefacts: above 10 % of the window's intervals left out, the
/// figure is withheld, above 5 % it is marked unreliable (Kubios HRV's guide advises against analysis above 5 %).
public struct HRVRequirement: Hashable, Sendable {
  /// Least time covered by normal intervals, in seconds.
  public var coveredSeconds: Double
  /// Most of the window's intervals that may be left out, 0 … 1.
  public var excludedShare: Double

  public init(coveredSeconds: Double, excludedShare: Double = Self.withheldShare) {
    self.coveredSeconds = coveredSeconds
    self.excludedShare = excludedShare
  }

  /// Above this share left out a figure is withheld.
  public static let withheldShare = 0.10
  /// Above this share left out a figure is told, but marked unreliable.
  public static let unreliableShare = 0.05

  /// For the live 60-s window.
  public static let minute = HRVRequirement(coveredSeconds: 30)
  /// For the live 5-min window, and for a whole recording.
  public static let fiveMinutes = HRVRequirement(coveredSeconds: 120)
}

extension TimeDomainHRV {
  /// So many intervals were left out that the figures are to be read with care.
  public var isUnreliable: Bool { excludedShare > HRVRequirement.unreliableShare }
}

import ECGCore
import Recordings

/// `intervals` of `analyze --json`: what the averaged beats measure. Keys are documented in docs/commands.md.
struct WaveIntervalsJSON: Encodable {
  /// Averaged beats that were looked at.
  var averagedBeats: Int
  /// `limited` (0.5–40 Hz, as the AD8232 reference design passes), or `unstated` where a file does not say.
  var bandwidth: String
  var pr: Duration
  var qrs: Duration
  var qt: Duration
  /// By formula, Fridericia's first.
  var qtc: [String: Duration]

  struct Duration: Encodable {
    var median_ms: Double?
    var lowerQuartile_ms: Double?
    var upperQuartile_ms: Double?
    var count: Int?
    var refused: String?

    init(_ reading: Reading<DurationSummary>) {
      median_ms = reading.value?.median.rounded(places: 1)
      lowerQuartile_ms = reading.value?.lowerQuartile.rounded(places: 1)
      upperQuartile_ms = reading.value?.upperQuartile.rounded(places: 1)
      count = reading.value?.count
      refused = reading.refusal?.rawValue
    }
  }

  init(_ account: SessionAccount) {
    let summary = account.figures?.waves
    func duration(_ reading: Reading<DurationSummary>?) -> Duration { Duration(reading ?? .refused(.settling)) }
    averagedBeats = summary?.averagedBeats ?? 0
    bandwidth = account.hasLimitedBandwidth ? "limited" : "unstated"
    pr = duration(summary?.pr)
    qrs = duration(summary?.qrs)
    qt = duration(summary?.qt)
    qtc = [:]
    for correction in QTCorrection.allCases { qtc[correction.rawValue] = duration(summary?.qtc(correction)) }
  }
}

extension SessionAccount {
  var hasLimitedBandwidth: Bool { facts?.bandwidth == .limited }
}

extension SourceFacts {
  /// 0.5–40 Hz where the signal came through our own front end, the AD8232 in its reference design.
  var bandwidth: FrontEndBandwidth {
    guard let recording else { return .limited }
    return board != nil || recording.format.contains("VitalSync") ? .limited : .unstated
  }
}

import ECGCore

/// `intervals` of the `hrv` of `analyze --json`: every interval as it came with its flag, and the mended series that the figures
/// are of. Keys are documented in docs/commands.md.
struct IntervalsJSON: Encodable {
  /// As they came: when each closed, how long it is, and a letter each.
  var at_s: [Double]
  var raw_ms: [Double]
  var flags: String
  /// Mended: when each closes by adding up, and how long it is; and where in these each unbroken chain begins.
  var nnAt_s: [Double]
  var nn_ms: [Double]
  var chainsFrom: [Int]

  init(_ intervals: [RRInterval], _ correction: ArtefactCorrection, rate: SampleRate) {
    at_s = intervals.map { rate.seconds($0.to).rounded(places: 3) }
    raw_ms = intervals.map { (1000 * $0.seconds).rounded(places: 2) }
    flags = String(correction.classes.map(\.letter))
    let origin = rate.seconds(intervals.first?.from ?? 0)
    nnAt_s = correction.series.seconds.map { (origin + $0).rounded(places: 3) }
    nn_ms = correction.series.milliseconds.map { $0.rounded(places: 2) }
    chainsFrom = correction.series.chains.map(\.lowerBound)
  }
}

extension ArtefactClass {
  /// Stable: it stands in JSON.
  fileprivate var letter: Character {
    switch self {
    case .normal: "N"
    case .missed: "M"
    case .extra: "X"
    case .ectopic: "E"
    case .longOrShort: "L"
    case .irregular: "I"
    case .leftOut: "U"
    }
  }
}

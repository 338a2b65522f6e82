public import ArgumentParser
public import ECGCore

/// How a guided measure ends: in words after the session's summary, and in the exit status.
enum MeasureEnd {
  /// A line for each phase, then what came of it and how sure that is.
  static func lines(_ guide: MeasureGuide) -> [String] {
    let judgement = MeasureJudgement(guide)
    var lines = [guide.kind == .morning ? "Morning measure" : "Orthostatic test"]
    for (phase, result) in judgement.results {
      lines.append("  " + line(judgement.phaseName(phase), result))
    }
    if judgement.isFinished { lines.append(judgement.sentence) }
    return lines + [judgement.sureness]
  }

  /// `lying      52 bpm, RMSSD 72 ms, SDNN 80 ms; signal fit 100 %, corrected 0.3 %, steady`
  private static func line(_ name: String, _ result: MeasureResult) -> String {
    let head = name + String(repeating: " ", count: max(1, 10 - name.count))
    let quality =
      "signal fit \(fixed(100 * result.fitShare, 0)) %, artefacts \(fixed(100 * result.artefactShare, 1)) %, "
      + steadiness(result)
    guard let figures = result.figures.value else { return head + "no figures; " + quality }
    return head + "\(fixed(figures.meanHeartRate, 0)) bpm, RMSSD \(fixed(figures.rmssd, 0)) ms, "
      + "SDNN \(fixed(figures.sdnn, 0)) ms; " + quality
  }

  static func steadiness(_ result: MeasureResult) -> String {
    switch result.stationarity {
    case .refused: "steadiness not known"
    case .value(let steady): steady.isStationary ? "steady" : "not steady"
    }
  }

  /// `nil` where the measure is good.
  static func failure(_ guide: MeasureGuide?) -> CommandFailure? {
    guard let guide else { return CommandFailure(.measureNotGood, "the measure did not begin: no sample came.") }
    let judgement = MeasureJudgement(guide)
    guard !judgement.isComparable else { return nil }
    return CommandFailure(.measureNotGood, "\(title(guide.kind)): \(judgement.sureness)")
  }

  static func title(_ kind: MeasureKind) -> String {
    switch kind {
    case .morning: "morning measure"
    case .orthostatic: "orthostatic test"
    }
  }
}

extension MeasureKind: ExpressibleByArgument {}

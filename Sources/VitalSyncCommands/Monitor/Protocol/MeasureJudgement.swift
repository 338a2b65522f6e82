import ECGCore

/// A guided measure in words: what came out, and how far it may be believed.
struct MeasureJudgement {
  let guide: MeasureGuide

  init(_ guide: MeasureGuide) {
    self.guide = guide
  }

  var isFinished: Bool { guide.phase == .finished }

  /// What was judged, in order.
  var results: [(phase: MeasurePhase, result: MeasureResult)] {
    MeasurePhase.allCases.compactMap { phase in guide.results[phase].map { (phase, $0) } }
  }

  /// It ran to its end, and nothing speaks against holding it beside other days'.
  var isComparable: Bool { isFinished && doubts.isEmpty }

  /// From here on a lasting rise is worth a look, in beats per minute: R. S. Sheldon et al., Heart Rhythm 12 (2015) e41 (adults;
  /// they ask for ten minutes of standing and for symptoms).
  static let notableRise = 30.0

  /// What came out, in a sentence.
  var sentence: String {
    switch guide.kind {
    case .morning:
      guard let figures = guide.results[.resting]?.figures.value else { return "No figures came out." }
      let logarithm = figures.lnRMSSD.map { " (ln \(fixed($0, 2)))" } ?? ""
      return "At rest \(fixed(figures.meanHeartRate, 0)) bpm, RMSSD \(fixed(figures.rmssd, 0)) ms\(logarithm), "
        + "SDNN \(fixed(figures.sdnn, 0)) ms."
    case .orthostatic:
      guard let lying = guide.results[.resting]?.figures.value,
        let standing = guide.results[.standing]?.figures.value, let rise = guide.riseOfRate.value
      else { return "No figures came out." }
      // What is shown adds up: of the rounded rates, not the rounded difference.
      let (before, after) = (Int(lying.meanHeartRate.rounded()), Int(standing.meanHeartRate.rounded()))
      let change = after < before ? "lowered the rate by \(before - after)" : "raised the rate by \(after - before)"
      let highest = guide.highestRising.map { Int($0.rounded()) } ?? 0
      return "Standing up \(change) bpm, from \(before) to \(after)"
        + (highest > after ? " (\(highest) while rising)" : "")
        + "; RMSSD went from \(fixed(lying.rmssd, 0)) to \(fixed(standing.rmssd, 0)) ms."
        + (rise >= Self.notableRise ? Self.riseAdvice : "")
    }
  }

  private static let riseAdvice =
    " A rise of 30 bpm or more that lasts, with dizziness, is for a physician to look at; blood pressure was not measured."

  /// How far it may be believed, in a sentence.
  var sureness: String {
    guard isFinished else {
      return "Broken off: \(phaseName(guide.phase)), \(clock(Double(guide.remainingSeconds))) left."
    }
    guard !doubts.isEmpty else {
      return
        "Sure: the signal was fit, little was corrected and the heart held still. It may be held beside other days."
    }
    return "Not to be held beside other days: " + doubts.joined(separator: "; ") + "."
  }

  /// What speaks against it, each in words.
  var doubts: [String] { results.flatMap { doubts(of: $0.result, in: $0.phase) } }

  private func doubts(of result: MeasureResult, in phase: MeasurePhase) -> [String] {
    var doubts: [String] = []
    if let refusal = result.figures.refusal { doubts.append("no figures, \(refusal.words)") }
    if result.fitShare < MeasureResult.leastFitShare {
      doubts.append("the signal was fit for \(fixed(100 * result.fitShare, 0)) % of the time, 90 % is needed")
    }
    if result.artefactShare > HRVRequirement.unreliableShare {
      doubts.append(
        "\(fixed(100 * result.artefactShare, 1)) % of the intervals are artefacts or ectopic, 5 % is the most")
    }
    switch result.stationarity {
    case .refused: if result.figures.value != nil { doubts.append("too few beats to tell whether it held still") }
    case .value(let steady):
      if abs(steady.drift) > Stationarity.mostDrift {
        doubts.append("the rate \(steady.drift > 0 ? "sank" : "climbed") from the first half to the second")
      }
      if steady.spread > Stationarity.mostSpread {
        doubts.append("one half varied \(fixed(steady.spread, 1)) times as much as the other")
      }
    }
    return guide.kind == .morning ? doubts : doubts.map { "\(phaseName(phase)): \($0)" }
  }

  func phaseName(_ phase: MeasurePhase) -> String {
    switch (phase, guide.kind) {
    case (.settling, _): "settling"
    case (.resting, .morning): "at rest"
    case (.resting, .orthostatic): "lying"
    case (.rising, _): "rising"
    case (.standing, _): "standing"
    case (.finished, _): "finished"
    }
  }
}

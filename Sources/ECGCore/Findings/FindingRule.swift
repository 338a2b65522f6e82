/// One row of the table of rules.
struct FindingRule: Sendable {
  var kind: FindingKind
  var severity: Severity
  var measure: FindingMeasure
  var limit: Limit
  /// How long the condition must hold before the finding is raised, in seconds.
  var raisedAfter: Double
  /// How long its opposite must hold before the finding is cleared, in seconds.
  var clearedAfter: Double
  var certainty: Finding.Certainty
  var criterion: String
  var advice: String
  var source: String

  /// The limit that raises and the one that clears (hysteresis), in the measure's unit.
  enum Limit: Sendable {
    /// Met above the first, unmet up to the second.
    case above(Double, clears: Double)
    /// Met at and above the first, unmet up to the second.
    case from(Double, clears: Double)
    /// Met below the first, unmet from the second on.
    case below(Double, clears: Double)
    /// Met at and below the first, unmet from the second on.
    case upTo(Double, clears: Double)

    func outcome(_ value: Double) -> RuleWatch.Outcome {
      switch self {
      case .above(let limit, let clears): value > limit ? .met : value <= clears ? .unmet : .between
      case .from(let limit, let clears): value >= limit ? .met : value <= clears ? .unmet : .between
      case .below(let limit, let clears): value < limit ? .met : value >= clears ? .unmet : .between
      case .upTo(let limit, let clears): value <= limit ? .met : value >= clears ? .unmet : .between
      }
    }

    /// The figure lies further beyond the limit.
    func isWorse(_ value: Double, than other: Double) -> Bool {
      switch self {
      case .above, .from: value > other
      case .below, .upTo: value < other
      }
    }
  }

  /// What a look at the second says about the condition.
  func outcome(_ inputs: FindingInputs) -> RuleWatch.Outcome {
    guard let value = inputs.reading(measure)?.value else { return .unknown }
    let outcome = limit.outcome(value)
    // A slow rate may be beats passed over.
    if kind == .bradycardia, outcome == .met, !inputs.slowRateIsWitnessed { return .unknown }
    return outcome
  }

  /// What was found, with its worst figure.
  func statement(_ value: Double, bandwidth: FrontEndBandwidth = .unstated) -> String {
    let caveat = bandwidth == .limited ? " (limited bandwidth)" : ""
    return switch measure {
    case .heartRate: "heart rate \(kind == .bradycardia ? "down" : "up") to \(decimal(value, 0)) bpm"
    case .timeWithoutBeat: "no beat for \(decimal(value, 1)) s"
    case .leadsOff: "an electrode is off"
    case .earlyBeats: "\(decimal(value, 0)) beats within 10 s came early"
    case .earlyBeatsInEffort: "\(decimal(value, 0)) early beats a minute in effort, twice as many as before it or more"
    case .recovery: "the rate fell by \(decimal(value, 0)) bpm in the first minute after effort"
    case .ventricularBeats: "\(decimal(value, 0)) ventricular beats within 10 s"
    case .ventricularRow: "\(decimal(value, 0)) ventricular beats in a row"
    case .atrialFibrillation, .supraventricularTachycardia, .broadComplexTachycardia, .ventricularFibrillation:
      "\(kind.words), confidence \(decimal(100 * value, 0)) %"
    case .unconducted: "\(decimal(value, 0)) P waves that no beat follows"
    case .qtc: "QTc of \(decimal(value, 0)) ms\(caveat)"
    case .qrs: "QRS of \(decimal(value, 0)) ms\(caveat)"
    case .pr: "PR of \(decimal(value, 0)) ms\(caveat)"
    case .saturation: "oxygen saturation down to \(decimal(value, 0)) %"
    }
  }
}

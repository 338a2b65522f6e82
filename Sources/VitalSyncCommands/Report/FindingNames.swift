import ECGCore

/// Findings about ectopic beats whose strip has other letters. The rules on ventricular beats go by how likely each is one, in
/// poor signal too, where it has no letter, and early beats go by timing alone; so letters may not show what a finding says. And
/// S letters in fibrillation, which timing alone cannot mean.
enum FindingNames {
  /// `nil` where the letters show it, for findings about something else, and where no beat of the strip was named.
  static func words(_ finding: Finding, _ strip: EvidenceStrips.Strip?) -> String? {
    guard let strip else { return nil }
    let labels = strip.beats.compactMap { strip.labels[$0] }
    if finding.kind == .atrialFibrillation {
      return labels.contains(.supraventricular)
        ? "In atrial fibrillation no beat is early, so the S of this strip says little." : nil
    }
    guard let claim = Claim(finding.kind) else { return nil }
    guard !labels.isEmpty, !claim.holds(labels) else { return nil }
    let counts = BeatLabel.allCases.compactMap { label -> String? in
      let count = labels.count { $0 == label }
      return count > 0 ? "\(count) \(label.rawValue)" : nil
    }.joined(separator: ", ")
    return
      "The letters do not bear this out: the beats of the strip are named \(counts). The rule goes by \(claim.basis); look at the strip."
  }

  /// How few letters the finding can do with.
  private enum Claim {
    case ventricular(Int)
    case inRow(Int)
    /// S, V or F.
    case ectopic(Int)

    init?(_ kind: FindingKind) {
      switch kind {
      case .ventricularRun: self = .inRow(3)
      case .couplet: self = .inRow(2)
      case .frequentVentricularBeats: self = .ventricular(2)
      case .earlyBeats, .ectopyGrowingWithEffort: self = .ectopic(2)
      default: return nil
      }
    }

    var basis: String {
      switch self {
      case .ventricular, .inRow: "how likely each beat is ventricular, in poor signal too"
      case .ectopic: "timing alone"
      }
    }

    func holds(_ labels: [BeatLabel]) -> Bool {
      switch self {
      case .ventricular(let least): return labels.count { $0 == .ventricular } >= least
      case .ectopic(let least):
        return labels.count { $0 == .ventricular || $0 == .supraventricular || $0 == .fusion } >= least
      case .inRow(let least):
        var (row, longest) = (0, 0)
        for label in labels {
          row = label == .ventricular ? row + 1 : 0
          longest = max(longest, row)
        }
        return longest >= least
      }
    }
  }
}

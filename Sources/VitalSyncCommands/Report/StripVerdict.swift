import ECGCore

/// What the model of strips takes a recording for as a whole, beside what the rules say of its rhythm: only where the recording is
/// one strip, since of anything longer the rules know better.
///
/// Source of the figures: the model's card, docs/models/rhythm.md.
struct StripVerdict {
  private let strip: RhythmStrip
  private let seconds: Double
  private let hasOtherModel: Bool
  /// Whether the rules told atrial fibrillation anywhere in it.
  private let rulesFibrillation: Bool

  /// The challenge's strips, which the model was learnt from, last "from 9 s to just over 60 s" (Clifford et al. 2017).
  static let longestSeconds = 61.0

  /// F1 of each class in percent, cross-validated over so many strips.
  static let worth: [StripName: Double] = [.normal: 88.5, .atrialFibrillation: 80.9, .other: 69.4, .noisy: 67.2]
  static let strips = 800

  /// `nil` where the recording is longer, is looked at in part, has no signal, or was too short or too torn to be judged as one.
  init?(_ account: SessionAccount, _ figures: SessionFigures) {
    guard account.part == nil, account.holdsSignal, account.durationSeconds <= Self.longestSeconds,
      figures.strips.count == 1, let strip = figures.strips.first
    else { return nil }
    let rules =
      figures.rhythms.contains { $0.name == .atrialFibrillation }
      || figures.findings.contains { $0.kind == .atrialFibrillation }
    self.init(strip, rate: figures.rate, rulesFibrillation: rules, hasOtherModel: account.hasOtherModel)
  }

  init(_ strip: RhythmStrip, rate: SampleRate, rulesFibrillation: Bool, hasOtherModel: Bool) {
    self.strip = strip
    self.rulesFibrillation = rulesFibrillation
    self.hasOtherModel = hasOtherModel
    seconds = rate.seconds(Double(strip.to - strip.from))
  }

  /// In a word or two.
  var name: String {
    switch strip.name {
    case .normal: "normal"
    case .atrialFibrillation: "atrial fibrillation"
    case .other: "other"
    case .noisy: "noisy"
    }
  }

  /// What stands below the name where there is room for a line.
  var detail: String {
    let remark = disagrees ? "; the rules say otherwise" : strip.name == .noisy ? "; record again, holding still" : ""
    return percent + remark
  }

  /// The whole verdict.
  var words: String {
    var sentences = [
      "\(name)\(meaning), \(percent): what a model of strips held in hand takes these \(fixed(seconds, 0)) s for (\(worth))."
    ]
    if disagrees {
      sentences.append(
        "The rules find \(rulesFibrillation ? "" : "no ")atrial fibrillation here: they and the model disagree.")
    } else if rulesFibrillation {
      sentences.append("The rules find it, too.")
    }
    if let advice { sentences.append(advice) }
    return (sentences + ["It is no diagnosis."]).joined(separator: " ")
  }

  /// The rules and the model disagree about fibrillation.
  var disagrees: Bool { rulesFibrillation != (strip.name == .atrialFibrillation) }

  private var percent: String { "\(fixed(100 * Double(strip.probabilities[strip.name]), 0)) %" }

  private var meaning: String { strip.name == .other ? " (neither normal nor fibrillation)" : "" }

  private var worth: String {
    guard !hasOtherModel, let figure = Self.worth[strip.name] else {
      return "what that is worth is not known with another model of beats; the percentage is not calibrated"
    }
    return
      "F1 of this class \(fixed(figure, 1)) %, cross-validated over \(Self.strips) strips; the percentage is not calibrated"
  }

  private var advice: String? {
    switch strip.name {
    case .noisy: "Hold still, wet the electrodes, and record again."
    case _ where disagrees:
      "Record again, at rest and for some minutes; where either says it once more, ask a doctor."
    case .normal, .atrialFibrillation, .other: nil
    }
  }
}

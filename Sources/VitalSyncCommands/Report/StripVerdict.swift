import ECGCore

/// What the model of strips takes a recording for as a whole, beside what the rules say of its rhythm: only where the recording is
/// one strip, since of anything longer the rules know better.
///
/// Source of the figures: the model's card, docs/models/rhythm.md.
struct StripVerdict {
  private let strip: RhythmStrip
  private let seconds: Double
  private let hasOtherModel: Bool
  private let rules: Rules

  /// What the rules say of atrial fibrillation, anywhere in the strip.
  enum Rules {
    case found
    case notFound
    /// At no second was there enough to hold against the rule.
    case notJudged
  }

  /// The strips of the PhysioNet/CinC Challenge 2017, which the model was learnt from, last from 9 s to just over 60 s.
  static let longestSeconds = 61.0

  /// F1 of each class in percent, cross-validated over so many strips.
  static let worth: [StripName: Double] = [.normal: 88.8, .atrialFibrillation: 81.4, .other: 70.6, .noisy: 69.9]
  static let strips = 800

  /// `nil` where the recording is longer, is looked at in part, has no signal, or was too short or too torn to be judged as one.
  init?(_ account: SessionAccount, _ figures: SessionFigures) {
    guard account.part == nil, account.holdsSignal, account.durationSeconds <= Self.longestSeconds,
      figures.strips.count == 1, let strip = figures.strips.first
    else { return nil }
    let isFound =
      figures.rhythms.contains { $0.name == .atrialFibrillation }
      || figures.findings.contains { $0.kind == .atrialFibrillation }
    let isJudged = account.rules.contains { $0.kind == .atrialFibrillation && $0.judgedSeconds > 0 }
    let rules: Rules = isFound ? .found : isJudged ? .notFound : .notJudged
    self.init(strip, rate: figures.rate, rules: rules, hasOtherModel: account.hasOtherModel)
  }

  init(_ strip: RhythmStrip, rate: SampleRate, rules: Rules, hasOtherModel: Bool) {
    self.strip = strip
    self.rules = rules
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
    switch (rules, strip.name) {
    case (.found, .atrialFibrillation): sentences.append("The rules find it, too.")
    case (.found, _): sentences.append("The rules find atrial fibrillation here: they and the model disagree.")
    case (.notFound, .atrialFibrillation):
      sentences.append("The rules find no atrial fibrillation here: they and the model disagree.")
    case (.notJudged, .atrialFibrillation): sentences.append("The rules could not judge it.")
    case (.notFound, _), (.notJudged, _): break
    }
    if let advice { sentences.append(advice) }
    return (sentences + ["It is no diagnosis."]).joined(separator: " ")
  }

  /// The rules and the model disagree about fibrillation.
  var disagrees: Bool {
    switch rules {
    case .found: strip.name != .atrialFibrillation
    case .notFound: strip.name == .atrialFibrillation
    case .notJudged: false
    }
  }

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
    case _ where disagrees, .atrialFibrillation where rules == .notJudged:
      "Record again, at rest and for some minutes; where either says it once more, ask a doctor."
    case .normal, .atrialFibrillation, .other: nil
    }
  }
}

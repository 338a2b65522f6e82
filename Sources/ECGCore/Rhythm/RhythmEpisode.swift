/// What the heart's rhythm may be called from one lead. Raw values are stable: they stand in JSON.
public enum RhythmName: String, Hashable, Sendable, CaseIterable {
  /// Regular, 60 to 100 bpm.
  case sinus
  /// Regular, below 60 bpm: usual in those who train.
  case bradycardia
  /// Regular, above 100 bpm: effort, or what one lead cannot tell from it.
  case tachycardia
  /// Lengths that swell and ebb with the breath.
  case sinusArrhythmia
  /// Every second beat ectopic.
  case bigeminy
  /// Every third beat ectopic.
  case trigeminy
  /// Atrial fibrillation or flutter.
  case atrialFibrillation
  /// Narrow and regular above 100 bpm, begun from one beat to the next.
  case supraventricularTachycardia
  /// Three or more ventricular beats in a row, faster than 100 bpm.
  case ventricularTachycardia
  /// No complexes, but waves: ventricular fibrillation or flutter.
  case ventricularFibrillation

  /// One of those that one goes over into without a step, and that are told only once they last.
  var isPlain: Bool { !isGrave && self != .supraventricularTachycardia }

  /// One that no other takes the place of.
  var isGrave: Bool { [.atrialFibrillation, .ventricularTachycardia, .ventricularFibrillation].contains(self) }

  /// For a screen or a report.
  public var words: String {
    switch self {
    case .sinus: "sinus rhythm"
    case .bradycardia: "sinus bradycardia"
    case .tachycardia: "tachycardia"
    case .sinusArrhythmia: "sinus arrhythmia"
    case .bigeminy: "bigeminy"
    case .trigeminy: "trigeminy"
    case .atrialFibrillation: "atrial fibrillation or flutter"
    case .supraventricularTachycardia: "supraventricular tachycardia"
    case .ventricularTachycardia: "ventricular tachycardia"
    case .ventricularFibrillation: "ventricular fibrillation or flutter"
    }
  }
}

/// A stretch in one rhythm, as it began, goes on or ended.
public struct RhythmEpisode: Hashable, Sendable {
  public var name: RhythmName
  /// Where it began, on the session's grid. The pair (name, onset) names an episode.
  public var onset: Int
  /// Where it was last seen.
  public var last: Int
  /// It still goes on.
  public var isActive: Bool
  /// How sure, 0 … 1: over the episode so far.
  public var confidence: Double

  public init(name: RhythmName, onset: Int, last: Int, isActive: Bool, confidence: Double) {
    self.name = name
    self.onset = onset
    self.last = last
    self.isActive = isActive
    self.confidence = confidence
  }
}

/// What `RhythmWatch` tells.
enum RhythmEvent: Sendable {
  case episode(RhythmEpisode)
  case ectopy(EctopicGroup)
}

/// What the rhythm gives to the table of rules.
extension FindingInputs {
  /// Takes what the rules ask of the rhythm, for the second just judged.
  mutating func take(_ rhythm: RhythmWatch, second: QualitySecond) {
    ventricularFibrillation = .value(rhythm.waveConfidence)
    if let episode = rhythm.episode, let measure = Self.measure(episode.name) { onsets[measure] = episode.onset }
    takeRun(rhythm, second: second)
    guard let confidence = rhythm.fibrillationConfidence.value else {
      let refusal = rhythm.fibrillationConfidence.refusal ?? .settling
      atrialFibrillation = .refused(refusal)
      supraventricularTachycardia = .refused(refusal)
      ventricularBeats = .refused(refusal)
      ventricularRow = .refused(refusal)
      return
    }
    atrialFibrillation = .value(rhythm.fibrillation.isFibrillating ? confidence : 0)
    supraventricularTachycardia = .value(rhythm.supraventricularRun?.confidence ?? 0)
    if let run = rhythm.supraventricularRun { onsets[.supraventricularTachycardia] = Int(run.from.rounded()) }
    let recent = rhythm.tally.recent(end: second.start + second.count)
    ventricularBeats = .value(recent.beats)
    ventricularRow = .value(recent.inRow)
  }

  /// A run counts in the second in which a beat of it was named: it may be over in one.
  private mutating func takeRun(_ rhythm: RhythmWatch, second: QualitySecond) {
    let runs = rhythm.runs
    guard let run = runs.newest, runs.isTachycardia(run), run.decidedAt >= second.start else {
      broadComplexTachycardia = rhythm.fibrillation.isSettling ? .refused(.settling) : .value(0)
      return
    }
    broadComplexTachycardia = .value(runs.confidence(run))
    onsets[.broadComplexTachycardia] = Int(run.from.rounded())
    broadRun = BroadRun(
      beats: run.beats, beatsPerMinute: runs.beatsPerMinute(run), isSustained: runs.isSustained(run))
  }

  private static func measure(_ name: RhythmName) -> FindingMeasure? {
    switch name {
    case .atrialFibrillation: .atrialFibrillation
    case .ventricularFibrillation: .ventricularFibrillation
    default: nil
    }
  }

  /// A run of ventricular beats, for the words of its finding.
  struct BroadRun: Hashable {
    var beats: Int
    var beatsPerMinute: Double
    var isSustained: Bool

    var words: String {
      let length = isSustained ? "sustained, 30 s or more" : "\(beats) beats"
      return "broad-complex tachycardia, \(length) at \(decimal(beatsPerMinute, 0)) bpm"
    }
  }
}

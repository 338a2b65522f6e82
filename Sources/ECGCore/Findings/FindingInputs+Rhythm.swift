/// What the rhythm gives to the table of rules.
extension FindingInputs {
  /// Takes what the rules ask of the rhythm, for a second that ends at grid index `end`. Broad-complex and supraventricular
  /// tachycardia stay `nil`, not measured: they are told as rhythms, and not surely enough to raise a finding (docs/rhythm.md).
  /// So does conduction: no P waves are measured one by one.
  mutating func take(_ rhythm: RhythmWatch, end: Int) {
    ventricularFibrillation = .value(rhythm.waveConfidence)
    rhythmOnset = rhythm.episode.flatMap { episode in
      switch episode.name {
      case .atrialFibrillation: (.atrialFibrillation, episode.onset)
      case .ventricularFibrillation: (.ventricularFibrillation, episode.onset)
      default: nil
      }
    }
    guard let confidence = rhythm.fibrillationConfidence.value else {
      let refusal = rhythm.fibrillationConfidence.refusal ?? .settling
      atrialFibrillation = .refused(refusal)
      ventricularBeats = .refused(refusal)
      ventricularRow = .refused(refusal)
      return
    }
    atrialFibrillation = .value(rhythm.fibrillation.isFibrillating ? confidence : 0)
    let recent = rhythm.tally.recent(end: end)
    ventricularBeats = .value(recent.beats)
    ventricularRow = .value(recent.inRow)
  }
}

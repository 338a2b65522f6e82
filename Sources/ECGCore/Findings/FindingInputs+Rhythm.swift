/// What the rhythm gives to the table of rules.
extension FindingInputs {
  /// Takes what the rules ask of the rhythm. Ventricular beats, broad-complex and supraventricular tachycardia stay `nil`, not
  /// measured: they are told as rhythms, and not surely enough to raise a finding (docs/rhythm.md).
  mutating func take(_ rhythm: RhythmWatch) {
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
      return
    }
    atrialFibrillation = .value(rhythm.fibrillation.isFibrillating ? confidence : 0)
  }
}

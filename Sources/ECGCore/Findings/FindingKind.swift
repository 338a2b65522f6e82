/// What can be found. Raw values are stable: they stand in JSON.
public enum FindingKind: String, Hashable, Sendable, CaseIterable {
  case ventricularFibrillation
  case broadComplexTachycardia
  case pause
  case atrioventricularBlock
  case bradycardia
  case tachycardia
  case atrialFibrillation
  case supraventricularTachycardia
  case ventricularRun
  case couplet
  case frequentVentricularBeats
  case ectopyGrowingWithEffort
  case longQT
  case shortQT
  case broadQRS
  case longPR
  case earlyBeats
  case slowRecovery
  case desaturation
  case leadsOff

  /// For a screen or a report.
  public var words: String {
    switch self {
    case .ventricularFibrillation: "ventricular fibrillation"
    case .broadComplexTachycardia: "broad-complex tachycardia"
    case .pause: "pause"
    case .atrioventricularBlock: "AV block"
    case .bradycardia: "bradycardia"
    case .tachycardia: "tachycardia"
    case .atrialFibrillation: "atrial fibrillation or flutter"
    case .supraventricularTachycardia: "supraventricular tachycardia"
    case .ventricularRun: "run of ventricular beats"
    case .couplet: "ventricular couplet"
    case .frequentVentricularBeats: "frequent ventricular beats"
    case .ectopyGrowingWithEffort: "extra beats growing with effort"
    case .longQT: "long QT"
    case .shortQT: "short QT"
    case .broadQRS: "broad QRS"
    case .longPR: "long PR"
    case .earlyBeats: "early beats"
    case .slowRecovery: "slow recovery"
    case .desaturation: "low oxygen saturation"
    case .leadsOff: "leads off"
    }
  }
}

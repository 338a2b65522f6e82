/// What the table of rules is held against: everything that is known at the end of a judged second.
///
/// `nil` means that no stage of the chain measures it, and a rule on it is *not judged*, which is said; a refusal means that the
/// stage could not tell this second. Whoever adds a stage fills its fields in `RhythmChain.inputs`, and its rules come alive.
struct FindingInputs {
  var second: QualitySecond
  var heartRate: Reading<Double>
  /// The intervals behind the heart rate hold no passed-over complex.
  var slowRateIsWitnessed: Bool
  /// The time since the last beat, where it is fit and quiet throughout.
  var openHole: Hole?
  /// `FindingMeasure.earlyBeats`, `.earlyBeatsInEffort`, `.recovery`.
  var earlyBeats: Reading<Double>?
  var earlyBeatsInEffort: Reading<Double>?
  var recovery: Reading<Double>?
  /// From a beat classifier.
  var ventricularBeats: Reading<Double>?
  var ventricularRow: Reading<Double>?
  /// From the rhythm: confidences, 0 … 1; a judged absence is 0.
  var atrialFibrillation: Reading<Double>?
  var supraventricularTachycardia: Reading<Double>?
  var broadComplexTachycardia: Reading<Double>?
  var ventricularFibrillation: Reading<Double>?
  /// Where the rhythms of this second began, as far as that is known; else a finding begins with the first second that met its
  /// rule.
  var onsets = RhythmOnsets()
  /// The run behind `broadComplexTachycardia`.
  var broadRun: BroadRun?
  /// From the conduction of P waves: `FindingMeasure.unconducted`.
  var unconducted: Reading<Double>?
  /// From delineation, in milliseconds.
  var qtc: Reading<Double>?
  var qrs: Reading<Double>?
  var pr: Reading<Double>?
  /// From a pulse oximeter, in percent.
  var saturation: Reading<Double>?
  /// Of the amplifier that these came through.
  var bandwidth = FrontEndBandwidth.unstated

  init(
    second: QualitySecond, heartRate: Reading<Double> = .refused(.settling), slowRateIsWitnessed: Bool = true,
    openHole: Hole? = nil
  ) {
    self.second = second
    self.heartRate = heartRate
    self.slowRateIsWitnessed = slowRateIsWitnessed
    self.openHole = openHole
  }

  /// A stretch without a beat, from an R peak to another or to the newest sample that can speak for itself.
  struct Hole {
    var from: Int
    var to: Int
    var seconds: Double
  }

  /// The number of this second; `nil` where no stage measures it. Unfit signal refuses everything but the electrodes and the
  /// oximeter; noise does not refuse ventricular fibrillation, nor a tachycardia that is there, which look like it: their own
  /// stages have to tell them apart.
  func reading(_ measure: FindingMeasure) -> Reading<Double>? {
    if measure == .leadsOff { return .value(second.state == .leadsOff ? 1 : 0) }
    guard let measured = stored(measure) else { return nil }
    // A sensor of its own, with a judgement of its own.
    if measure == .saturation { return measured }
    if second.state == .poor {
      if measure == .ventricularFibrillation { return measured }
      if measure == .broadComplexTachycardia, measured.value.map({ $0 > 0 }) ?? false { return measured }
    }
    return second.state.refusal.map { .refused($0) } ?? measured
  }

  private func stored(_ measure: FindingMeasure) -> Reading<Double>? {
    switch measure {
    case .heartRate: heartRate
    case .timeWithoutBeat: .value(openHole?.seconds ?? 0)
    case .leadsOff: nil
    case .earlyBeats: earlyBeats
    case .earlyBeatsInEffort: earlyBeatsInEffort
    case .recovery: recovery
    case .ventricularBeats: ventricularBeats
    case .ventricularRow: ventricularRow
    case .atrialFibrillation: atrialFibrillation
    case .supraventricularTachycardia: supraventricularTachycardia
    case .broadComplexTachycardia: broadComplexTachycardia
    case .ventricularFibrillation: ventricularFibrillation
    case .unconducted: unconducted
    case .qtc: qtc
    case .qrs: qrs
    case .pr: pr
    case .saturation: saturation
    }
  }

  /// Where the rhythm that a measure speaks of began.
  func onset(_ measure: FindingMeasure) -> Int? { onsets[measure] }

  /// Where each rhythm began, without storage to allocate.
  struct RhythmOnsets {
    private var atrialFibrillation: Int?
    private var supraventricularTachycardia: Int?
    private var broadComplexTachycardia: Int?
    private var ventricularFibrillation: Int?

    subscript(measure: FindingMeasure) -> Int? {
      get {
        switch measure {
        case .atrialFibrillation: atrialFibrillation
        case .supraventricularTachycardia: supraventricularTachycardia
        case .broadComplexTachycardia: broadComplexTachycardia
        case .ventricularFibrillation: ventricularFibrillation
        default: nil
        }
      }
      set {
        switch measure {
        case .atrialFibrillation: atrialFibrillation = newValue
        case .supraventricularTachycardia: supraventricularTachycardia = newValue
        case .broadComplexTachycardia: broadComplexTachycardia = newValue
        case .ventricularFibrillation: ventricularFibrillation = newValue
        default: break
        }
      }
    }
  }

  /// Measures that this second gave a number for, and those that no stage measures.
  var account: (judged: FindingMeasure.Set, absent: FindingMeasure.Set) {
    var judged: FindingMeasure.Set = []
    var absent: FindingMeasure.Set = []
    for measure in FindingMeasure.allCases {
      switch reading(measure) {
      case nil: absent.insert(FindingMeasure.Set(measure))
      case .value: judged.insert(FindingMeasure.Set(measure))
      case .refused: break
      }
    }
    return (judged, absent)
  }
}

/// What a rule is held against: one number a second, or none. Raw values are stable: they stand in JSON.
public enum FindingMeasure: String, Hashable, Sendable, CaseIterable {
  /// Beats per minute.
  case heartRate
  /// Seconds since the last beat, or between two.
  case timeWithoutBeat
  /// 1 where an electrode is off.
  case leadsOff
  /// Beats in the last 10 s that come early, by the clock alone.
  case earlyBeats
  /// Early beats a minute in effort, where they are at least twice as frequent as before it; else 0.
  case earlyBeatsInEffort
  /// Beats per minute by which the rate fell in the first minute after effort.
  case recovery
  /// Beats classified as ventricular in the last 10 s.
  case ventricularBeats
  /// Ventricular beats in a row, the longest of the last 10 s.
  case ventricularRow
  /// Confidences, 0 … 1, that the rhythm of this second is …
  case atrialFibrillation
  case supraventricularTachycardia
  case broadComplexTachycardia
  case ventricularFibrillation
  /// P waves in a row, on time, that no QRS complex follows, where the PR interval before them did not grow (Mobitz II, third
  /// degree); the most of the last 10 s.
  case unconducted
  /// Milliseconds, of the averaged beat.
  case qtc
  case qrs
  case pr
  /// Percent, of a pulse oximeter beside the electrodes.
  case saturation

  /// For a sentence: "… is not measured".
  public var words: String {
    switch self {
    case .heartRate: "heart rate"
    case .timeWithoutBeat: "time without a beat"
    case .leadsOff: "the electrodes' contact"
    case .earlyBeats: "early beats in 10 s"
    case .earlyBeatsInEffort: "early beats in effort against before it"
    case .recovery: "fall of the rate after effort"
    case .ventricularBeats: "ventricular beats in 10 s"
    case .ventricularRow: "ventricular beats in a row"
    case .atrialFibrillation: "atrial fibrillation as a rhythm"
    case .supraventricularTachycardia: "supraventricular tachycardia as a rhythm"
    case .broadComplexTachycardia: "broad-complex tachycardia as a rhythm"
    case .ventricularFibrillation: "ventricular fibrillation as a rhythm"
    case .unconducted: "each P wave by itself"
    case .qtc: "QTc (Fridericia)"
    case .qrs: "QRS duration"
    case .pr: "PR interval"
    case .saturation: "oxygen saturation"
    }
  }

  /// A set of measures, without storage of its own.
  public struct Set: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    public init(_ measure: FindingMeasure) {
      rawValue = 1 << UInt32(FindingMeasure.allCases.firstIndex(of: measure) ?? 0)
    }

    public func contains(_ measure: FindingMeasure) -> Bool { !isDisjoint(with: Self(measure)) }
  }
}

// The rules by which findings are raised and cleared. Limits: the International Criteria for ECG interpretation in athletes
// (J. A. Drezner et al., Br. J. Sports Med. 51 (2017) 704; S. Sharma et al., Eur. Heart J. 39 (2018) 1466), and where they say
// nothing each row's own source. Severities: the priorities of IEC 60601-1-8. How long a condition must hold, the limits that
// clear, and the confidences that count are ours, and are held by docs/accuracy.md.

extension FindingRule {
  private static let athletes =
    "International Criteria for ECG interpretation in athletes: S. Sharma et al., Eur. Heart J. 39 (2018) 1466"
  private static let doctor = "Show this strip to a doctor"
  private static let help = "If the person does not respond, call for help at once and begin resuscitation."

  /// Said with each rule on QTc.
  private static let qtcRange = ", at a mean rate up to \(decimal(FindingInputs.fastestRateForQTc, 0)) bpm"

  /// The table under the limits in force: everything that can be found; of the rules of one kind, the gravest first.
  static func table(_ limits: FindingLimits) -> [FindingRule] {
    rhythms + pauses(limits) + rates(limits) + ectopy(limits) + intervals(limits) + effort(limits) + [
      oxygen,
      FindingRule(
        .leadsOff, .note, .leadsOff, .from(1, clears: 0), hold: 0, clear: 2, .certain,
        "the board reports an electrode off the skin",
        "Press the electrodes on, check the cable, moisten dry electrodes.",
        "AD8232 data sheet, leads-off detection"),
    ]
  }

  private static let rhythms = [
    FindingRule(
      .ventricularFibrillation, .alarm, .ventricularFibrillation, .from(0.5, clears: 0.2), hold: 0, clear: 10, .likely,
      "no QRS complexes but ventricular fibrillation or flutter", help, "IEC 60601-2-27, AHA guidelines on CPR (2020)"),
    FindingRule(
      .broadComplexTachycardia, .alarm, .broadComplexTachycardia, .from(0.5, clears: 0.2), hold: 0, clear: 10, .likely,
      "three ventricular beats or more in a row at 100 bpm or faster (in poor signal five, each all but sure); sustained from 30 s",
      help
        + " Otherwise stop at once, lie down, and have help called if it lasts; a run of a few beats, too, is for a doctor today.",
      athletes + "; AHA/ACC/HRS 2017, Circulation 138 (2018) e272"),
    FindingRule(
      .supraventricularTachycardia, .warning, .supraventricularTachycardia, .from(0.5, clears: 0.2), hold: 0, clear: 20,
      .possible,
      "eight narrow, regular beats above 100 bpm that began from one beat to the next: four intervals below 81 % of the four before",
      "Stop and sit down. Have a 12-lead ECG taken while it lasts; get help if you feel faint.",
      athletes + "; onset and stability: C. D. Swerdlow et al., J. Am. Coll. Cardiol. 23 (1994) 1342"),
    FindingRule(
      .atrialFibrillation, .warning, .atrialFibrillation, .from(0.5, clears: 0.2), hold: 20, clear: 30, .possible,
      "for 20 s, intervals without a pattern and no P waves that the beats have in common",
      "Stop the session. Have a 12-lead ECG taken while it lasts: if it is fibrillation it is treatable, and raises the risk of stroke; frequent extra beats can look like it.",
      athletes + "; measured after S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701"),
  ]

  private static let oxygen = FindingRule(
    .desaturation, .warning, .saturation,
    .below(FindingLimits.lowestSaturation, clears: FindingLimits.restoredSaturation), hold: 10, clear: 30, .possible,
    "oxygen saturation below \(decimal(FindingLimits.lowestSaturation, 0)) % for 10 s",
    "Warm the finger, hold it still and look again: an uncalibrated sensor may read low. If it stays or you are short of breath, stop and get help; at altitude, go down.",
    "severe hypoxaemia: S. S. Jacobs et al., Am. J. Respir. Crit. Care Med. 202 (2020) e121")

  private static func pauses(_ limits: FindingLimits) -> [FindingRule] {
    let (standstill, longest) = (limits.standstill, limits.longestInterval)
    return [
      FindingRule(
        .pause, .alarm, .timeWithoutBeat, .from(standstill, clears: 0), hold: 0, clear: 0, .likely,
        "no beat for \(decimal(standstill, 0)) s or more while the signal is good",
        help + " Otherwise stop and lie down; see a doctor today.", athletes),
      FindingRule(
        .pause, .warning, .timeWithoutBeat, .from(longest, clears: 0), hold: 0, clear: 0, .likely,
        "no beat for \(decimal(longest, 0)) s or more while the signal is good",
        "Stop the session. \(doctor), sooner if you felt faint.", athletes),
    ]
  }

  private static func rates(_ limits: FindingLimits) -> [FindingRule] {
    let (slow, fast, resting) = (limits.slowestRate, limits.fastestRate, limits.fastestRestingRate)
    let adult = "ACC/AHA/HRS guideline on supraventricular tachycardia (2015): above 100 bpm at rest"
    var rows = [
      FindingRule(
        .bradycardia, slow <= 30 ? .alarm : .warning, .heartRate, .below(slow, clears: slow + 3), hold: 5, clear: 5,
        .certain, "heart rate below \(decimal(slow, 0)) bpm",
        "Check that every beat in the strip is marked. If so, and it is not your usual rate, see a doctor.",
        limits.slowestRateReason),
      FindingRule(
        .tachycardia, .warning, .heartRate, .above(fast, clears: fast - 5), hold: 10, clear: 10, .certain,
        "heart rate above \(decimal(fast, 0)) bpm",
        "Ease off. If the rate does not fall within minutes, or you feel faint or have chest pain, get help.",
        limits.fastestRateReason),
    ]
    switch limits.activity {
    case .rest:
      rows.append(
        FindingRule(
          .tachycardia, .warning, .heartRate, .above(resting, clears: resting - 5), hold: 10, clear: 10, .certain,
          "heart rate above \(decimal(resting, 0)) bpm at rest",
          "Sit for five minutes and measure again. If it stays, or began all at once, see a doctor.", adult))
    case .unknown:
      rows.append(
        FindingRule(
          .tachycardia, .note, .heartRate, .above(resting, clears: resting - 5), hold: 60, clear: 30, .certain,
          "heart rate above \(decimal(resting, 0)) bpm, effort or rest unknown",
          "Normal in effort. If you are at rest, sit for five minutes and measure again.", adult))
    case .effort: break
    }
    return rows
  }

  private static func ectopy(_ limits: FindingLimits) -> [FindingRule] {
    [
      FindingRule(
        .ventricularRun, .warning, .ventricularRow, .from(3, clears: 2), hold: 0, clear: 60, .likely,
        "three ventricular beats in a row or more", "Stop the session. \(doctor) before the next one.", athletes),
      FindingRule(
        .couplet, .warning, .ventricularRow, .from(2, clears: 1), hold: 0, clear: 60, .likely,
        "two ventricular beats in a row", "\(doctor); until then no hard effort.", athletes),
      FindingRule(
        .frequentVentricularBeats, .warning, .ventricularBeats, .from(2, clears: 1), hold: 0, clear: 60, .likely,
        "two or more ventricular beats within 10 s",
        "\(doctor). Most are harmless; whether they go or grow with effort tells.", athletes),
      FindingRule(
        .earlyBeats, .note, .earlyBeats, .from(2, clears: 0), hold: 0, clear: 60, .possible,
        "two beats within 10 s that come a fifth early or more; atrial or ventricular, timing cannot tell",
        "Check in the strip that they are beats. If there are many, or you feel them, show it to a doctor.", athletes),
    ]
  }

  private static func intervals(_ limits: FindingLimits) -> [FindingRule] {
    let (long, always, short) = (limits.longestQTc, FindingLimits.alwaysLongQTc, FindingLimits.shortestQTc)
    let again = "Measure again at rest, at 60 … 90 bpm. If it stays, have a 12-lead ECG read by a doctor"
    return [
      FindingRule(
        .longQT, .warning, .qtc, .from(always, clears: always - 10), hold: 30, clear: 30, .likely,
        "QTc of \(decimal(always, 0)) ms or more\(qtcRange)", again + " soon, and take no hard effort before.", athletes
      ),
      FindingRule(
        .longQT, .note, .qtc, .from(long, clears: long - 10), hold: 30, clear: 30, .possible,
        "QTc of \(decimal(long, 0)) ms or more (\(limits.longestQTcReason))\(qtcRange)", again + ".", athletes),
      FindingRule(
        .shortQT, .note, .qtc, .upTo(short, clears: short + 10), hold: 30, clear: 30, .possible,
        "QTc of \(decimal(short, 0)) ms or less\(qtcRange)", again + ".",
        "ESC guideline on ventricular arrhythmias: S. G. Priori et al., Eur. Heart J. 36 (2015) 2793"),
      FindingRule(
        .atrioventricularBlock, .warning, .unconducted, .from(1, clears: 0), hold: 0, clear: 60, .possible,
        "a P wave on time that no beat follows, and no PR interval that grew before it",
        "Stop the session. \(doctor): a second- or third-degree block has to be told apart on a 12-lead ECG.", athletes),
      FindingRule(
        .broadQRS, .note, .qrs, .from(limits.widestQRS, clears: limits.widestQRS - 10), hold: 30, clear: 30, .likely,
        "QRS of \(decimal(limits.widestQRS, 0)) ms or more",
        "Have a 12-lead ECG taken: one lead cannot say which bundle.",
        limits.isAthlete ? athletes : "AHA/ACCF/HRS recommendations: B. Surawicz et al., Circulation 119 (2009) e235"),
      FindingRule(
        .longPR, .note, .pr, .from(limits.longestPR, clears: limits.longestPR - 20), hold: 30, clear: 30, .likely,
        "PR of \(decimal(limits.longestPR, 0)) ms or more",
        "See whether it shortens with a little effort, and have a 12-lead ECG taken.",
        limits.isAthlete ? athletes : "ACC/AHA/HRS bradycardia guideline (2018)"),
    ]
  }

  private static func effort(_ limits: FindingLimits) -> [FindingRule] {
    // Who is at rest, makes no effort.
    guard limits.activity != .rest else { return [] }
    let least = FindingLimits.leastRecovery
    return [
      FindingRule(
        .ectopyGrowingWithEffort, .warning, .earlyBeatsInEffort, .from(4, clears: 1), hold: 30, clear: 60, .possible,
        "four early beats a minute in effort or more, and twice as many as before it",
        "Ease off. Check in the strip that they are beats and not motion; if they are, see a doctor before the next hard session.",
        "D. Corrado et al., Br. J. Sports Med. 54 (2020) 1142; the count is ours"),
      FindingRule(
        .slowRecovery, .note, .recovery, .below(least, clears: least), hold: 0, clear: 30, .possible,
        "a fall of less than \(decimal(least, 0)) bpm in the first minute after effort",
        "Normal where you went on moving. If you stood still and it repeats, rest, and tell a doctor.",
        "C. R. Cole et al., N. Engl. J. Med. 341 (1999) 1351"),
    ]
  }

  /// A row of the table.
  private init(
    _ kind: FindingKind, _ severity: Severity, _ measure: FindingMeasure, _ limit: Limit, hold: Double, clear: Double,
    _ certainty: Finding.Certainty, _ criterion: String, _ advice: String, _ source: String
  ) {
    self.init(
      kind: kind, severity: severity, measure: measure, limit: limit, raisedAfter: hold, clearedAfter: clear,
      certainty: certainty, criterion: criterion, advice: advice, source: source)
  }
}

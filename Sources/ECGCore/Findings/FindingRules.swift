// The rules by which findings are raised and cleared: limits of the International Criteria for ECG interpretation in
// athletes (2017), ACC/AHA/HRS (2015, 2018), Dash (2009) and Lian (2011), each row with its own source. Severities: IEC 60601-1-8.

extension FindingRule {
  /// The table of rules under the limits in force: everything that can be found, gravest first.
  static func table(_ limits: FindingLimits) -> [FindingRule] {
    let slow = limits.slowestRate
    let fast = limits.fastestRate
    let resting = limits.fastestRestingRate
    let criteria =
      "International Criteria for ECG interpretation in athletes: S. Sharma et al., Eur. Heart J. 39 (2018) 1466"
    var rows = [
      FindingRule(
        kind: .pause, severity: .alarm, condition: .noBeat(limits.standstill), raisedAfter: 0, clearedAfter: 0,
        criterion: "no beat for \(decimal(limits.standstill, 0)) s or more while the signal is good",
        advice:
          "If the person does not respond, call for help at once and begin resuscitation. Otherwise stop and lie down; see a doctor today.",
        source: criteria),
      FindingRule(
        kind: .pause, severity: .warning, condition: .noBeat(limits.longestInterval), raisedAfter: 0, clearedAfter: 0,
        criterion: "no beat for \(decimal(limits.longestInterval, 0)) s or more while the signal is good",
        advice: "Stop the session. Show this strip to a doctor, sooner if you felt faint.",
        source: criteria),
      FindingRule(
        kind: .bradycardia, severity: slow <= 30 ? .alarm : .warning,
        condition: .rateBelow(slow, clearsFrom: slow + 3), raisedAfter: 5, clearedAfter: 5,
        criterion: "heart rate below \(decimal(slow, 0)) bpm",
        advice: "Check that every beat in the strip is marked. If so, and it is not your usual rate, see a doctor.",
        source: limits.slowestRateReason),
      FindingRule(
        kind: .tachycardia, severity: .warning, condition: .rateAbove(fast, clearsTo: fast - 5), raisedAfter: 10,
        clearedAfter: 10, criterion: "heart rate above \(decimal(fast, 0)) bpm",
        advice: "Ease off. If the rate does not fall within minutes, or you feel faint or have chest pain, get help.",
        source: limits.fastestRateReason),
      FindingRule(
        kind: .irregularRhythm, severity: .warning, condition: .fibrillationFrom(0.67, clearsBelow: 0.33),
        raisedAfter: 20,
        clearedAfter: 10,
        criterion: "the odds of fibrillation or flutter are two to one or more for 20 s, by intervals and P waves",
        advice:
          "May be atrial fibrillation, or many extra beats: one lead cannot tell for sure. Have a 12-lead ECG taken while it lasts.",
        source:
          "after S. Dash et al., Ann. Biomed. Eng. 37 (2009) 1701; J. Lian et al., Am. J. Cardiol. 107 (2011) 1494"),
      FindingRule(
        kind: .leadsOff, severity: .note, condition: .leadsOff, raisedAfter: 0, clearedAfter: 2,
        criterion: "the board reports an electrode off the skin",
        advice: "Press the electrodes on, check the cable, moisten dry electrodes.",
        source: "AD8232 data sheet, leads-off detection"),
    ]
    let adult = "ACC/AHA/HRS guideline on supraventricular tachycardia (2015): above 100 bpm at rest"
    switch limits.activity {
    case .rest:
      rows.append(
        FindingRule(
          kind: .tachycardia, severity: .warning, condition: .rateAbove(resting, clearsTo: resting - 5),
          raisedAfter: 10,
          clearedAfter: 10, criterion: "heart rate above \(decimal(resting, 0)) bpm at rest",
          advice: "Sit for five minutes and measure again. If it stays, or began all at once, see a doctor.",
          source: adult))
    case .unknown:
      rows.append(
        FindingRule(
          kind: .tachycardia, severity: .note, condition: .rateAbove(resting, clearsTo: resting - 5), raisedAfter: 60,
          clearedAfter: 30, criterion: "heart rate above \(decimal(resting, 0)) bpm, effort or rest unknown",
          advice: "Normal in effort. If you are at rest, sit for five minutes and measure again.",
          source: adult))
    case .effort: break
    }
    return rows
  }
}

/// When the averaged beat's QTc, QRS and PR may be held against the rules. Its limits are ours, but where a source is named.
extension FindingInputs {
  /// Beats in the mean from which a finding may rest on it: noise at a third.
  private static let fewestBeats = 8
  /// A mean whose newest beat is older is no word on now, in seconds: five beats at 30 bpm, told 2 s late, and some more.
  private static let freshSeconds = 15.0

  /// QTc is not held against limits, that of 500 ms neither, above this mean rate, in beats per minute: the limits were made at rest,
  /// no correction holds at fast rates (Rautaharju 2009, below; the International Criteria want 60 … 90 bpm), QT lags a rate that
  /// changes, and T runs into the next P.
  static let fastestRateForQTc = 100.0

  /// What the averaged beat measures, where there is one that is new and rests on enough beats.
  ///
  /// - Parameter widestQRS: a QRS from here on is a finding itself and lengthens QT by its own width, so that QT is not judged
  ///   beside it (P. M. Rautaharju et al., Circulation 119:e241, 2009).
  mutating func take(_ intervals: HeartIntervals?, now end: Int, rate: SampleRate, widestQRS: Double) {
    (qtc, qrs, pr) = (.refused(.settling), .refused(.settling), .refused(.settling))
    guard let intervals, intervals.beats >= Self.fewestBeats,
      rate.seconds(Double(end) - intervals.position) <= Self.freshSeconds
    else { return }
    (qtc, qrs, pr) = (intervals.qtc(.fridericia), intervals.qrs, intervals.pr)
    if 60 / intervals.meanRR > Self.fastestRateForQTc { qtc = .refused(.cannotTell) }
    if let width = intervals.qrs.value, width >= widestQRS { qtc = .refused(.cannotTell) }
    bandwidth = intervals.bandwidth
  }
}

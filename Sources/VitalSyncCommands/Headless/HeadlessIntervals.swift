import ECGCore

extension HeadlessEvent {
  /// PR, QRS, QT and QTc of the averaged beat, each time it is measured: every fourth normal beat.
  struct Intervals: Encodable {
    var event = "intervals"
    var schemaVersion = JSONText.schemaVersion
    /// R peak of the newest of its beats.
    var time_s: Double
    var beats: Int
    var meanRR_ms: Double
    var pr_ms: Double?
    var qrs_ms: Double?
    var qt_ms: Double?
    /// By formula.
    var qtc_ms: [String: Double]
    /// Of each that is not given, by name, why; of `qtc` by its formula's name.
    var refused: [String: String]
    var bandwidth: String

    init(_ intervals: HeartIntervals, rate: SampleRate) {
      time_s = rate.seconds(intervals.position).rounded(places: 4)
      beats = intervals.beats
      meanRR_ms = (1000 * intervals.meanRR).rounded(places: 1)
      var refused: [String: String] = [:]
      func told(_ name: String, _ reading: Reading<Double>) -> Double? {
        refused[name] = reading.refusal?.rawValue
        return reading.value?.rounded(places: 1)
      }
      pr_ms = told("pr", intervals.pr)
      qrs_ms = told("qrs", intervals.qrs)
      qt_ms = told("qt", intervals.qt)
      qtc_ms = [:]
      for correction in QTCorrection.allCases {
        qtc_ms[correction.rawValue] = told(correction.rawValue, intervals.qtc(correction))
      }
      self.refused = refused
      bandwidth = intervals.bandwidth.rawValue
    }
  }
}

import ECGCore

extension HeadlessEvent {
  /// A beat told before, with its class: one beat later.
  struct Class: Encodable {
    var event = "class"
    var schemaVersion = JSONText.schemaVersion
    var sample: Int
    var time_s: Double
    var label: String
    var normal: Double
    var supraventricular: Double
    var ventricular: Double
    var fusion: Double
    var family: Int
    var unlikeness: Double
    var delay_ms: Double

    init(_ row: BeatRow, _ classified: ClassifiedBeat, rate: SampleRate) {
      func share(_ value: Float) -> Double { Double(value).rounded(places: 3) }
      sample = row.sample
      time_s = row.seconds.rounded(places: 4)
      label = row.label.rawValue
      normal = share(classified.probabilities.normal)
      supraventricular = share(classified.probabilities.supraventricular)
      ventricular = share(classified.probabilities.ventricular)
      fusion = share(classified.probabilities.fusion)
      family = classified.family
      unlikeness = share(classified.unlikeness)
      delay_ms = (rate.seconds(Double(classified.classifiedAt) - classified.beat.position) * 1000).rounded(places: 1)
    }
  }
}

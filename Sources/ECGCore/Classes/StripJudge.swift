/// Judges the recording minute by minute: normal, atrial fibrillation, other or noisy.
///
/// Source: the task and the classes of G. D. Clifford et al., *AF classification from a short single lead ECG recording: the
/// PhysioNet/Computing in Cardiology Challenge 2017*, Computing in Cardiology 44 (2017); what it judges by is
/// `StripFeatures`, how `StripModel`. Deviation: the strips of a long recording are its minutes. Delay: the minute's end, and
/// the second's judgement; the last beats' classes and waves count for the next minute.
struct StripJudge {
  /// A strip ends after so many judged seconds; fewer than the least say nothing (the challenge's shortest).
  private static let longest = 60
  private static let shortest = 9

  private let rate: SampleRate
  private let describes: Bool
  private var model = StripModel.trained
  private var record = StripRecord()
  private var features = StripFeatures()

  init(rate: SampleRate, describes: Bool) {
    self.rate = rate
    self.describes = describes
  }

  mutating func take(_ interval: RRInterval) { record.append(interval) }

  mutating func take(_ beat: ClassifiedBeat) { record.append(beat) }

  mutating func take(_ waves: BeatDelineation) { record.append(waves, rate: rate) }

  /// A second was judged; the strip that it ends, if any.
  mutating func take(_ second: QualitySecond, _ fibrillation: FibrillationFeatures) -> RhythmStrip? {
    record.append(second)
    return record.indexes.count >= Self.longest ? end(fibrillation) : nil
  }

  /// A long gap, or the end: the strip so far, where it is long enough.
  mutating func end(_ fibrillation: FibrillationFeatures) -> RhythmStrip? {
    defer { record.removeAll() }
    guard let from = record.from, record.indexes.count >= Self.shortest else { return nil }
    features.gather(record, fibrillation)
    let none = StripProbabilities(normal: 0, atrialFibrillation: 0, other: 0, noisy: 1)
    let probabilities = model?.judge(features.values) ?? none
    return RhythmStrip(
      from: from, to: record.to, probabilities: probabilities, features: describes ? features.values : nil)
  }
}

/// Tells where an episode begins and ends, one at a time. Fibrillation is decided late: where it is placed before what was told
/// meanwhile, it takes that place, and whoever keeps episodes (`SessionFigures`) shortens them; a grave one it leaves alone.
struct EpisodeTeller {
  private(set) var current: RhythmEpisode?
  private var confidenceSum = 0.0
  private var confidenceCount = 0.0
  /// Where the newest grave episode ended.
  private var graveEnd = 0

  init() {}

  /// The rhythm at `last` is `name`, since `onset` where it is another than before; else since the last one ended.
  mutating func tell(
    _ name: RhythmName, onset: Int?, last: Int, confidence: Double, into sink: inout some Sink<RhythmEvent>
  ) {
    if var episode = current, episode.name == name {
      confidenceSum += confidence
      confidenceCount += 1
      episode.last = max(episode.last, last)
      episode.confidence = confidenceSum / confidenceCount
      current = episode
      return
    }
    let takesBack = name == .atrialFibrillation && current?.name.isGrave != true
    // A run keeps its beats, whatever the rhythm about it is.
    let isAfterRun = name.isPlain && current.map { !$0.name.isPlain && $0.name != .atrialFibrillation } ?? false
    let earliest = isAfterRun ? current?.last : current?.onset
    let begun = max(onset ?? current?.last ?? last, takesBack ? graveEnd : earliest ?? 0)
    end(at: begun, into: &sink)
    let episode = RhythmEpisode(
      name: name, onset: begun, last: max(begun, last), isActive: true, confidence: confidence)
    confidenceSum = confidence
    confidenceCount = 1
    current = episode
    sink.receive(.episode(episode))
  }

  /// What goes on ended at `place`, or where it was last seen.
  mutating func end(at place: Int?, into sink: inout some Sink<RhythmEvent>) {
    guard var episode = current else { return }
    episode.isActive = false
    episode.last = max(episode.onset, min(episode.last, place ?? episode.last))
    current = nil
    if episode.name.isGrave { graveEnd = episode.last }
    sink.receive(.episode(episode))
  }
}

import ECGCore

/// Leads a guided measure along the chain's events, and says when there is something to tell.
struct MeasureRun {
  private(set) var guide: MeasureGuide
  /// The end of the newest judged second, in seconds of the grid.
  private(set) var seconds = 0.0
  private let rate: SampleRate
  private var told: MeasureInstruction?

  init(_ kind: MeasureKind, rate: SampleRate) {
    self.rate = rate
    guide = MeasureGuide(kind, rate: rate)
  }

  var isFinished: Bool { guide.phase == .finished }

  /// Returns whether the person is now to do something else, or waits for something else.
  mutating func receive(_ event: PipelineEvent) -> Bool {
    switch event {
    case .interval(let interval): guide.take(interval)
    case .figures(let figures):
      seconds = rate.seconds(Double(figures.quality.start + figures.quality.count))
      guide.take(figures.quality, heartRate: figures.heartRate)
    case .conditioned, .beat, .quality, .finding, .classified, .rhythm, .ectopy, .strip, .delineation, .intervals:
      return false
    }
    let instruction = MeasureInstruction(guide)
    defer { told = instruction }
    return instruction != told
  }
}

import ECGCore
import Recordings

/// Joins beats with the intervals that end in them, in the order of decision, into rows.
///
/// The chain tells a beat and then, where one may be drawn, the interval that it closes. A row is complete when either the
/// interval has come or something else has been told.
struct BeatRows {
  private(set) var positions = SourcePositions()
  private var pending: Beat?

  init() {}

  /// Call with each block before the chain gets it.
  mutating func note(_ block: SourcedBlock) {
    positions.note(block)
  }

  /// Takes the next event of the chain; returns the row that it completes.
  mutating func take(_ event: PipelineEvent, rate: SampleRate) -> (row: BeatRow, beat: Beat)? {
    switch event {
    case .beat(let beat):
      defer { pending = beat }
      return complete(interval: nil, rate: rate)
    case .interval(let interval):
      guard let beat = pending, beat.position == interval.to else { return nil }
      return complete(interval: interval, rate: rate)
    default: return nil
    }
  }

  /// The chain has given out all of a turn: a beat that still waits has no interval.
  mutating func settle(rate: SampleRate) -> (row: BeatRow, beat: Beat)? {
    complete(interval: nil, rate: rate)
  }

  private mutating func complete(interval: RRInterval?, rate: SampleRate) -> (row: BeatRow, beat: Beat)? {
    guard let beat = pending else { return nil }
    pending = nil
    let row = BeatRow(
      sample: positions.sample(at: beat.position), seconds: rate.seconds(beat.position),
      intervalMilliseconds: interval.map { $0.seconds * 1000 }, label: beat.label, quality: beat.confidence)
    return (row, beat)
  }
}

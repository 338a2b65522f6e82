import ECGCore
import Recordings

/// Makes rows of beats: places them in the recording's own count, and gives each the time since the beat before, unless
/// something lies between that forbids an interval (lost samples, an electrode off).
struct BeatRows {
  private(set) var positions = SourcePositions()
  /// Grid places at which nothing may be joined, ascending: where a gap ends, where leads-off begins or ends.
  private var breaks: [Int] = []
  private static let mostBreaks = 4096
  private var wasOff = false
  private var expected: Int?
  private var previous: Double?
  /// Rows told whose class is not: a beat's comes one beat later.
  private var unnamed: [(position: Double, row: BeatRow)] = []

  /// Call with each block before the chain gets it.
  mutating func note(_ sourced: SourcedBlock) {
    positions.note(sourced)
    let block = sourced.block
    if let expected, block.start != expected { breaks.append(block.start) }
    expected = block.end
    // Beats trail their samples by seconds at the most: breaks long past separate nothing any more.
    if breaks.count > 2 * Self.mostBreaks { breaks.removeFirst(Self.mostBreaks) }
    guard !block.flags.isEmpty || wasOff else { return }
    for offset in 0..<block.count {
      let isOff = !block.flags(at: offset).isDisjoint(with: .leadsOff)
      if isOff != wasOff { breaks.append(block.start + offset) }
      wasOff = isOff
    }
  }

  /// The row of the next beat; beats come in order.
  mutating func row(_ beat: Beat, rate: SampleRate) -> BeatRow {
    var interval: Double?
    if let previous, !isBroken(from: previous, to: beat.position) {
      interval = rate.seconds(beat.position - previous) * 1000
    }
    previous = beat.position
    let row = BeatRow(
      sample: positions.sample(at: beat.position), seconds: rate.seconds(beat.position),
      intervalMilliseconds: interval, label: beat.label, quality: beat.confidence)
    unnamed.append((beat.position, row))
    return row
  }

  /// The row of a beat told before, now with its class.
  mutating func row(_ classified: ClassifiedBeat) -> BeatRow? {
    guard let index = unnamed.firstIndex(where: { $0.position == classified.beat.position }) else { return nil }
    var row = unnamed[index].row
    row.label = classified.beat.label
    row.naming = BeatNaming(
      probabilities: classified.probabilities, family: classified.family, unlikeness: classified.unlikeness)
    unnamed.removeSubrange(...index)
    return row
  }

  private func isBroken(from: Double, to: Double) -> Bool {
    // Breaks are few; those that matter are among the newest.
    for place in breaks.reversed() where Double(place) <= to { return Double(place) > from }
    return false
  }
}

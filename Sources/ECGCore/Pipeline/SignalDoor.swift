/// The chain's door: no stage sees a voltage that no electrode can have carried.
///
/// A reading far beyond is a broken line, a torn number or a wrong unit, and says nothing of the heart. Filters would ring down from it
/// for as long as they have digits to lose, and thresholds learnt from it would be deaf to beats; so the last possible reading is held
/// in its place, and flagged as clipped, which makes a second with a fifth of such unreadable. Delay: none.
struct SignalDoor {
  /// Most that an electrode carries, in millivolts: 5 kV, the defibrillator's pulse that a monitor's inputs have to stand (IEC
  /// 60601-2-27, 201.8.5.5.1).
  static let mostMillivolts: Float = 5e6

  private var last: Float = 0

  /// The block as the chain may see it; as it is where every reading is possible.
  mutating func admit(_ block: SampleBlock) -> SampleBlock {
    defer { last = block.millivolts.last { Self.isPossible($0) } ?? last }
    guard !block.millivolts.allSatisfy(Self.isPossible) else { return block }
    var admitted = block
    if admitted.flags.isEmpty { admitted.flags = Array(repeating: [], count: block.count) }
    var held = last
    for index in block.millivolts.indices {
      if Self.isPossible(block.millivolts[index]) {
        held = block.millivolts[index]
      } else {
        admitted.millivolts[index] = held
        admitted.flags[index].insert(.clipped)
      }
    }
    return admitted
  }

  private static func isPossible(_ value: Float) -> Bool { abs(value) <= mostMillivolts }
}

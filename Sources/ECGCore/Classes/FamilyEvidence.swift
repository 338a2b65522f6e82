/// What the beats of each family were taken for so far: the mean of their ventricular log odds.
///
/// Derived here; the memory fades so that a family that was misjudged early is not for ever. No delay of its own.
struct FamilyEvidence {
  private var numbers = [Int](repeating: 0, count: BeatFamilies.slots)
  private var sums = [Float](repeating: 0, count: BeatFamilies.slots)
  private var counts = [Float](repeating: 0, count: BeatFamilies.slots)

  init() {}

  /// The beat's log odds blended with those of the beats before it of its family, which it then joins.
  mutating func blend(_ odds: Float, slot: Int, number: Int, _ model: BeatClassModel) -> Float {
    guard numbers.indices.contains(slot) else { return odds }
    if numbers[slot] != number {
      numbers[slot] = number
      sums[slot] = 0
      counts[slot] = 0
    }
    var blended = odds
    if counts[slot] > 0 {
      let weight = model.familyWeight * counts[slot] / (counts[slot] + model.familyBeats)
      blended = (odds + weight * sums[slot] / counts[slot]) / (1 + weight)
    }
    sums[slot] = model.familyMemory * sums[slot] + odds
    counts[slot] = model.familyMemory * counts[slot] + 1
    return blended
  }
}

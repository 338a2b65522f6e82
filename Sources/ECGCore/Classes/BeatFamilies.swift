import Glibc

/// The wearer's beats sorted into families of one shape each, learnt without labels.
///
/// Source: template matching after P. S. Hamilton, Computers in Cardiology 29:101 (2002), at 125 Hz; deviations: shapes
/// are compared by correlation at the best of nine alignments, size by ratio, and each family keeps what its beats have in
/// common (how early they come, how broad they are). No delay of its own.
struct BeatFamilies {
  /// Families kept; the rarest, longest unused makes room.
  static let slots = 10
  /// A beat this like a family's mean belongs to it.
  private static let belongs: Float = 0.9
  /// So does none that is smaller or larger by this factor, as a logarithm: 2.
  private static let largestStep: Float = 0.69
  /// Weight of a new beat once a family has seen 24.
  private static let forgetting: Float = 1 / 24
  /// A family's share of the beats looks back on about so many: two minutes.
  private static let memory: Float = 150

  /// What the beats of one family have in common.
  struct Standing: Sendable {
    /// Beats in all, and share of the beats of late, 0 … 1.
    var beats = 0
    var share: Float = 0
    var lastUse = 0
    /// Means over its beats: log size, movement and width in seconds, log ratio of the interval before and of the one after
    /// to the usual one, and the share of them that came early.
    var logSize: Float = 0
    var movement: Float = 0
    var width: Float = 0
    var early: Float = 0
    var late: Float = 0
    var earlyShare: Float = 0
    /// Balance of up and down, T wave and noise over size.
    var balance: Float = 0
    var repolarisation: Float = 0
    var fullness: Float = 0
    var sharpness: Float = 0
    /// Greatest slope and noise, in millivolts.
    var steepness: Float = 0
    var noise: Float = 0
    /// Likeness of the P window to the usual beat's.
    var atrial: Float = 0
    /// A number that no other family of the session has.
    var number = 0
  }

  /// How a beat compares.
  struct Match {
    /// The family it is most like, −1 for none yet; how like, and the alignment in values.
    var slot = -1
    var likeness: Float = 0
    var lag = 0
    /// The same against the usual family.
    var usual = -1
    var usualLikeness: Float = 0
    var usualLag = 0
  }

  private(set) var standings = [Standing](repeating: Standing(), count: slots)
  private var means = [Float](repeating: 0, count: slots * BeatWindow.length)
  private var units = [Float](repeating: 0, count: slots * BeatWindow.complexLength)
  private var uses = 0
  private var founded = 0

  init() {}

  /// The family of most of the beats of late: the wearer's usual beat; −1 before the first.
  var usual: Int {
    var most = -1
    for slot in 0..<Self.slots
    where standings[slot].beats > 0 && (most < 0 || standings[slot].share > standings[most].share) {
      most = slot
    }
    return most
  }

  /// The mean of a family, at `offset` from the R peak, in millivolts.
  func mean(_ slot: Int, _ offset: Int) -> Float {
    let offset = min(max(offset, -BeatWindow.before), BeatWindow.after)
    return means[slot * BeatWindow.length + BeatWindow.place(offset)]
  }

  /// All that have a beat, the most common of late first. Allocates: for faces and reports.
  var list: [BeatFamily] {
    let usual = usual
    return (0..<Self.slots).filter { standings[$0].beats > 0 }.sorted { standings[$0].share > standings[$1].share }.map
    {
      slot in
      BeatFamily(
        number: standings[slot].number, beats: standings[slot].beats, share: standings[slot].share,
        isUsual: slot == usual, millivolts: (-BeatWindow.before...BeatWindow.after).map { mean(slot, $0) })
    }
  }

  /// Compares the complex in `window`, of which values up to 32 ms behind the complex are read.
  func match(_ window: [Float]) -> Match {
    var match = Match(usual: usual)
    guard uses > 0 else { return match }
    match.likeness = -1
    match.usualLikeness = -1
    let count = Float(BeatWindow.complex.count)
    window.withUnsafeBufferPointer { window in
      units.withUnsafeBufferPointer { units in
        guard let window = window.baseAddress, let units = units.baseAddress else { return }
        for lag in -BeatWindow.slack...BeatWindow.slack {
          let first = window + BeatWindow.place(BeatWindow.complex.lowerBound + lag)
          let sum = Reduction.sum(first, BeatWindow.complex.count)
          var energy: Float = 0
          for k in 0..<BeatWindow.complex.count { energy += first[k] * first[k] }
          energy -= sum * sum / count
          guard energy > 0 else { continue }
          let norm = energy.squareRoot()
          for slot in 0..<Self.slots where standings[slot].beats > 0 {
            let product = Reduction.dot(
              first, units + slot * BeatWindow.complexLength, octets: BeatWindow.complexLength / 8)
            let likeness = product / norm
            if likeness > match.likeness {
              match.likeness = likeness
              match.slot = slot
              match.lag = lag
            }
            if slot == match.usual, likeness > match.usualLikeness {
              match.usualLikeness = likeness
              match.usualLag = lag
            }
          }
        }
      }
    }
    return match
  }

  /// Whether a beat of `logSize` so matched is of the family it is most like.
  func belongs(_ match: Match, logSize: Float) -> Bool {
    match.slot >= 0 && match.likeness >= Self.belongs
      && abs(logSize - standings[match.slot].logSize) < Self.largestStep
  }

  /// Takes a beat in; gives the slot of its family.
  mutating func learn(
    _ window: [Float], _ match: Match, _ shape: BeatShape, atrial: Float, early: Float, late: Float,
    isEarly: Bool
  ) -> Int {
    let logSize = log(max(shape.size, 1e-6))
    var slot = match.slot
    var lag = match.lag
    if !belongs(match, logSize: logSize) {
      slot = leastOfUse()
      lag = 0
      founded += 1
      standings[slot] = Standing(number: founded)
    }
    uses += 1
    let weight = max(Self.forgetting, 1 / Float(standings[slot].beats + 1))
    for offset in -BeatWindow.before...BeatWindow.after {
      let place = BeatWindow.place(min(max(offset + lag, -BeatWindow.before), BeatWindow.after))
      let at = slot * BeatWindow.length + BeatWindow.place(offset)
      means[at] += weight * (window[place] - shape.level - means[at])
    }
    renewUnit(slot)
    let part = max(1 / Self.memory, 1 / Float(uses))
    for other in 0..<Self.slots { standings[other].share -= part * standings[other].share }
    func blend(_ mean: inout Float, _ value: Float) { mean += weight * (value - mean) }
    standings[slot].share += part
    standings[slot].beats += 1
    standings[slot].lastUse = uses
    blend(&standings[slot].logSize, logSize)
    blend(&standings[slot].movement, shape.movement)
    blend(&standings[slot].width, shape.width)
    blend(&standings[slot].early, early)
    blend(&standings[slot].late, late)
    blend(&standings[slot].earlyShare, isEarly ? 1 : 0)
    blend(&standings[slot].balance, shape.balance)
    blend(&standings[slot].repolarisation, shape.size > 0 ? shape.repolarisation / shape.size : 0)
    blend(&standings[slot].fullness, shape.fullness)
    blend(&standings[slot].sharpness, shape.sharpness)
    blend(&standings[slot].steepness, shape.steepness * shape.size)
    blend(&standings[slot].noise, shape.noise)
    blend(&standings[slot].atrial, atrial)
    return slot
  }

  /// The mean complex of a slot, less its own mean, at unit norm.
  private mutating func renewUnit(_ slot: Int) {
    let base = slot * BeatWindow.complexLength
    let count = BeatWindow.complex.count
    var sum: Float = 0
    for offset in BeatWindow.complex { sum += mean(slot, offset) }
    var energy: Float = 0
    for (k, offset) in BeatWindow.complex.enumerated() {
      let value = mean(slot, offset) - sum / Float(count)
      units[base + k] = value
      energy += value * value
    }
    let scale = energy > 0 ? 1 / energy.squareRoot() : 0
    for k in 0..<count { units[base + k] *= scale }
  }

  /// An empty slot, else the one that is both rare and long unused.
  private func leastOfUse() -> Int {
    func standing(_ slot: Int) -> Float {
      Float(standings[slot].lastUse) + 4 * Self.memory * standings[slot].share
    }
    var least = 0
    for slot in 0..<Self.slots {
      if standings[slot].beats == 0 { return slot }
      if standing(slot) < standing(least) { least = slot }
    }
    return least
  }
}

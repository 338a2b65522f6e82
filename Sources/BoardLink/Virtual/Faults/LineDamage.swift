/// Damages lines as a plan says, each by its own throw of the dice.
struct LineDamage: Sendable {
  private let kinds: [(damage: Fault.Damage, share: Double, from: Double, to: Double)]
  private var random: SeededNumbers

  init(_ plan: FaultPlan) {
    kinds = plan.faults.compactMap { fault in
      if case .damage(let damage, let share, let from, let lasting) = fault {
        (damage, share, from, from + lasting)
      } else {
        nil
      }
    }
    random = SeededNumbers(seed: plan.seed)
  }

  /// What becomes of a line that is sent at `seconds`, and whether it stays what it was.
  mutating func pass(_ line: [UInt8], at seconds: Double) -> (bytes: [UInt8], isWhole: Bool) {
    var bytes = line
    var isWhole = true
    for kind in kinds where seconds >= kind.from && seconds < kind.to && random.uniform() < kind.share {
      guard !bytes.isEmpty else { continue }
      switch kind.damage {
      case .drop:
        bytes = []
        isWhole = false
      case .corrupt:
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        isWhole = false
      case .tear:
        bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        isWhole = false
      case .repeat: bytes += bytes
      }
    }
    return (bytes, isWhole)
  }
}

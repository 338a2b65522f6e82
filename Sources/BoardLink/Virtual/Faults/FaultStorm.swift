import ECGCore
import Glibc

/// Draws the faults of a storm from its seed: the same seed, the same storm.
package enum FaultStorm {
  package static let usualSeconds = 60.0
  package static let shortestSeconds = 10.0
  /// Before it a link is left alone to find its format and rate.
  private static let calmSeconds = 6.0
  /// One moment in so many seconds, on average.
  private static let momentSpacing = 8.0

  /// `disconnects`: whether the cable may be pulled; where nobody would open the port again it had better not.
  package static func plan(
    seed: UInt64, seconds: Double, rates: [Double] = [], disconnects: Bool = true
  ) -> FaultPlan {
    var random = SeededNumbers(seed: seed)
    let calm = min(calmSeconds, seconds / 3)
    let span = seconds - calm
    var faults: [Fault] = []
    for damage in Fault.Damage.allCases where random.uniform() < 0.6 {
      let from = rounded(calm + random.uniform() * span * 0.7)
      let lasting = rounded(random.uniform() * (seconds - from))
      // From one line in a thousand to one in twenty.
      let percent = rounded(0.1 * pow(50, random.uniform()))
      faults.append(.damage(damage, share: percent / 100, from: from, lasting: lasting))
    }
    var now = calm
    while true {
      now += -momentSpacing * log(1 - random.uniform())
      let lasting = 0.05 * pow(80, random.uniform())
      let kind = Int.random(in: 0..<10, using: &random)
      let side = Int.random(in: 0..<3, using: &random)
      let pick = random.uniform()
      guard now + lasting < seconds else { break }
      let moment: Fault.Moment =
        switch kind {
        case 0, 1, 2: .stall
        case 3, 4: .hole
        case 5: .reset
        case 6 where !rates.isEmpty: .rate(rates[Int(pick * Double(rates.count))])
        case 7 where disconnects: .disconnect(returningAs: nil)
        default: .leadsOff([.leadOffPlus, .leadOffMinus, .leadsOff][side])
        }
      let fault = Fault.moment(moment, at: rounded(now), lasting: rounded(lasting))
      faults.append(fault.isLasting ? fault : .moment(moment, at: rounded(now), lasting: 0))
      now += lasting
    }
    return FaultPlan(faults, seed: seed)
  }

  /// What is printed and typed again must be the same number.
  private static func rounded(_ value: Double) -> Double {
    (value * 1000).rounded() / 1000
  }
}

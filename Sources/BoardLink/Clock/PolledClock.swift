/// The clock of a board that speaks only when asked: a sample was taken when its request went out, and requests go out at a
/// steady pace of our own. Answers come in the order of the requests; one that is lost shows in that all later ones seem to
/// come a period later than the quickest did.
package struct PolledClock: SampleClock {
  /// A request that is this old gets no answer any more.
  private static let expiredNanoseconds: UInt64 = 500_000_000
  /// Of a board that answers no more.
  private static let mostRequests = 2048
  /// Answers over which the quickest is looked for.
  private static let stretch = 64
  /// A loop that was busy so long leaves places to be interpolated; longer, a hole.
  private static let bridgedSeconds = 0.1

  private var hertz = 0.0
  private var requests: [UInt64] = []
  private var last: UInt64?
  private var answers = 0
  private var quickest: UInt64 = .max
  private var quickestEver: UInt64 = .max
  private var lost = 0

  package init() {}

  /// A request goes out now; `hertz` is the pace of requests.
  package mutating func requested(at nanoseconds: UInt64, hertz: Double) {
    self.hertz = hertz
    requests.append(nanoseconds)
    if requests.count > Self.mostRequests { requests.removeFirst(Self.mostRequests / 2) }
  }

  package var estimate: RateEstimate? {
    guard hertz > 0 else { return nil }
    return RateEstimate(
      hertz: hertz, reason: "polled at \(decimal(hertz)) Hz", uncertainty: 1e-4, isSettled: true, isLinkLimited: true)
  }

  package mutating func observe(_ batch: [WireSample], arrivalNanoseconds: UInt64) {}

  package mutating func start(gridHertz: Double, followsHost: Bool) {}

  /// What was asked before is not answered any more.
  package mutating func interrupted() { requests.removeAll(keepingCapacity: true) }

  package mutating func step(_ sample: WireSample, arrivalNanoseconds: UInt64) -> ClockStep {
    while let first = requests.first, arrivalNanoseconds > first + Self.expiredNanoseconds { drop(1) }
    guard let asked = requests.first else { return last == nil ? .next : .dropped }
    requests.removeFirst()
    let missing = lost
    lost = 0
    watchDelay(arrivalNanoseconds > asked ? arrivalNanoseconds - asked : 0)
    guard let last else {
      self.last = asked
      return .next
    }
    self.last = asked
    let seconds = Double(asked - last) / 1e9
    return ClockStep(
      advance: seconds * hertz, lost: missing, isGap: missing > 0 || seconds > Self.bridgedSeconds,
      remark: seconds > Self.bridgedSeconds ? .paused(seconds: seconds) : nil)
  }

  private mutating func watchDelay(_ delay: UInt64) {
    quickest = min(quickest, delay)
    answers += 1
    guard answers >= Self.stretch else { return }
    let period = 1e9 / hertz
    if quickestEver != .max, quickest > quickestEver {
      let behind = Int((Double(quickest - quickestEver) / period).rounded())
      if behind > 0 { drop(behind) }
    } else {
      quickestEver = quickest
    }
    quickest = .max
    answers = 0
  }

  private mutating func drop(_ count: Int) {
    let dropped = min(count, requests.count)
    requests.removeFirst(dropped)
    lost += dropped
  }

  package func lag(arrivalNanoseconds: UInt64) -> Double? { nil }
}

import BoardLink
import Glibc
import Testing

/// Fault storms in simulated time, each from its seed. `VITALSYNC_STORMS=1000` (`make storms`) runs so many, and prints
/// the figures of docs/link.md.
@Suite struct StormTests {
  private static let count = getenv("VITALSYNC_STORMS").flatMap { Int(String(cString: $0)) } ?? 20
  /// The first seed: a storm that failed is had again by its seed and a count of 1.
  private static let first = getenv("VITALSYNC_STORM").flatMap { Int(String(cString: $0)) } ?? 1

  @Test func noPromiseIsBrokenByAnyStorm() async {
    let accounts = await withTaskGroup(of: StormAccount.self, returning: [StormAccount].self) { group in
      var waiting = (Self.first..<(Self.first + Self.count)).makeIterator()
      func weather(_ seed: Int) -> StormAccount {
        var cable = StormCable(seed: UInt64(seed))
        cable.run()
        return StormAccount(cable)
      }
      for _ in 0..<2 { if let seed = waiting.next() { group.addTask { weather(seed) } } }
      var accounts: [StormAccount] = []
      for await account in group {
        accounts.append(account)
        if let seed = waiting.next() { group.addTask { weather(seed) } }
      }
      return accounts.sorted { $0.seed < $1.seed }
    }
    for account in accounts where !account.broken.isEmpty {
      let kinds = account.broken.prefix(4).joined(separator: "; ")
      Issue.record(
        "seed \(account.seed), \(account.wire.rawValue), \(account.faults): \(account.broken.count): \(kinds)")
    }
    if accounts.count == 1 { print("storm \(accounts[0].seed): \(accounts[0].faults)\n  \(accounts[0].words)") }
    report(accounts.filter { $0.wire == .vitalsync }, "vitalsync")
    report(accounts.filter { $0.wire != .vitalsync }, "other formats")
  }

  private func report(_ accounts: [StormAccount], _ name: String) {
    guard !accounts.isEmpty else { return }
    let sent = accounts.reduce(0) { $0 + $1.sent }
    let placed = accounts.reduce(0) { $0 + $1.placed }
    let lost = accounts.reduce(0) { $0 + $1.lost }
    let torn = accounts.reduce(0) { $0 + $1.torn }
    let intervals = accounts.reduce(0) { $0 + $1.intervals }
    let worst = accounts.map(\.worstSeconds).sorted()
    let kept = accounts.filter(\.broken.isEmpty).count
    print(
      "storms, \(name): \(kept) of \(accounts.count) kept every promise; \(sent) samples sent, \(placed) placed "
        + "(\(Double(placed * 10_000 / max(1, sent)) / 100) %), \(lost) lost by number, \(torn) lines torn, "
        + "\(intervals) intervals; time error: worst \(Int((worst.last ?? 0) * 1000)) ms, "
        + "99 of 100 below \(Int(worst[worst.count * 99 / 100] * 1000)) ms")
    let merged = accounts.filter { $0.merged > 0 }
    print("  samples left out at a taken place: \(merged.reduce(0) { $0 + $1.merged }), in \(merged.count) storms")
    let far = accounts.sorted { $0.worstSeconds > $1.worstSeconds }.prefix(5)
    print("  farthest: " + far.map { "seed \($0.seed) \(Int($0.worstSeconds * 1000)) ms" }.joined(separator: ", "))
  }
}

/// One number of many lines, and what it does from line to line.
struct FieldSeries: Sendable {
  /// Fewer lines say nothing.
  static let leastValues = 12
  /// Newest values kept: 2 s at 300 Hz.
  private static let mostValues = 600
  /// Share of steps that may go back in a time column: torn numbers.
  private static let mostBackward = 0.03
  /// A stamp in whole milliseconds at 2000 Hz moves with every second line.
  private static let leastRising = 0.3
  /// Share of steps within half and twice the usual one: loops jitter, lines are lost.
  private static let leastRegular = 0.9
  /// A line number at 1000 Hz looks like milliseconds: those agree with our clock to better than this.
  private static let clockAgreement = 0.1

  private(set) var values: [Double] = []
  private var arrivals: [UInt64] = []

  mutating func add(_ value: Double, at arrival: UInt64) {
    values.append(value)
    arrivals.append(arrival)
    if values.count > Self.mostValues {
      values.removeFirst(Self.mostValues / 4)
      arrivals.removeFirst(Self.mostValues / 4)
    }
  }

  var isEnough: Bool { values.count >= Self.leastValues }
  var isConstant: Bool { values.allSatisfy { $0 == values.first } }
  var isWhole: Bool { values.allSatisfy { $0 == $0.rounded() } }

  /// Looks like a converter's reading: never below zero, and resting well above it.
  var isUnsigned: Bool {
    let most = values.max() ?? 0
    return values.allSatisfy { $0 >= 0 } && values.reduce(0, +) > 0.1 * most * Double(values.count)
  }

  /// Share of lines in which it moved.
  var mobility: Double {
    Double(zip(values, values.dropFirst()).count { $0 != $1 }) / Double(max(values.count - 1, 1))
  }

  /// Second differences over first: filtering, and a slower signal, lower it.
  var roughness: Double {
    var first = 0.0
    var second = 0.0
    for place in values.indices.dropFirst(2) {
      let step = values[place] - values[place - 1]
      first += abs(step)
      second += abs(step - (values[place - 1] - values[place - 2]))
    }
    return first > 0 ? second / first : 0
  }

  /// A time, a line number, or `nil` for anything that does not run forward.
  var forward: FieldPlan.Role? {
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    guard steps.count >= Self.leastValues - 1, values.allSatisfy({ $0 >= 0 }) else { return nil }
    let count = Double(steps.count)
    guard Double(steps.count { $0 < 0 }) <= Self.mostBackward * count,
      Double(steps.count { $0 > 0 }) >= Self.leastRising * count
    else { return nil }
    let usual = steps.sorted()[steps.count / 2]
    // Stamps are rounded to their last decimal.
    let rounding = isWhole ? 1 : steps.filter { $0 > 0 }.min() ?? 0
    let regular = steps.count { $0 >= 0.5 * usual - rounding && $0 <= 2 * usual + rounding }
    guard Double(regular) >= Self.leastRegular * count else { return nil }
    return unit(isCounting: isCounting(steps)).map { .time($0) } ?? .counter
  }

  /// Runs forward, and is no time by what our clock has seen so far, but might be one that a stall hid: it does not count lines, or
  /// does so at about a thousand a second.
  var mayYetBeTime: Bool {
    guard forward == .counter else { return false }
    guard isCounting(zip(values, values.dropFirst()).map { $1 - $0 }) else { return true }
    guard let pace else { return true }
    return StampUnit.plausible(stampsPerSecond: pace.rise / pace.seconds) != nil
  }

  private func isCounting(_ steps: [Double]) -> Bool {
    Double(steps.count { $0 == 1 }) >= 0.95 * Double(steps.count)
  }

  /// How far it rose in how much of our time. Each batch's last line is the one that waited least; the first batch may have waited
  /// long all the same, so it is measured from the second.
  private var pace: (rise: Double, seconds: Double)? {
    guard let first = arrivals.first, let second = arrivals.first(where: { $0 > first }),
      let begin = arrivals.lastIndex(of: second), let last = arrivals.last, last > second, let end = values.last
    else { return nil }
    return (end - values[begin], Double(last - second) / 1e9)
  }

  private func unit(isCounting: Bool) -> StampUnit? {
    guard let pace, let unit = StampUnit.plausible(stampsPerSecond: pace.rise / pace.seconds) else { return nil }
    if isCounting && abs(pace.rise * unit.seconds / pace.seconds - 1) > Self.clockAgreement { return nil }
    return unit
  }
}

/// Watches the numbers of lines that carry several, and says which is the ECG: what runs forward with our clock is time,
/// what changes seldom is a heart rate, the rest are signals. Of several signals the rawest is taken: filtering is done here,
/// with known delay.
struct FieldSurvey: Sendable {
  /// A number that moves this much less than the liveliest is no signal beside it.
  private static let seldom = 0.25
  private static let heartRates = 20.0...250.0
  /// A number that has not moved yet, and may be one.
  private static let restingRates = 40.0...200.0

  private var names: [String] = []
  private var series: [FieldSeries] = []
  /// For plain columns: how many lines had so many numbers. Lines of another count are damage.
  private var widths: [Int: Int] = [:]
  private let areColumns: Bool

  init(areColumns: Bool) {
    self.areColumns = areColumns
  }

  mutating func add(_ fields: [LineField], at arrival: UInt64) {
    if areColumns {
      widths[fields.count, default: 0] += 1
      guard fields.count == usualWidth else { return }
      if names.count != fields.count {
        names = fields.indices.map { "\($0 + 1)" }
        series = fields.map { _ in FieldSeries() }
      }
      // All nought is a lead off, not a reading.
      if fields.allSatisfy({ $0.value == 0 }) { return }
    }
    for (place, field) in fields.enumerated() {
      guard let value = field.value, let slot = areColumns ? place : slot(of: field.name) else { continue }
      series[slot].add(value, at: arrival)
    }
  }

  private var usualWidth: Int { widths.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0 }

  /// Labels beyond these are no sketch's.
  private static let mostNames = 32

  private mutating func slot(of name: String) -> Int? {
    if let slot = names.firstIndex(of: name) { return slot }
    guard names.count < Self.mostNames else { return nil }
    names.append(name)
    series.append(FieldSeries())
    return names.count - 1
  }

  /// `nil` while too little was seen.
  var plan: FieldPlan? {
    let known = series.indices.filter { series[$0].isEnough }
    guard !known.isEmpty, !areColumns || known.count == names.count else { return nil }
    var roles = known.map { series[$0].isConstant ? FieldPlan.Role.constant : series[$0].forward ?? .signal }
    let mobility = known.map { series[$0].mobility }
    for place in roles.indices where roles[place] == .constant {
      let value = series[known[place]].values[0]
      if Self.restingRates.contains(value) { roles[place] = .heartRate }
    }
    let liveliest = zip(roles, mobility).map { $0 == .signal ? $1 : 0 }.max() ?? 0
    for place in roles.indices where roles[place] == .signal && mobility[place] < Self.seldom * liveliest {
      let values = series[known[place]].values
      let isRate = values.allSatisfy { $0 == 0 || Self.heartRates.contains($0) }
      roles[place] = isRate ? .heartRate : .slow
    }
    let labels = known.map { names[$0] }
    guard let signal = signal(labels, roles, known) else { return nil }
    let time = roles.firstIndex { if case .time = $0 { true } else { false } }
    let isTimeOpen = time == nil && known.contains { series[$0].mayYetBeTime }
    let isSure = roles[signal] == .signal && !isTimeOpen
    return FieldPlan(names: labels, roles: roles, signal: signal, time: time, isSure: isSure)
  }

  private func signal(_ labels: [String], _ roles: [FieldPlan.Role], _ known: [Int]) -> Int? {
    let signals = roles.indices.filter { roles[$0] == .signal }
    let stills = roles.indices.filter { [.slow, .constant, .heartRate].contains(roles[$0]) }
    if !areColumns {
      // A label says more than any behaviour, but for what plainly is a clock.
      let candidates = signals + stills
      if let named = SignalName.known(candidates.map { labels[$0] }) { return candidates[named] }
    }
    return signals.max { isRawer(series[known[$1]], than: series[known[$0]]) } ?? stills.first
  }

  private func isRawer(_ a: FieldSeries, than b: FieldSeries) -> Bool {
    if a.isWhole != b.isWhole { return a.isWhole }
    if a.isUnsigned != b.isUnsigned { return a.isUnsigned }
    return a.roughness > b.roughness
  }
}

/// One number of a line, with its label where it has one. No value: `!` stands in its place.
struct LineField: Hashable, Sendable {
  var name = ""
  var value: Double?
}

/// Holds the table of rules against what is known, once a second, and says what began, goes on and ended.
///
/// Poor signal, clipping, a flat line and leads off suppress every rhythm finding. A finding's severity and limits come
/// from the table alone. Delay: a condition is looked at when the second it ends in has been judged.
struct FindingBoard {
  /// What is known at the end of a judged second.
  struct Look {
    var second: QualitySecond
    var heartRate: Reading<Double>
    /// The intervals behind the heart rate hold no passed-over complex.
    var slowRateIsWitnessed: Bool
    /// How likely it is fibrillation or flutter, 0 … 1.
    var fibrillation: Reading<Double>
    /// The time since the last beat, where it is fit and quiet throughout.
    var openHole: Hole?
  }

  /// A stretch without a beat, from an R peak to another or to the newest sample that can speak for itself.
  struct Hole {
    var from: Int
    var to: Int
    var seconds: Double
  }

  /// Signal shown before and after what is found, in seconds.
  private static let marginSeconds = 1.0
  /// Signal shown of a rate or rhythm, in seconds.
  private static let stripSeconds = 10.0

  private let rate: SampleRate
  private let rules: [FindingRule]
  private var watches: [RuleWatch]
  private var raised: [Finding?]
  private var extremes: [Double]
  private var pause: Finding?

  init(rate: SampleRate, limits: FindingLimits) {
    self.rate = rate
    rules = FindingRule.table(limits)
    watches = rules.map { RuleWatch($0, rate: rate) }
    raised = Array(repeating: nil, count: rules.count)
    extremes = Array(repeating: 0, count: rules.count)
  }

  /// A judged second has passed.
  mutating func look(_ look: Look, into sink: inout some Sink<Finding>) {
    for index in rules.indices {
      if case .noBeat = rules[index].condition { continue }
      let begin = look.second.start
      let end = begin + look.second.count
      switch watches[index].update(outcome(rules[index].condition, look), begin: begin, now: end) {
      case .nothing: break
      case .raise(let onset):
        extremes[index] = figure(rules[index].condition, look)
        var finding = new(rules[index], onset: onset, last: end - 1, statement: statement(index))
        finding.evidence = evidence(rules[index], onset: onset, now: end, look)
        raised[index] = finding
        sink.receive(finding)
      case .renew: renew(index, look, end: end, into: &sink)
      case .clear: clear(index, into: &sink)
      }
    }
    if let hole = look.openHole { note(hole, isOpen: true, into: &sink) }
  }

  /// Two beats lie `hole` apart in fit, quiet signal; or do not, and an open pause is over.
  mutating func closeHole(_ hole: Hole?, into sink: inout some Sink<Finding>) {
    if let hole { note(hole, isOpen: false, into: &sink) }
    endPause(into: &sink)
  }

  /// A few samples are missing: an open pause cannot be followed across.
  mutating func breakOff(into sink: inout some Sink<Finding>) {
    endPause(into: &sink)
  }

  /// A long gap or the end: what holds, ends where it was last true.
  mutating func end(into sink: inout some Sink<Finding>) {
    for index in rules.indices where watches[index].end() == .clear { clear(index, into: &sink) }
    endPause(into: &sink)
  }

  private mutating func renew(_ index: Int, _ look: Look, end: Int, into sink: inout some Sink<Finding>) {
    guard var finding = raised[index] else { return }
    let value = figure(rules[index].condition, look)
    let isWorse = rules[index].condition.isWorse(value, than: extremes[index])
    if isWorse {
      extremes[index] = value
      finding.evidence = evidence(rules[index], onset: finding.onset, now: end, look)
    }
    finding.last = end - 1
    let words = isWorse ? statement(index) : finding.statement
    let isNews = words != finding.statement
    finding.statement = words
    raised[index] = finding
    if isNews { sink.receive(finding) }
  }

  private mutating func clear(_ index: Int, into sink: inout some Sink<Finding>) {
    guard var finding = raised[index] else { return }
    finding.isActive = false
    if rules[index].kind == .leadsOff {
      finding.statement = "leads off for \(decimal(rate.seconds(Double(finding.last + 1 - finding.onset)), 0)) s"
    }
    raised[index] = nil
    sink.receive(finding)
  }

  private mutating func note(_ hole: Hole, isOpen: Bool, into sink: inout some Sink<Finding>) {
    let met = rules.first { rule in
      if case .noBeat(let limit) = rule.condition { hole.seconds >= limit } else { false }
    }
    guard let met else { return }
    let words = "\(isOpen ? "no beat for" : "pause of") \(decimal(hole.seconds, 1)) s"
    var finding = new(met, onset: hole.from, last: hole.to, statement: words)
    let margin = rate.samples(in: Self.marginSeconds)
    finding.evidence = span(hole.from - margin, hole.to + (isOpen ? 0 : margin))
    pause = finding
    if isOpen { sink.receive(finding) }
  }

  private mutating func endPause(into sink: inout some Sink<Finding>) {
    guard var finding = pause else { return }
    finding.isActive = false
    pause = nil
    sink.receive(finding)
  }

  private func new(_ rule: FindingRule, onset: Int, last: Int, statement: String) -> Finding {
    Finding(
      kind: rule.kind, severity: rule.severity, onset: onset, last: last, isActive: true,
      evidence: onset...max(onset, last),
      statement: statement, advice: rule.advice, criterion: rule.criterion, source: rule.source)
  }

  private func outcome(_ condition: FindingRule.Condition, _ look: Look) -> RuleWatch.Outcome {
    if case .leadsOff = condition { return look.second.state == .leadsOff ? .met : .unmet }
    guard look.second.state.refusal == nil else { return .unknown }
    switch condition {
    case .rateBelow(let limit, let clearsFrom):
      guard let value = look.heartRate.value else { return .unknown }
      if value < limit { return look.slowRateIsWitnessed ? .met : .unknown }
      return value >= clearsFrom ? .unmet : .between
    case .rateAbove(let limit, let clearsTo):
      guard let value = look.heartRate.value else { return .unknown }
      return value > limit ? .met : value <= clearsTo ? .unmet : .between
    case .fibrillationFrom(let limit, let clearsBelow):
      guard let value = look.fibrillation.value else { return .unknown }
      return value >= limit ? .met : value < clearsBelow ? .unmet : .between
    case .noBeat, .leadsOff: return .unknown
    }
  }

  private func figure(_ condition: FindingRule.Condition, _ look: Look) -> Double {
    switch condition {
    case .rateBelow, .rateAbove: look.heartRate.value ?? 0
    case .fibrillationFrom: look.fibrillation.value ?? 0
    case .noBeat, .leadsOff: 0
    }
  }

  private func statement(_ index: Int) -> String {
    switch rules[index].condition {
    case .rateBelow: "heart rate down to \(decimal(extremes[index], 0)) bpm"
    case .rateAbove: "heart rate up to \(decimal(extremes[index], 0)) bpm"
    case .fibrillationFrom:
      "may be atrial fibrillation or flutter: \(decimal(100 * extremes[index], 0)) % sure"
    case .noBeat, .leadsOff: "an electrode is off"
    }
  }

  private func evidence(_ rule: FindingRule, onset: Int, now: Int, _ look: Look) -> ClosedRange<Int> {
    switch rule.condition {
    case .leadsOff: return span(onset - rate.samples(in: 2 * Self.marginSeconds), max(onset, now - 1))
    default: return span(now - rate.samples(in: Self.stripSeconds), now - 1)
    }
  }

  /// Both ends included; nothing lies before the session's grid begins.
  private func span(_ from: Int, _ to: Int) -> ClosedRange<Int> {
    max(0, from)...max(0, from, to)
  }
}

extension FindingRule.Condition {
  /// The figure lies further beyond the limit.
  func isWorse(_ value: Double, than other: Double) -> Bool {
    switch self {
    case .rateBelow: value < other
    case .rateAbove, .noBeat, .fibrillationFrom: value > other
    case .leadsOff: false
    }
  }
}

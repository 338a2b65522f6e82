/// Holds the table of rules against what is known, once a second, and says what began, goes on and ended.
///
/// Poor signal, clipping, a flat line and leads off suppress every rhythm finding. A finding's severity and limits come
/// from the table alone. Delay: a condition is looked at when the second it ends in has been judged.
struct FindingBoard {
  /// Signal shown before and after what is found, in seconds.
  private static let marginSeconds = 1.0
  /// Signal shown of a rate or rhythm, in seconds.
  private static let stripSeconds = 10.0

  private let rate: SampleRate
  private let rules: [FindingRule]
  private var watches: [RuleWatch]
  /// Words of counts, made beforehand: a count changes often, and no text is made while beats come.
  private let counted: [[String]]
  private static let counts: Set<FindingMeasure> = [.earlyBeats, .ventricularBeats, .ventricularRow]
  private var raised: [Finding?]
  private var extremes: [Double]
  private var pause: Finding?
  /// The signal does not let one judge.
  private(set) var suspension: FindingSuspension?

  init(rate: SampleRate, limits: FindingLimits) {
    self.rate = rate
    rules = FindingRule.table(limits)
    counted = rules.map { rule in
      Self.counts.contains(rule.measure) ? (0...VentricularTally.most).map { rule.statement(Double($0)) } : []
    }
    watches = rules.map { RuleWatch($0, rate: rate) }
    raised = Array(repeating: nil, count: rules.count)
    extremes = Array(repeating: 0, count: rules.count)
  }

  /// A judged second has passed.
  mutating func look(_ look: FindingInputs, into sink: inout some Sink<Finding>) {
    suspension = .after(look.second, suspension)
    for index in rules.indices where rules[index].measure != .timeWithoutBeat {
      if isCovered(index) { continue }
      let begin = look.second.start
      let end = begin + look.second.count
      switch watches[index].update(rules[index].outcome(look), begin: begin, now: end) {
      case .nothing: break
      case .raise(let since):
        let onset = look.onset(rules[index].measure) ?? since
        extremes[index] = look.reading(rules[index].measure)?.value ?? 0
        var finding = new(
          rules[index], onset: onset, last: end - 1,
          statement: statement(index, extremes[index], look))
        if look.second.state == .fair { finding.certainty = finding.certainty.lowered }
        finding.evidence = evidence(rules[index], onset: onset, now: end)
        raised[index] = finding
        sink.receive(finding)
      case .renew: renew(index, look, end: end, into: &sink)
      case .clear: clear(index, into: &sink)
      }
    }
    if let hole = look.openHole { note(hole, isOpen: true, into: &sink) }
  }

  /// Two beats lie `hole` apart in fit, quiet signal; or do not, and an open pause is over.
  mutating func closeHole(_ hole: FindingInputs.Hole?, into sink: inout some Sink<Finding>) {
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
    suspension = nil
  }

  /// A graver finding by the same measure stands: the lesser one would say it twice.
  private mutating func isCovered(_ index: Int) -> Bool {
    guard raised[index] == nil else { return false }
    for graver in 0..<index where rules[graver].measure == rules[index].measure && raised[graver] != nil {
      _ = watches[index].end()
      return true
    }
    return false
  }

  private mutating func renew(_ index: Int, _ look: FindingInputs, end: Int, into sink: inout some Sink<Finding>) {
    guard var finding = raised[index] else { return }
    let value = look.reading(rules[index].measure)?.value ?? extremes[index]
    let isLonger = rules[index].measure == .broadComplexTachycardia && look.broadRun != nil
    let isWorse = rules[index].limit.isWorse(value, than: extremes[index]) || isLonger
    if isWorse {
      extremes[index] = max(value, isLonger ? extremes[index] : value)
      finding.evidence = evidence(rules[index], onset: finding.onset, now: end)
    }
    finding.last = end - 1
    let words = isWorse ? statement(index, value, look) : finding.statement
    let isNews = words != finding.statement
    finding.statement = words
    raised[index] = finding
    if isNews { sink.receive(finding) }
  }

  private func statement(_ index: Int, _ value: Double, _ look: FindingInputs) -> String {
    if rules[index].measure == .broadComplexTachycardia, let run = look.broadRun { return run.words }
    let whole = Int(value)
    return counted[index].indices.contains(whole)
      ? counted[index][whole] : rules[index].statement(value, bandwidth: look.bandwidth)
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

  private mutating func note(_ hole: FindingInputs.Hole, isOpen: Bool, into sink: inout some Sink<Finding>) {
    let met = rules.first { rule in
      rule.measure == .timeWithoutBeat && rule.limit.outcome(hole.seconds) == .met
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
      statement: statement, advice: rule.advice, criterion: rule.criterion, source: rule.source,
      certainty: rule.certainty)
  }

  private func evidence(_ rule: FindingRule, onset: Int, now: Int) -> ClosedRange<Int> {
    let from =
      rule.measure == .leadsOff
      ? onset - rate.samples(in: 2 * Self.marginSeconds) : now - rate.samples(in: Self.stripSeconds)
    return span(from, rule.measure == .leadsOff ? max(onset, now - 1) : now - 1)
  }

  /// Both ends included; nothing lies before the session's grid begins.
  private func span(_ from: Int, _ to: Int) -> ClosedRange<Int> {
    max(0, from)...max(0, from, to)
  }
}

internal import ECGCore

/// `raw,filtered`, `millis,raw`, `micros,value,hr` and the like: several numbers a line, parted by comma, semicolon, tab or
/// spaces; all nought, or `!`, where a lead is off. A plan says which is the ECG and which the time; without one the first
/// is the ECG.
package struct ColumnsGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  private let plan: FieldPlan?

  package init(plan: FieldPlan? = nil) {
    self.plan = plan
  }

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    guard let fields = Self.fields(line), plan.map({ $0.names.count == fields.count }) ?? true else {
      return TextLine.withoutReading(line, characters: characters)
    }
    let stamp = plan?.time.flatMap { fields[$0].value }
    if plan?.time != nil && stamp == nil { return .damaged }
    let signal = fields[plan?.signal ?? 0].value
    let isNought = fields.indices.allSatisfy { $0 == plan?.time || fields[$0].value == 0 }
    let isOff = signal == nil || isNought && fields.count - (plan?.time == nil ? 0 : 1) > 1
    if let signal, abs(signal) > TextLine.largestMagnitude { return .damaged }
    return .sample(
      WireSample(
        counts: isOff ? nil : signal, leads: isOff ? .leadsOff : [], stamp: stamp, characters: characters))
  }

  /// The line's numbers, at least two; `nil` where it is anything else.
  static func fields(_ line: [UInt8]) -> [LineField]? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    var fields: [LineField] = []
    repeat {
      if cursor.take(UInt8(ascii: "!")) {
        fields.append(LineField())
      } else if let value = cursor.number() {
        fields.append(LineField(value: value))
      } else {
        return nil
      }
    } while TextLine.separator(&cursor)
    cursor.skipSpaces()
    return cursor.isAtEnd && fields.count > 1 ? fields : nil
  }
}

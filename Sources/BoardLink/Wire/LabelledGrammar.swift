internal import ECGCore

/// `label:value` pairs, as the Arduino Serial Plotter takes them: `EKG:512,t:6`; `EKG = 512` is read too. The ECG is found by
/// its label, else by what the numbers do. Lines of other labels (`CH1:498,t:6`) are passed over.
package struct LabelledGrammar: LineGrammar {
  package static let longestLine = TextLine.longest
  package static let provesWholeness = false

  private let plan: FieldPlan?

  package init(plan: FieldPlan? = nil) {
    self.plan = plan
  }

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    if line.allSatisfy({ $0 == 0x20 }) { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    guard let fields = Self.fields(line) else { return TextLine.withoutReading(line, characters: characters) }
    return NamedFields.message(fields, plan: plan, characters: characters)
  }

  /// `nil` where the line is anything else than pairs, from end to end.
  static func fields(_ line: [UInt8]) -> [LineField]? {
    var fields: [LineField] = []
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    // Teleplot's mark.
    _ = cursor.take(UInt8(ascii: ">"))
    repeat {
      guard let name = cursor.name(), cursor.take(UInt8(ascii: ":")) || cursor.take(UInt8(ascii: "=")) else {
        return nil
      }
      cursor.skipSpaces()
      guard let value = cursor.number() else { return nil }
      fields.append(LineField(name: name, value: value))
    } while TextLine.separator(&cursor)
    cursor.skipSpaces()
    return cursor.isAtEnd ? fields : nil
  }
}

/// A reading among named numbers.
enum NamedFields {
  static func message(_ fields: [LineField], plan: FieldPlan?, characters: Int) -> WireMessage {
    guard let plan else {
      guard let place = SignalName.likeliest(fields.map(\.name)), let value = fields[place].value,
        abs(value) <= TextLine.largestMagnitude
      else { return .passedOver }
      return .sample(WireSample(counts: value, characters: characters))
    }
    guard let value = value(of: plan.names[plan.signal], in: fields) else { return .passedOver }
    guard abs(value) <= TextLine.largestMagnitude else { return .damaged }
    var stamp: Double?
    if let time = plan.time {
      stamp = self.value(of: plan.names[time], in: fields)
      if stamp == nil { return .damaged }
    }
    return .sample(WireSample(counts: value, stamp: stamp, characters: characters))
  }

  private static func value(of name: String, in fields: [LineField]) -> Double? {
    fields.first { $0.name == name }?.value
  }
}

internal import ECGCore

/// One flat JSON object a line: `{"ecg":512,"bpm":71}`. The ECG is found by its key; what is no number is passed over.
package struct JSONGrammar: LineGrammar {
  package static let longestLine = 250
  package static let provesWholeness = false

  private let plan: FieldPlan?

  package init(plan: FieldPlan? = nil) {
    self.plan = plan
  }

  package func parse(_ line: [UInt8], characters: Int) -> WireMessage? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    if cursor.isAtEnd { return nil }
    if TextLine.isExclamation(line) {
      return .sample(WireSample(counts: nil, leads: .leadsOff, characters: characters))
    }
    guard cursor.next == UInt8(ascii: "{") else { return TextLine.withoutReading(line, characters: characters) }
    guard let fields = Self.fields(line) else { return .damaged }
    return fields.isEmpty ? .passedOver : NamedFields.message(fields, plan: plan, characters: characters)
  }

  /// The numbers of one flat object; `nil` where the line is no whole object.
  static func fields(_ line: [UInt8]) -> [LineField]? {
    var cursor = FieldCursor(line)
    cursor.skipSpaces()
    guard cursor.take(UInt8(ascii: "{")) else { return nil }
    var fields: [LineField] = []
    repeat {
      cursor.skipSpaces()
      guard let name = cursor.quoted() else { return nil }
      cursor.skipSpaces()
      guard cursor.take(UInt8(ascii: ":")) else { return nil }
      cursor.skipSpaces()
      if let value = cursor.number() {
        fields.append(LineField(name: name, value: value))
      } else if cursor.quoted() == nil, cursor.name() == nil {
        return nil
      }
      cursor.skipSpaces()
    } while cursor.take(UInt8(ascii: ","))
    guard cursor.take(UInt8(ascii: "}")) else { return nil }
    cursor.skipSpaces()
    return cursor.isAtEnd ? fields : nil
  }
}

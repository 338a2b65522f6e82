/// The numbers of lines as the formats that carry several would read them, watched before a format is chosen.
struct FieldSurveys: Sendable {
  /// The longest line of these formats.
  private static let longestLine = JSONGrammar.longestLine

  private var line: [UInt8] = []
  private var isPartial = true
  private var columns = FieldSurvey(areColumns: true)
  private var labels = FieldSurvey(areColumns: false)
  private var keys = FieldSurvey(areColumns: false)

  mutating func absorb(_ byte: UInt8, arrival: UInt64) {
    guard byte == 0x0A else {
      // As `LineDecoder` cuts them.
      if line.last == 0x0D { endLine(arrival) }
      if line.count <= Self.longestLine { line.append(byte) }
      return
    }
    endLine(arrival)
  }

  private mutating func endLine(_ arrival: UInt64) {
    if line.last == 0x0D { line.removeLast() }
    if !isPartial, line.count <= Self.longestLine { survey(arrival) }
    line.removeAll(keepingCapacity: true)
    isPartial = false
  }

  private mutating func survey(_ arrival: UInt64) {
    if let fields = ColumnsGrammar.fields(line) {
      columns.add(fields, at: arrival)
    } else if let fields = LabelledGrammar.fields(line) {
      labels.add(fields, at: arrival)
    } else if let fields = JSONGrammar.fields(line) {
      keys.add(fields, at: arrival)
    }
  }

  /// `nil` where the format's lines carry one number only, or too few came.
  func plan(for format: WireFormat) -> FieldPlan? {
    switch format {
    case .timeValue, .columns: columns.plan
    case .labelled: labels.plan
    case .json: keys.plan
    default: nil
    }
  }
}

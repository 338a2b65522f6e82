import Journal

/// One session of the journal for a person.
struct SessionText {
  let record: SessionRecord
  let columns: Int

  private static let labelColumns = 12

  var whole: String {
    var lines = ["Session \(record.id)", ""]
    lines += labelled("When", "\(record.began.short), \(length)")
    lines += labelled("Athlete", record.athlete)
    lines += labelled("Kind", kind)
    lines += labelled("From", record.source)
    if let file = record.file {
      lines += labelled("File", "\(file.path) (\(file.bytes) bytes, SHA-256 \(file.checksum))")
    }
    if !record.tags.isEmpty { lines += labelled("Tags", record.tags.joined(separator: ", ")) }
    for note in record.notes { lines += labelled("Note", "\(note.written.short): \(note.words)") }
    lines.append("")
    let figures = FigureName.allCases.filter { record.figures[$0] != nil }
    let widest = figures.map(\.words.count).max() ?? 0
    for name in figures {
      let value = fixed(record.figures[name] ?? 0, name.places)
      lines.append(
        "\(name.words)\(padding(widest - name.words.count))  \(value)\(name.unit.isEmpty ? "" : " \(name.unit)")")
    }
    lines += ["", record.findings.isEmpty ? "Findings: none" : "Findings"]
    for finding in record.findings {
      lines += TextWrap.lines(
        "\(finding.severity) at \(clock(finding.onsetSeconds)), \(finding.certainty): \(finding.statement). "
          + "\(finding.advice) Rule: \(finding.criterion) (\(finding.source)).",
        columns: columns, indent: "  ", hanging: "    ")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var length: String {
    record.durationSeconds > 0 ? clock(record.durationSeconds) : "length not known"
  }

  private var kind: String {
    let words =
      switch record.kind {
      case .free: "session"
      case .morning: "morning measure"
      case .orthostatic: "orthostatic test"
      }
    return words + (record.isComparable == false ? ", not to be held beside other days" : "")
  }

  private func labelled(_ label: String, _ text: String) -> [String] {
    TextWrap.lines(
      text, columns: columns, indent: label + padding(Self.labelColumns - label.count),
      hanging: padding(Self.labelColumns))
  }
}

/// All that the journal keeps of one session.
package struct SessionRecord: Hashable, Sendable {
  /// Given by the journal, never used again; 0 before.
  package var id = 0
  package var athlete: String
  package var began: Moment
  package var kind: SessionKind
  package var origin: SessionOrigin
  /// Port, path or table.
  package var source: String
  /// What wrote this: "vitalsync 0.1.0".
  package var program: String
  package var durationSeconds: Double
  /// Of a measure: whether it may be held beside other days'.
  package var isComparable: Bool?
  package var figures: [FigureName: Double]
  package var findings: [JournalFinding]
  /// The whole account, as `analyze --json` gives it.
  package var report: String?
  package var file: KeptFile?
  /// What makes a session of a table or a file the same one when it comes again.
  package var fingerprint: String?
  package var tags: [String] = []
  package var notes: [JournalNote] = []

  package init(
    athlete: String, began: Moment, kind: SessionKind, origin: SessionOrigin, source: String, program: String,
    durationSeconds: Double, isComparable: Bool? = nil, figures: [FigureName: Double] = [:],
    findings: [JournalFinding] = [], report: String? = nil, file: KeptFile? = nil, fingerprint: String? = nil
  ) {
    self.athlete = athlete
    self.began = began
    self.kind = kind
    self.origin = origin
    self.source = source
    self.program = program
    self.durationSeconds = durationSeconds
    self.isComparable = isComparable
    self.figures = figures
    self.findings = findings
    self.report = report
    self.file = file
    self.fingerprint = fingerprint
  }
}

/// A finding as it was told. Its keys are those of JSON, and the columns of the database.
package struct JournalFinding: Hashable, Sendable, Codable {
  package var kind: String
  package var severity: String
  package var onsetSeconds: Double
  package var lastSeconds: Double
  package var statement: String
  package var advice: String
  package var criterion: String
  package var source: String
  package var certainty: String

  private enum CodingKeys: String, CodingKey {
    case kind, severity
    case onsetSeconds = "onset_s"
    case lastSeconds = "last_s"
    case statement, advice, criterion, source, certainty
  }

  package init(
    kind: String, severity: String, onsetSeconds: Double, lastSeconds: Double, statement: String, advice: String,
    criterion: String, source: String, certainty: String
  ) {
    self.kind = kind
    self.severity = severity
    self.onsetSeconds = onsetSeconds
    self.lastSeconds = lastSeconds
    self.statement = statement
    self.advice = advice
    self.criterion = criterion
    self.source = source
    self.certainty = certainty
  }
}

package struct JournalNote: Hashable, Sendable {
  package var written: Moment
  package var words: String
}

/// A recording that belongs to a session: where it lay, and by what it is known.
package struct KeptFile: Hashable, Sendable {
  /// Absolute.
  package var path: String
  package var bytes: Int
  /// SHA-256 of all of it, in hexadecimal.
  package var checksum: String

  package init(path: String, bytes: Int, checksum: String) {
    self.path = path
    self.bytes = bytes
    self.checksum = checksum
  }
}

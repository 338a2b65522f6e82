import BoardLink
import ECGCore
import Glibc
import Journal
import Recordings

/// A session on its way into the journal.
struct SessionEntry {
  let account: SessionAccount
  let began: Moment
  let origin: SessionOrigin
  /// The recording that was made of it, or that it is.
  var file: String?

  /// Shorter is a look, not a session, in seconds of signal; unless it was recorded.
  static let leastSeconds = 10.0

  var isWorthKeeping: Bool {
    account.facts != nil && (file != nil || account.durationSeconds >= Self.leastSeconds)
  }

  /// The same file is not entered twice.
  func record(of athlete: String) throws(CommandFailure) -> SessionRecord {
    let kept = try file.map { path throws(CommandFailure) in
      try journaled { () throws(JournalError) in try KeptFile(reading: path) }
    }
    var record = SessionRecord(
      athlete: athlete, began: began, kind: kind, origin: origin,
      source: account.facts?.recording?.path ?? account.link.port, program: "vitalsync \(Version.text)",
      durationSeconds: account.durationSeconds.rounded(places: 3),
      isComparable: account.measure.map { MeasureJudgement($0).isComparable },
      figures: SessionEntryFigures(account).figures, findings: findings, report: try report, file: kept)
    record.fingerprint = kept.map { "file:\($0.checksum)" }
    return record
  }

  private var kind: SessionKind {
    switch account.measure?.kind {
    case .morning?: .morning
    case .orthostatic?: .orthostatic
    case nil: .free
    }
  }

  private var findings: [JournalFinding] {
    guard let rate = account.figures?.rate else { return [] }
    return account.findings.map { finding in
      JournalFinding(
        kind: finding.kind.rawValue, severity: finding.severity.rawValue,
        onsetSeconds: rate.seconds(Double(finding.onset)).rounded(places: 3),
        lastSeconds: rate.seconds(Double(finding.last)).rounded(places: 3), statement: finding.statement,
        advice: finding.advice, criterion: finding.criterion, source: finding.source,
        certainty: finding.certainty.rawValue)
    }
  }

  private var report: String {
    get throws(CommandFailure) { String(decoding: try JSONText.line(ReportJSON(account)).dropLast(), as: UTF8.self) }
  }
}

import ECGCore

/// A finding in machine output, the same in `analyze --json` and in the monitor's lines.
struct FindingJSON: Encodable, Sendable {
  var kind: String
  var severity: String
  var onset_s: Double
  var last_s: Double
  var active: Bool
  var statement: String
  var advice: String
  var criterion: String
  var source: String
  var certainty: String
  var evidenceFrom_s: Double
  var evidenceTo_s: Double

  init(_ finding: Finding, rate: SampleRate) {
    func seconds(_ sample: Int) -> Double { rate.seconds(Double(sample)).rounded(places: 3) }
    kind = finding.kind.rawValue
    severity = finding.severity.rawValue
    onset_s = seconds(finding.onset)
    last_s = seconds(finding.last)
    active = finding.isActive
    statement = finding.statement
    advice = finding.advice
    criterion = finding.criterion
    source = finding.source
    certainty = finding.certainty.rawValue
    evidenceFrom_s = seconds(finding.evidence.lowerBound)
    evidenceTo_s = seconds(finding.evidence.upperBound)
  }
}

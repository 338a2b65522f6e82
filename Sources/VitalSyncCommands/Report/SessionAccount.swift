import BoardLink
import ECGCore
import Recordings

/// All that is told of a session or a recording when it is over: what the text and the JSON are made from.
struct SessionAccount {
  /// `nil` where no sample ever came.
  var facts: SourceFacts?
  var figures: SessionFigures?
  var limits: [String]
  var mainsHertz: Double?
  /// Time from the first sample to the last, gaps counted, in seconds.
  var durationSeconds: Double
  var link: LinkStatus
  /// What was mended, assumed or missing, and where the session began anew.
  var remarks: [String]
  /// Places that the user marked, in seconds.
  var marks: [Double]
  var strips: EvidenceStrips?
  /// Of `monitor --protocol`.
  var measure: MeasureGuide?

  init(_ session: MonitorSession, link: LinkStatus) {
    facts = session.facts
    figures = session.figures
    limits = session.limits
    mainsHertz = session.snapshot?.mainsHertz
    durationSeconds = session.seconds
    self.link = link
    remarks = (session.facts?.recording?.remarks ?? []) + session.restarts
    marks = session.marks
    strips = session.outputs.strips
    measure = session.measure
  }

  /// Gravest first, then by time.
  var findings: [Finding] {
    (figures?.findings ?? []).sorted { ($1.severity, $0.onset) < ($0.severity, $1.onset) }
  }
}

import ECGCore

/// A row of `hours` in `analyze --json`. Keys are documented in docs/commands.md.
struct HourJSON: Encodable {
  var hour: Int
  var analysable_percent: Double
  var mean_bpm: Double?
  var min_bpm: Double?
  var max_bpm: Double?
  var sdnn_ms: Double?
  var rmssd_ms: Double?
  var artefact_percent: Double
  var irregular: Int
  var findings: Int
  var refused: String?

  static func rows(_ hours: HourlyFigures) -> [HourJSON] {
    hours.rows.map { row in
      let time = row.time.value
      return HourJSON(
        hour: row.hour, analysable_percent: (100 * row.analysableShare).rounded(places: 1),
        mean_bpm: time?.meanHeartRate.rounded(places: 2), min_bpm: time?.minimumHeartRate.rounded(places: 2),
        max_bpm: time?.maximumHeartRate.rounded(places: 2), sdnn_ms: time?.sdnn.rounded(places: 2),
        rmssd_ms: time?.rmssd.rounded(places: 2), artefact_percent: (100 * row.artefactShare).rounded(places: 2),
        irregular: row.irregular, findings: row.findings, refused: row.time.refusal?.rawValue)
    }
  }
}

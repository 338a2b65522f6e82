/// The scores of a database, as a table for a person and as JSON.
struct EvaluationReport {
  let database: String
  let wanted: RecordEvaluation.Rules
  private(set) var scores: [(name: String, score: BeatScore)] = []
  private(set) var classes: [(name: String, score: ClassScores)] = []
  private(set) var failures: [(name: String, reason: CommandFailure)] = []

  init(
    database: String, wanted: RecordEvaluation.Rules,
    results: [(item: String, outcome: ParallelWork<String, RecordEvaluation>.Outcome)]
  ) {
    self.database = database
    self.wanted = wanted
    for result in results {
      switch result.outcome {
      case .success(let record):
        scores.append((record.name, record.score))
        if let named = record.classes { classes.append((record.name, named)) }
      case .failure(let reason): failures.append((result.item, reason))
      }
    }
  }

  var gross: BeatScore { .gross(scores.map(\.score)) }
  private var grossClasses: ClassScores { .gross(classes.map(\.score)) }

  private static func cells(_ counts: ClassScores.Counts) -> [String] {
    let figures = [counts.sensitivity, counts.predictivity].map { $0.map { fixed($0, 2) } ?? "-" }
    return ["\(counts.truePositives)/\(counts.truePositives + counts.falseNegatives)"] + figures
  }

  var table: String {
    let heading = ["record", "TP", "FN", "FP", "Se %", "+P %", "F1 %", "DER %", "offset ms", "jitter ms"]
    var rows = [heading] + scores.map { Self.row($0.name, $0.score, offset: $0.score.offsetMilliseconds) }
    rows.append(Self.row("gross", gross, offset: nil))
    for (index, named) in (classes.map(\.score) + (classes.isEmpty ? [] : [grossClasses])).enumerated() {
      if index == 0 { rows[0] += ["V found", "V Se %", "V +P %", "S found", "S Se %", "S +P %"] }
      rows[index + 1] += Self.cells(named.ventricular) + Self.cells(named.supraventricular)
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { padding($1 - $0.count) + $0 }.joined(separator: "  ") + "\n"
    }.joined()
  }

  private static func row(_ name: String, _ score: BeatScore, offset: Double?) -> [String] {
    func figure(_ value: Double?, _ places: Int) -> String { value.map { fixed($0, places) } ?? "-" }
    let counts = [score.truePositives, score.falseNegatives, score.falsePositives].map(String.init)
    let percentages = [score.sensitivity, score.predictivity, score.f1, score.errorRate].map { figure($0, 3) }
    return [name] + counts + percentages + [figure(offset, 2), figure(score.jitterMilliseconds, 2)]
  }
}

extension EvaluationReport {
  /// `vitalsync evaluate --json`. Keys are a contract: docs/commands.md.
  struct JSON: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var database: String
    var lead: String?
    var window_ms: Double
    var skip_s: Double
    var gross: Score
    var records: [Score]
    var failures: [Failure]
  }

  struct Failure: Encodable {
    var record: String
    var message: String
  }

  struct Named: Encodable {
    var TP: Int
    var FN: Int
    var FP: Int
    var se_percent: Double?
    var ppv_percent: Double?

    init(_ counts: ClassScores.Counts) {
      (TP, FN, FP) = (counts.truePositives, counts.falseNegatives, counts.falsePositives)
      se_percent = counts.sensitivity?.rounded(places: 4)
      ppv_percent = counts.predictivity?.rounded(places: 4)
    }
  }

  struct Score: Encodable {
    var record: String?
    var TP: Int
    var FN: Int
    var FP: Int
    var se_percent: Double?
    var ppv_percent: Double?
    var f1_percent: Double?
    var der_percent: Double?
    var offset_ms: Double?
    var jitter_ms: Double?
    var V: Named?
    var S: Named?

    /// `name` is nil for all records together.
    init(_ name: String?, _ score: BeatScore, _ classes: ClassScores?) {
      V = classes.map { Named($0.ventricular) }
      S = classes.map { Named($0.supraventricular) }
      record = name
      TP = score.truePositives
      FN = score.falseNegatives
      FP = score.falsePositives
      se_percent = score.sensitivity?.rounded(places: 4)
      ppv_percent = score.predictivity?.rounded(places: 4)
      f1_percent = score.f1?.rounded(places: 4)
      der_percent = score.errorRate?.rounded(places: 4)
      offset_ms = name.map { _ in score.offsetMilliseconds.rounded(places: 4) }
      jitter_ms = score.jitterMilliseconds?.rounded(places: 4)
    }
  }

  var json: JSON {
    JSON(
      database: database, lead: wanted.lead, window_ms: (wanted.window.seconds * 1000).rounded(places: 3),
      skip_s: wanted.skip.seconds, gross: Score(nil, gross, classes.isEmpty ? nil : grossClasses),
      records: scores.enumerated().map { index, record in
        Score(record.name, record.score, classes.isEmpty ? nil : classes[index].score)
      },
      failures: failures.map { Failure(record: $0.name, message: $0.reason.message) })
  }
}

/// `summary.csv`: the rows of `summary.jsonl` as a table. Empty: not told. Lists stand in one cell, with `; ` between.
enum SummaryColumns {
  static let all: [(name: String, cell: @Sendable (SummaryRow) -> String)] = [
    ("recording", { text($0.recording) }), ("result", { text($0.result) }), ("error", { text($0.error) }),
    ("format", { text($0.format) }), ("lead", { text($0.lead) }), ("rate_hz", { number($0.rate_hz) }),
    ("duration_s", { number($0.duration_s) }), ("analysable_percent", { number($0.analysable_percent) }),
    ("beats", { number($0.beats) }), ("meanHR_bpm", { number($0.meanHR_bpm) }),
    ("minHR_bpm", { number($0.minHR_bpm) }), ("maxHR_bpm", { number($0.maxHR_bpm) }),
    ("corrected_percent", { number($0.corrected_percent) }), ("unreliable", { number($0.unreliable) }),
    ("meanNN_ms", { number($0.meanNN_ms) }), ("sdnn_ms", { number($0.sdnn_ms) }),
    ("rmssd_ms", { number($0.rmssd_ms) }), ("lnRMSSD", { number($0.lnRMSSD) }),
    ("pnn50_percent", { number($0.pnn50_percent) }), ("sd1_ms", { number($0.sd1_ms) }),
    ("sd2_ms", { number($0.sd2_ms) }), ("lf_ms2", { number($0.lf_ms2) }), ("hf_ms2", { number($0.hf_ms2) }),
    ("lfhf", { number($0.lfhf) }), ("alpha1", { number($0.alpha1) }),
    ("sampleEntropy", { number($0.sampleEntropy) }), ("notes", { number($0.notes) }),
    ("warnings", { number($0.warnings) }), ("alarms", { number($0.alarms) }),
    ("findings", { text($0.findings?.joined(separator: "; ")) }), ("lost", { number($0.lost) }),
    ("remarks", { text($0.remarks?.joined(separator: "; ")) }), ("bytes", { number($0.bytes) }),
    ("modified", { text($0.modified) }), ("program", { text($0.program) }),
    ("options", { text($0.options) }),
  ]

  static var header: String { all.map(\.name).joined(separator: ",") + "\n" }

  static func line(_ row: SummaryRow) -> String { all.map { $0.cell(row) }.joined(separator: ",") + "\n" }

  private static func number(_ value: (some CustomStringConvertible)?) -> String { value.map { $0.description } ?? "" }

  /// RFC 4180: in quotation marks where a comma, a quotation mark or a line end stands in it.
  private static func text(_ value: String?) -> String {
    guard let value else { return "" }
    guard value.utf8.contains(where: { [0x0A, 0x0D, 0x22, 0x2C].contains($0) }) else { return value }
    return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

/// The column that holds the ECG.
enum CSVSignalColumn {
  /// `--column`: a name (case apart, with or without its unit), or a number from 1.
  static func named(_ wanted: String, in columns: [CSVColumnFacts], place: String) throws(RecordingError) -> Int {
    let lower = wanted.lowercased()
    let index =
      columns.firstIndex { $0.name.text.lowercased() == lower }
      ?? columns.firstIndex { !$0.name.base.isEmpty && $0.name.base == lower }
      ?? Int(wanted).flatMap { columns.indices.contains($0 - 1) ? $0 - 1 : nil }
    guard let index else {
      throw RecordingError(
        .noSignal, place: place, what: "has no column \"\(wanted)\"",
        remedy: "It has: \(list(columns)). Name one with --column.")
    }
    guard columns[index].isNumeric else {
      throw RecordingError(
        .noSignal, place: place, what: "column \"\(wanted)\" holds no numbers",
        remedy: "It has: \(list(columns)). Name another with --column.")
    }
    return index
  }

  /// The most ECG-like column: by its name, else by how spiky its slope is. Also how many others could have been meant.
  static func find(
    _ probe: CSVProbe, time: Int?, place: String
  ) throws(RecordingError) -> (index: Int, rivals: Int) {
    let columns = probe.columns
    let candidates = columns.indices.filter { index in
      index != time && columns[index].isNumeric && columns[index].name.signalScore >= 0
        && !columns[index].name.namesIndex && !columns[index].name.namesTime
    }
    // A column that counts or tells time is no signal, nor one that hardly moves; but a lone column is the signal whatever
    // it does: that is for the quality judgement to say.
    let lively = candidates.filter { isLively(columns[$0]) && !CSVTimeColumn.rises(columns[$0]) }
    let pool = lively.isEmpty ? candidates : lively
    guard !pool.isEmpty else {
      throw RecordingError(
        .noSignal, place: probe.firstBadLine.map { "\(place), line \($0)" } ?? place,
        what: "no column looks like an ECG"
          + (probe.badRows > 0 ? " (\(probe.badRows) of \(probe.rows) rows hold no number, this is the first)" : ""),
        remedy: "It has: \(list(columns)). Name one with --column.")
    }
    let best = pool.map { columns[$0].name.signalScore }.max() ?? 0
    let named = pool.filter { columns[$0].name.signalScore == best }
    // Of equally named ones the first, as leads are written; nameless ones are judged by what they hold.
    if best > 0, let first = named.first { return (first, named.count - 1) }
    let spiky = named.max { spikiness(columns[$0]) < spikiness(columns[$1]) }
    return (spiky ?? pool[0], named.count - 1)
  }

  static func list(_ columns: [CSVColumnFacts]) -> String {
    columns.enumerated().map { $1.name.text.isEmpty ? "\($0 + 1)" : "\($0 + 1) \($1.name.text)" }.joined(
      separator: ", ")
  }

  /// Moves in a tenth of the rows at least: a heart rate or a temperature beside the signal does not.
  private static func isLively(_ column: CSVColumnFacts) -> Bool {
    let steps = column.steps
    return steps.count { $0 != 0 } * 10 >= max(1, steps.count)
  }

  /// Kurtosis of the slope: an ECG is still most of the time and steep in the QRS complex.
  private static func spikiness(_ column: CSVColumnFacts) -> Double {
    let steps = column.steps
    let square = steps.reduce(0) { $0 + $1 * $1 } / Double(max(1, steps.count))
    let fourth = steps.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(max(1, steps.count))
    return square > 0 ? fourth / (square * square) : 0
  }
}

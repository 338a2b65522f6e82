/// A table that `CSVWriter` wrote: its first column numbers the samples on their grid, its second says when they were taken.
struct CSVOwnTable {
  static let columns = ["sample", "time_s"]
  /// Written are microseconds.
  private static let stampError = 1e-6

  let time = CSVTimeColumn(index: 0, secondsPerUnit: nil)
  let rateHertz: Double

  /// `nil` for other tables.
  init?(_ columns: [CSVColumnFacts]) {
    guard columns.count > 2, zip(columns, Self.columns).allSatisfy({ $0.name.text == $1 && $0.isNumeric }),
      columns.dropFirst(2).contains(where: { $0.name.namesVoltage })
    else { return nil }
    let rows = zip(columns[0].values, columns[1].values).filter { $0.isFinite && $1.isFinite }
    guard let first = rows.first, let last = rows.last, last.0 > first.0, last.1 > first.1 else { return nil }
    let measured = (last.0 - first.0) / (last.1 - first.1)
    let error = measured * Self.stampError / (last.1 - first.1)
    // The roundest rate within what the stamps can tell.
    let places = (0...9).map { DecimalText.powersOfTen[$0] }
    let round = places.lazy.map { (measured * $0).rounded() / $0 }.first { abs($0 - measured) <= error }
    rateHertz = round ?? measured
  }
}

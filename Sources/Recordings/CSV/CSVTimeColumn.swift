/// The column that says when (or as which) sample a row was taken.
struct CSVTimeColumn {
  let index: Int
  /// Seconds in one unit of the column; `nil` where it counts samples.
  let secondsPerUnit: Double?

  /// The best of the columns that rise: by name, then by how evenly they step.
  static func find(_ columns: [CSVColumnFacts], except signal: Int?) -> CSVTimeColumn? {
    var best: (score: Double, column: CSVTimeColumn)?
    for (index, column) in columns.enumerated() where index != signal {
      guard let candidate = judge(column, index) else { continue }
      if candidate.score > best?.score ?? -.infinity { best = candidate }
    }
    return best?.column
  }

  /// Whether a column could count samples or time: such a one is no signal.
  static func rises(_ column: CSVColumnFacts) -> Bool { judge(column, 0) != nil }

  private static func judge(_ column: CSVColumnFacts, _ index: Int) -> (score: Double, column: CSVTimeColumn)? {
    let steps = column.steps
    guard column.isNumeric || column.isClock, steps.count >= 8, steps.count * 10 >= column.values.count * 9 else {
      return nil
    }
    let rising = steps.filter { $0 > 0 }.sorted()
    let falling = steps.count { $0 < 0 }
    // One step in twenty may fall: stamps that step back, counters that begin again.
    guard let typical = rising.isEmpty ? nil : rising[rising.count / 2], falling * 20 <= steps.count else { return nil }
    let isEven = rising.count * 10 >= steps.count * 9
    guard isEven || column.isClock || column.name.namesTime else { return nil }
    let evenness = evenness(steps, typical)
    let bonus = column.name.namesTime || column.isClock ? 1.0 : 0
    let counts = !column.isClock && typical == 1 && evenness > 0.9 && column.values.allSatisfy(isWholeOrMissing)
    if counts, !column.name.namesTime {
      // A column of 0, 1, 2, … is a count of samples unless its name says otherwise.
      return (evenness - 10, CSVTimeColumn(index: index, secondsPerUnit: nil))
    }
    guard !column.name.namesIndex || column.isClock else { return nil }
    guard let unit = unit(column, meanStep: meanStep(steps)) else { return nil }
    return (evenness + bonus, CSVTimeColumn(index: index, secondsPerUnit: unit))
  }

  private static func isWholeOrMissing(_ value: Double) -> Bool { !value.isFinite || value == value.rounded() }

  /// Share of the steps that lie within half of the typical one.
  private static func evenness(_ steps: [Double], _ typical: Double) -> Double {
    Double(steps.count { abs($0 - typical) <= typical / 2 }) / Double(steps.count)
  }

  /// Mean of the steps without the longest hundredth and those that fall.
  private static func meanStep(_ steps: [Double]) -> Double {
    let kept = steps.filter { $0 >= 0 }.sorted()
    let most = kept.prefix(max(1, kept.count * 99 / 100))
    return most.reduce(0, +) / Double(most.count)
  }

  /// The unit its name states, else the one that gives a plausible rate: a step of 1/50 s at most and 1/10,000 s at least
  /// is one unit's only, as units lie a thousand apart.
  private static func unit(_ column: CSVColumnFacts, meanStep: Double) -> Double? {
    if column.isClock { return 1 }
    if let stated = column.name.unit?.secondsPerUnit { return stated }
    let fitting = [1, 1e-3, 1e-6, 1e-9].first { (1 / 12_000.0...1 / 40.0).contains(meanStep * $0) }
    return fitting ?? (column.name.namesTime ? 1 : nil)
  }
}

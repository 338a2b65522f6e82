/// Values by the day, and where they go.
package struct DailyTrend: Hashable, Sendable {
  /// In the order of days; the mean of a day's values, or their sum.
  package var days: [Day]
  package var values: [Double]
  /// Change a day; `nil` with too few days.
  package var trend: TheilSen?

  package init?(_ points: [(day: Day, value: Double)], sums: Bool = false) {
    guard !points.isEmpty else { return nil }
    let grouped = Dictionary(grouping: points, by: \.day).sorted { $0.key < $1.key }
    days = grouped.map(\.key)
    values = grouped.map { _, points in
      points.reduce(0) { $0 + $1.value } / (sums ? 1 : Double(points.count))
    }
    trend = TheilSen(zip(days, values).map { (Double($0.number), $1) })
  }
}

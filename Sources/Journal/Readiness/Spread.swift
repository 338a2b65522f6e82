/// Mean and standard deviation (divided by n − 1) of some days' values.
package struct Spread: Hashable, Sendable {
  package var count: Int
  package var mean: Double
  /// `nil` for a single value.
  package var deviation: Double?

  package init?(_ values: some Collection<Double>) {
    guard !values.isEmpty else { return nil }
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    guard values.count > 1 else { return }
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// Deviation over mean, percent.
  package var variation: Double? {
    guard let deviation, mean != 0 else { return nil }
    return 100 * deviation / abs(mean)
  }
}

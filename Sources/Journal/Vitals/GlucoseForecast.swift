/// Glucose half an hour from now, and whether foretelling it is worth anything: its error beside that of saying "as it is now".
///
/// Linear in the present value and in the differences of the last half hour, by least squares with a little ridge (an autoregressive model as in
/// G. Sparacino et al., IEEE Trans. Biomed. Eng. 54 (2007) 931, here fitted for the horizon directly: own design). Judged as it would have been used: each day
/// is foretold by a model of the days before it. Where it is not 5 % better than persistence in root mean square, no forecast is given. Knows
/// nothing of meals, insulin or effort. Delay: none; a forecast uses what was known at its moment.
package struct GlucoseForecast: Hashable, Sendable {
  /// In the unit of the readings.
  package var unit: VitalUnit
  package var rootMeanSquare: Double
  package var persistence: Double
  /// Forecasts that were judged.
  package var judged: Int
  /// Half an hour after the newest reading; `nil` where forecasts are not worth giving, or the newest half hour has holes.
  package var next: Double?
  package var from: Moment

  package static let horizonSeconds = 1800.0
  /// Own choice: less better than this is not better.
  package static let leastGain = 0.05
  /// Days of readings before the first day that is foretold, and forecasts judged, at least.
  static let (leastTrainingDays, leastJudged) = (2, 100)
  /// Relative to the mean of the diagonal.
  private static let ridge = 1e-6

  package var isWorthGiving: Bool { rootMeanSquare < (1 - Self.leastGain) * persistence }

  private struct Example {
    var day: Int
    /// Day on which its change was known.
    var known: Int
    var features: [Double]
    var change: Double
  }

  /// `nil` where there are too few readings of a sensor to judge.
  package init?(_ all: [VitalReading]) {
    let readings = all.filter { $0.kind == .glucose }
    guard let last = readings.last, let interval = GlucoseFigures.interval(readings) else { return nil }
    unit = last.unit
    from = last.taken
    let step = (interval / 60).rounded() * 60
    guard step > 0, let series = Grid(readings, step: step, unit: last.unit) else { return nil }
    let ahead = Int((Self.horizonSeconds / step).rounded())
    guard ahead >= 1 else { return nil }
    let examples = series.values.indices.compactMap { index -> Example? in
      guard index + ahead < series.values.count, let later = series.values[index + ahead],
        let now = series.values[index],
        let features = Self.features(series.values, at: index, lags: ahead)
      else { return nil }
      return Example(
        day: series.day(index), known: series.day(index + ahead), features: features, change: later - now)
    }
    var fit = LeastSquares(count: ahead + 2)
    var (squares, flat, judged) = (0.0, 0.0, 0)
    var solution: [Double]?
    var day = Int.min
    var days: Set<Int> = []
    var pending: [Example] = []
    for example in examples {
      if example.day != day {
        day = example.day
        // What was known before the day began: the changes of the last half hour were not.
        for former in pending where former.known < day { fit.add(former.features, former.change) }
        pending.removeAll { $0.known < day }
        solution = days.count >= Self.leastTrainingDays ? fit.solve(ridge: Self.ridge) : nil
        days.insert(day)
      }
      if let solution {
        let error = zip(solution, example.features).reduce(-example.change) { $0 + $1.0 * $1.1 }
        squares += error * error
        flat += example.change * example.change
        judged += 1
      }
      pending.append(example)
    }
    guard judged >= Self.leastJudged else { return nil }
    self.judged = judged
    rootMeanSquare = (squares / Double(judged)).squareRoot()
    persistence = (flat / Double(judged)).squareRoot()
    for former in pending { fit.add(former.features, former.change) }
    if isWorthGiving, let solution = fit.solve(ridge: Self.ridge), let now = series.values.last ?? nil,
      let features = Self.features(series.values, at: series.values.count - 1, lags: ahead)
    {
      next = zip(solution, features).reduce(now) { $0 + $1.0 * $1.1 }
    }
  }

  /// One, the value, and the differences back over the horizon; `nil` across a hole.
  private static func features(_ values: [Double?], at index: Int, lags: Int) -> [Double]? {
    guard index >= lags, let now = values[index] else { return nil }
    var features = [1, now]
    for lag in 0..<lags {
      guard let later = values[index - lag], let earlier = values[index - lag - 1] else { return nil }
      features.append(later - earlier)
    }
    return features
  }

  /// Readings on an even grid; a place that no reading comes near stays empty.
  private struct Grid {
    var values: [Double?]
    private let first: Int64
    private let step: Double

    init?(_ readings: [VitalReading], step: Double, unit: VitalUnit) {
      guard let first = readings.first?.taken.milliseconds, let last = readings.last?.taken.milliseconds else {
        return nil
      }
      // Counted from the newest, which is what is foretold from.
      let count = Int(Double(last - first) / 1000 / step) + 1
      guard count > 2, count < 2_000_000 else { return nil }
      self.step = step
      self.first = last - Int64(Double(count - 1) * step * 1000)
      values = [Double?](repeating: nil, count: count)
      for reading in readings {
        let place = Double(reading.taken.milliseconds - self.first) / 1000 / step
        let index = Int(place.rounded())
        guard index >= 0, index < count, abs(place - Double(index)) < 0.5 else { continue }
        values[index] = GlucoseFigures.value(reading, in: unit)
      }
    }

    func day(_ index: Int) -> Int { Int((Double(first) / 1000 + Double(index) * step) / 86_400) }
  }
}

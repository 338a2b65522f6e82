/// Figures told every few seconds, in at most `most` entries however long the session: whole steps of time, each the mean of what
/// was told in it.
struct ThinnedSeries<Figure> {
  struct Step {
    /// When the newest of them was told, in seconds.
    var seconds: Double
    var figures: [Figure]

    func mean(_ value: (Figure) -> Double) -> Double {
      figures.reduce(0) { $0 + value($1) } / Double(max(1, figures.count))
    }
  }

  /// A step of five minutes a whole day.
  static var most: Int { 288 }
  /// Lengths that divide minutes and hours, in seconds.
  private static var lengths: [Int] { [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600] }

  private(set) var steps: [Step] = []
  /// Length of a step, in seconds.
  let stepSeconds: Int

  init(_ series: [(seconds: Double, figure: Figure)]) {
    let last = series.last?.seconds ?? 0
    let first = series.first?.seconds ?? 0
    func count(_ length: Int) -> Int { Int(last / Double(length)) - Int(first / Double(length)) + 1 }
    let days = Int((last / 3600 / Double(Self.most)).rounded(.up))
    let length = Self.lengths.first { count($0) <= Self.most } ?? 3600 * (days + 1)
    stepSeconds = length
    var slot: Int?
    for (seconds, figure) in series {
      let here = Int(seconds / Double(length))
      if here != slot { steps.append(Step(seconds: seconds, figures: [])) }
      slot = here
      steps[steps.count - 1].seconds = seconds
      steps[steps.count - 1].figures.append(figure)
    }
  }
}

/// One axis of a plot: what it spans, where its ticks stand, and its title with the unit.
struct PlotAxis {
  var title: String
  var range: ClosedRange<Double>
  var ticks: [(value: Double, label: String)]
  var isLogarithmic = false

  /// Even ticks at 1, 2 or 5 times a power of ten, about `count` of them; the range grows to the ticks around it.
  static func linear(_ title: String, _ values: ClosedRange<Double>, count: Double = 5) -> PlotAxis {
    let span = max(values.upperBound - values.lowerBound, 1e-9)
    let step = niceStep(span / count)
    let low = (values.lowerBound / step).rounded(.down)
    let high = max((values.upperBound / step).rounded(.up), low + 1)
    let places = decimals(step)
    let ticks = stride(from: low, through: high, by: 1).map { (value: $0 * step, label: fixed($0 * step, places)) }
    return PlotAxis(title: title, range: (low * step)...(high * step), ticks: ticks)
  }

  /// Time of the recording; ticks at whole seconds, minutes, hours.
  static func time(_ range: ClosedRange<Double>) -> PlotAxis {
    let steps: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400]
    let span = max(range.upperBound - range.lowerBound, 1)
    let step = steps.first { span / $0 <= 9 } ?? 604_800
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    let ticks = stride(from: first, through: last, by: 1).map { (value: $0 * step, label: clock($0 * step)) }
    let unit = range.upperBound >= 3600 ? "h:min:s" : "min:s"
    return PlotAxis(
      title: "time since the start (\(unit))", range: range.lowerBound...(range.lowerBound + span), ticks: ticks)
  }

  /// Equal ratios are equal lengths; ticks where they are said.
  static func logarithmic(_ title: String, _ range: ClosedRange<Double>, ticks: [Double]) -> PlotAxis {
    let shown = ticks.filter { range.contains($0) }
    return PlotAxis(
      title: title, range: range, ticks: shown.map { (value: $0, label: fixed($0, $0 < 1 ? 1 : 0)) },
      isLogarithmic: true)
  }

  private static func niceStep(_ rough: Double) -> Double {
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    return ([1, 2, 5].first { $0 * power >= rough } ?? 10) * power
  }

  private static func decimals(_ step: Double) -> Int {
    var (places, rest) = (0, step)
    while rest < 0.999, places < 6 {
      rest *= 10
      places += 1
    }
    return places
  }
}

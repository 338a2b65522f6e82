import ECGCore

/// Chooses gain and height so that the trace fills its panel and then stays still: down after a second of overflow,
/// up only after five of an idle half.
struct TraceFraming {
  private(set) var gain = ViewSettings.Gain.normal
  /// The voltage at the middle of the panel.
  private(set) var middle: Float = 0
  private var isSettled = false
  private var overflowSince: Int?
  private var idleSince: Int?
  private var lastSource: Source?

  /// What, when changed, makes the framing start over.
  private struct Source: Equatable {
    var conditioned: Bool
    var rows: Int
    var gain: ViewSettings.Gain?
    var hertz: Double
  }

  /// The stretch that must fit, in seconds: three beats at 40 a minute.
  private static let lookSeconds = 4.5
  /// The share of the panel's height that the chosen gain may fill.
  private static let fill: Float = 0.86
  /// A lower gain is not left before the trace would fill less than this at the next.
  private static let idleFill: Float = 0.74
  private static let overflowSeconds = 1.0
  private static let idleSeconds = 5.0

  mutating func follow(_ history: TraceHistory, settings: ViewSettings, rows: Int, magnification: Int) {
    let source = Source(
      conditioned: settings.showsConditioned, rows: rows, gain: settings.gain, hertz: history.rate.hertz)
    if source != lastSource {
      lastSource = source
      isSettled = false
      overflowSince = nil
      idleSince = nil
    }
    let end = settings.showsConditioned ? history.conditionedEnd : history.end
    guard let (low, high) = extent(history, end, settings.showsConditioned) else {
      if let fixed = settings.gain { gain = fixed }
      return
    }
    func height(_ gain: ViewSettings.Gain) -> Float {
      let scale = TraceScale(gain: gain, speed: .normal, magnification: magnification)
      return (high - low) * Float(scale.rowsPerMillivolt) / Float(max(1, rows))
    }
    let best = settings.gain ?? ViewSettings.Gain.allCases.last { height($0) <= Self.fill } ?? .quarter
    let rowsPerMillivolt = Float(
      TraceScale(gain: gain, speed: .normal, magnification: magnification).rowsPerMillivolt)
    let half = Float(rows) / 2 / rowsPerMillivolt
    let overflows = high > middle + half || low < middle - half
    let isIdle = best.rawValue > gain.rawValue && height(best) <= Self.idleFill

    guard isSettled else {
      choose(best, low, high)
      isSettled = end - history.start > history.rate.samples(in: 2)
      return
    }
    if let fixed = settings.gain, fixed != gain { choose(fixed, low, high) }
    overflowSince = overflows ? overflowSince ?? end : nil
    idleSince = isIdle ? idleSince ?? end : nil
    if let since = overflowSince, end - since >= history.rate.samples(in: Self.overflowSeconds) {
      choose(best.rawValue < gain.rawValue ? best : gain, low, high)
      overflowSince = nil
    }
    if let since = idleSince, end - since >= history.rate.samples(in: Self.idleSeconds) {
      choose(best, low, high)
      idleSince = nil
    }
  }

  private mutating func choose(_ gain: ViewSettings.Gain, _ low: Float, _ high: Float) {
    self.gain = gain
    middle = (low + high) / 2
  }

  /// Lowest and highest of the newest seconds that show a heart.
  private func extent(_ history: TraceHistory, _ end: Int, _ conditioned: Bool) -> (Float, Float)? {
    var low = Float.infinity
    var high = -Float.infinity
    for index in max(history.start, end - history.rate.samples(in: Self.lookSeconds))..<max(history.start, end) {
      guard history.state(index).isDisjoint(with: [.leadsOff, .clipped]),
        let value = history.value(index, conditioned: conditioned)
      else { continue }
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? (low, high) : nil
  }
}

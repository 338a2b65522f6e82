/// Oxygen saturation over a session, gathered second by second.
public struct OximetryFigures: Hashable, Sendable {
  /// Seconds with a figure.
  public private(set) var seconds = 0
  /// Percent.
  public private(set) var lowest: Double?
  private var sum = 0.0
  /// As of the newest second.
  public private(set) var newest: OximetrySecond?

  public init() {}

  /// Mean saturation in percent; refused (`settling`) where there was no second with a figure.
  public var mean: Reading<Double> { seconds > 0 ? .value(sum / Double(seconds)) : .refused(.settling) }

  public mutating func receive(_ second: OximetrySecond) {
    newest = second
    guard let saturation = second.saturation.value else { return }
    seconds += 1
    sum += saturation
    lowest = min(lowest ?? saturation, saturation)
  }
}

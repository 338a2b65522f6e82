import ECGCore

/// The whole signal, small: one row a minute, each column the lowest and highest value of its moment. Memory: 3.4 kB a minute, 5 MB
/// a day.
struct FullDisclosure: Sink {
  typealias Element = PipelineEvent

  struct Row: Sendable {
    /// Minute of the session's grid.
    var minute: Int
    /// Lowest and highest of each column, in steps; `empty` where nothing was measured.
    var low = [Int8](repeating: Row.empty, count: FullDisclosure.columns)
    var high = [Int8](repeating: Row.empty, count: FullDisclosure.columns)

    static let empty = Int8.min
  }

  private(set) var rows: [Row] = []
  private let rate: SampleRate

  /// Columns of a row: 28 a second, a tenth of a millimetre each on paper.
  static let columns = 1680
  /// One step of the values kept, in millivolts: a tenth of a millimetre at 5 mm/mV.
  static let millivoltsPerStep = 0.02
  /// What runs further off is drawn at this many steps.
  private static let most = 120.0

  init(rate: SampleRate) {
    self.rate = rate
  }

  mutating func receive(_ event: PipelineEvent) {
    guard case .conditioned(let block) = event else { return }
    for (offset, value) in block.millivolts.enumerated() {
      let seconds = rate.seconds(Double(block.start + offset))
      let minute = Int(seconds / 60)
      if rows.last?.minute != minute { rows.append(Row(minute: minute)) }
      let column = min(Int((seconds / 60 - Double(minute)) * Double(Self.columns)), Self.columns - 1)
      let step = Int8(min(max((Double(value) / Self.millivoltsPerStep).rounded(), -Self.most), Self.most))
      let row = rows.count - 1
      if rows[row].low[column] == Row.empty {
        rows[row].low[column] = step
        rows[row].high[column] = step
      } else {
        rows[row].low[column] = min(rows[row].low[column], step)
        rows[row].high[column] = max(rows[row].high[column], step)
      }
    }
  }
}

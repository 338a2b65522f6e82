import ECGCore

/// How a table will be read: decided once, from its first rows and what the user says.
struct CSVPlan {
  var layout: CSVLayout
  var signal: Int
  var scale: CSVScale
  var leadState: Int?
  /// Column of annotations.
  var notes: Int?
  var columns: [CSVColumnName]
  /// A table of ours: its rows say which samples they are.
  var isOwn: Bool
  /// Columns that are signals by their names, and the one chosen.
  var voltages: [Int]
  var time: CSVTimeColumn?
  /// How stamps are placed; `nil` where each row is one sample.
  var pacing: StampPacing?
  var facts: RecordingFacts

  init(path: String, file: FileBytes, options: ReadingOptions) throws(RecordingError) {
    layout = try CSVLayout.find(file)
    let probe = try CSVProbe(file, layout)
    var remarks: [String] = []
    var chosen: Int?
    if let wanted = options.column ?? options.lead {
      chosen = try CSVSignalColumn.named(wanted, in: probe.columns, place: path)
    }
    let own = CSVOwnTable(probe.columns)
    time = own?.time ?? CSVTimeColumn.find(probe.columns, except: chosen)
    isOwn = own != nil
    if let chosen {
      signal = chosen
    } else {
      let found = try CSVSignalColumn.find(probe, time: time?.index, place: path)
      signal = found.index
      if found.rivals > 0 {
        remarks.append(
          "column \(found.index + 1) of \(CSVSignalColumn.list(probe.columns)) is taken for the ECG; --column chooses another"
        )
      }
    }
    let column = probe.columns[signal]
    scale = CSVScale(column, units: options.units, stated: layout.stated)
    let taken = signal
    leadState = probe.columns.indices.first { index in
      index != taken && probe.columns[index].name.namesLeadState
        && probe.columns[index].finite.allSatisfy { (0...7).contains($0) && $0 == $0.rounded() }
    }
    var known = layout.stated
    if let own { known.rateHertz = own.rateHertz }
    let pace = try CSVPace(path, probe.columns, time, options, known)
    pacing = pace.pacing
    remarks += pace.remarks
    facts = RecordingFacts(
      path: path, format: "CSV (separator \(layout.dialect.separator.words))", rate: pace.rate,
      rateReason: own == nil || options.rateHertz != nil ? pace.reason : "sample numbers and their times",
      lead: column.name.text.isEmpty ? "column \(signal + 1)" : column.name.text, unitsReason: scale.reason,
      declaredSamples: nil, remarks: remarks)
    // The column that tells the time best, else one that writes it out beside it (a phone's, say).
    let clocks = (time.map { [$0.index] } ?? []) + Array(probe.columns.indices)
    if let stamp = clocks.first(where: { probe.columns[$0].isClock }).flatMap({ probe.columns[$0].finite.first }) {
      facts.startTimeOfDay = TimeOfDay.seconds(since: stamp)
      if (86_400...1e12).contains(stamp) { facts.startDay = CalendarDay(daysSince1970: Int(stamp / 86_400)) }
    }
    notes = probe.columns.indices.first { probe.columns[$0].name.base == CSVNotes.column }
    let columns = probe.columns.map(\.name)
    self.columns = columns
    let stamps = own.map { _ in [0, 1] } ?? [time?.index].compactMap(\.self)
    let numeric = probe.columns.indices.filter { probe.columns[$0].isNumeric }
    // OpenBCI states the unit of its channels once, above the table.
    let isStated = layout.stated.units?.isVoltage ?? false
    voltages = numeric.filter { index in
      let name = columns[index]
      let isVoltage = name.unit?.isVoltage ?? (isStated && name.namesChannel)
      return !stamps.contains(index) && (index == taken || (isVoltage && name.signalScore >= 0))
    }
  }
}

/// The rate of a table and how its rows are placed in time.
struct CSVPace {
  let rate: SampleRate
  let reason: String
  private(set) var pacing: StampPacing?
  private(set) var remarks: [String] = []

  /// Stamps further than this from a stated rate are not its stamps.
  static let agreement = 0.02

  init(
    _ path: String, _ columns: [CSVColumnFacts], _ time: CSVTimeColumn?, _ options: ReadingOptions,
    _ stated: StatedFacts
  ) throws(RecordingError) {
    var estimate: RateEstimate?
    if let time, let unit = time.secondsPerUnit {
      let stamps = columns[time.index].finite
      let first = stamps.first ?? 0
      estimate = RateEstimate(stamps.map { ($0 - first) * unit }.filter(\.isFinite))
    }
    if let hertz = options.rateHertz {
      rate = try Self.checked(hertz, path, "--rate", "Give a rate from 50 to 10,000 Hz.")
      reason = "--rate"
    } else if let estimate {
      rate = try Self.checked(
        estimate.hertz, path, "the time column", "State the right one: --rate 250 (samples per second).")
      let count = DecimalText.grouped(time.map { columns[$0.index].finite.count } ?? 0)
      reason =
        estimate.isSnapped
        ? "median of \(count) time stamps" : "measured from \(count) time stamps, no common rate within their error"
    } else if let hertz = stated.rateHertz {
      rate = try Self.checked(
        hertz, path, "the file's heading", "State the right one: --rate 250 (samples per second).")
      reason = "stated in the file"
    } else {
      throw RecordingError(
        .rateUnknown, place: path, what: "the sampling rate is nowhere stated and no column tells the time",
        remedy: "State it: --rate 250 (samples per second).")
    }
    if let estimate {
      if abs(estimate.pacing.period * rate.hertz - 1) <= Self.agreement {
        pacing = estimate.pacing
      } else {
        remarks.append(
          "the time column says \(DecimalText.short(1 / estimate.pacing.period, decimals: 2)) Hz and is not used; "
            + "gaps are not seen")
      }
    } else if let time, time.secondsPerUnit == nil {
      // A count of samples shows losses exactly.
      pacing = .counting(period: 1 / rate.hertz)
    }
  }

  private static func checked(
    _ hertz: Double, _ path: String, _ source: String, _ remedy: String
  ) throws(RecordingError) -> SampleRate {
    guard let rate = SampleRate(hertz: hertz) else {
      throw RecordingError(
        .rateUnknown, place: path,
        what: "\(source) says \(DecimalText.short(hertz, decimals: 4)) Hz, which is outside 50 to 10,000 Hz",
        remedy: remedy)
    }
    return rate
  }
}

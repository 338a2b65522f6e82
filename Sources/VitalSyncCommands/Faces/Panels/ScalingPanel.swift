import ECGCore
import TerminalUI

/// DFA-α1 over the session with its two thresholds, and below it how much of each window is artefact or ectopy: the figure, and
/// how far it may be believed.
struct ScalingPanel {
  private var plot = TrendPlot()

  /// α1 of noise without memory is 0.5, of 1/f noise 1, of a random walk 1.5.
  private static let range = 0.0...1.5
  private static let levels = [
    TrendPlot.Level(value: ShortTermScaling.aerobicThreshold, words: "0.75 first threshold", short: "0.75 1st"),
    TrendPlot.Level(value: ShortTermScaling.anaerobicThreshold, words: "0.50 second threshold", short: "0.50 2nd"),
  ]

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let title = rect.width >= 46 ? "DFA-α1  of the last 2 min, every 5 s" : "DFA-α1  last 2 min"
    buffer.box(rect, title: title, palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard area.height >= 1 else { return }
    let isTall = area.height >= 16 && area.width >= 60
    let (head, rest) = area.cutTop(isTall ? 6 : 1)
    if isTall {
      Self.large(model, in: head, palette, on: &buffer)
    } else {
      Self.row(model, in: head, palette, on: &buffer)
    }
    guard let history = model.figures, rest.height >= 4 else { return }
    let (lane, curve) = rest.cutBottom(1)
    plot.paint(
      history, range: Self.range, step: curve.height >= 12 ? 0.25 : 0.5, places: 2, levels: Self.levels, in: curve,
      palette.trace[1], palette, on: &buffer
    ) { $0.alpha }
    artefacts(history, in: lane, palette, on: &buffer)
    TrendPlot.minutes(history, in: lane, y: rect.bottom - 1, hasLevels: true, palette, on: &buffer)
  }

  private static func reading(_ model: MonitorModel) -> Reading<ShortTermScaling> {
    model.isStale ? .refused(.poorSignal) : model.snapshot?.scaling ?? .refused(.settling)
  }

  /// `0.82  moderate  artefacts 0.4 %`
  static func row(_ model: MonitorModel, in row: Rect, _ palette: Palette, on buffer: inout Buffer) {
    var pen = Pen(row.x, row.y, end: row.right, palette.value)
    switch reading(model) {
    case .refused(let why): refusal(why, model, &pen, palette, on: &buffer)
    case .value(let scaling):
      pen.write(scaling.alpha, places: 2, on: &buffer)
      pen.write("  ", on: &buffer)
      pen.write(scaling.intensity.rawValue, palette.text, on: &buffer)
      pen.write("  ", on: &buffer)
      corrected(scaling, &pen, palette, on: &buffer)
    }
  }

  /// The same large, with words beside it.
  private static func large(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let size = SegmentDigits.medium
    let x = area.x + size.width(of: "0.00") + 3
    func pen(_ row: Int, _ style: Style) -> Pen { Pen(x, area.y + row, end: area.right, style) }
    switch reading(model) {
    case .refused(let why):
      size.paint(nil, digits: 3, x: area.x, y: area.y, palette.faint, on: &buffer)
      var words = pen(2, palette.faint)
      refusal(why, model, &words, palette, on: &buffer)
    case .value(let scaling):
      let style = scaling.isUnreliable ? palette.warning : palette.heart
      size.paint(fixed(max(0, scaling.alpha), 2), x: area.x, y: area.y, style, on: &buffer)
      var words = pen(1, palette.value)
      words.write(Self.words(scaling.intensity), on: &buffer)
      words = pen(2, palette.value)
      corrected(scaling, &words, palette, on: &buffer)
      words = pen(3, palette.text)
      words.write("intervals ", palette.label, on: &buffer)
      words.write(scaling.intervals, on: &buffer)
    }
  }

  private static func corrected(
    _ scaling: ShortTermScaling, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer
  ) {
    pen.write("artefacts ", palette.label, on: &buffer)
    pen.style = scaling.isUnreliable ? palette.warning : palette.value
    pen.write(scaling.artefactShare * 100, places: 1, on: &buffer)
    pen.write(" %", on: &buffer)
    if scaling.isUnreliable { pen.clipped(pen.end - pen.x >= 11 ? " UNRELIABLE" : " !", on: &buffer) }
  }

  private static func refusal(
    _ why: Refusal, _ model: MonitorModel, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer
  ) {
    pen.write(model.isStale ? "no data" : why.words, palette.faint, on: &buffer)
    guard !model.isStale else { return }
    switch why {
    case .settling: pen.clipped(": needs 2 min of beats", palette.faint, on: &buffer)
    case .cannotTell: pen.clipped(": over 10 % artefacts or ectopy", palette.faint, on: &buffer)
    default: break
    }
  }

  private static func words(_ intensity: ShortTermScaling.Intensity) -> String {
    switch intensity {
    case .low: "low intensity: below the first threshold"
    case .moderate: "moderate intensity: between the thresholds"
    case .high: "high intensity: beyond the second threshold"
    }
  }

  /// A row of marks: `·` for a window with few artefacts, `!` for one past reliance.
  private func artefacts(_ history: FigureHistory, in lane: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let plot = TrendPlot.plot(in: lane, hasLevels: true)
    buffer.text("artef", lane.x, lane.y, palette.faint, end: plot.x)
    for age in 0..<history.points.count {
      let point = history.points[age: age]
      let ago = history.now - point.seconds
      guard ago <= history.window else { break }
      guard point.alpha != nil else { continue }
      let x = plot.x + Int((1 - ago / history.window) * Double(plot.width - 1))
      let isBad = point.artefactShare > HRVRequirement.unreliableShare
      // What is worse stays where several windows share a column.
      if buffer[x, lane.y].scalar != 0x21 {
        buffer.put(isBad ? 0x21 : 0xB7, x, lane.y, isBad ? palette.warning : palette.faint)
      }
    }
  }
}

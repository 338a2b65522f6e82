import ECGCore
import TerminalUI

/// DFA-α1 over the session with its two thresholds, and below it how much of each window was corrected: the figure, and
/// how far it may be believed.
struct ScalingPanel {
  private var plot = TrendPlot()

  /// α1 of 1/f noise is 1 and of a random walk 1.5; below 0.25 nothing is told.
  private static let range = 0.25...1.5
  private static let levels = [
    TrendPlot.Level(value: ShortTermScaling.aerobicThreshold, words: " 0.75 first threshold "),
    TrendPlot.Level(value: ShortTermScaling.anaerobicThreshold, words: " 0.50 second threshold "),
  ]

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let title = rect.width >= 46 ? "DFA-α1  of the last 2 min, every 5 s" : "DFA-α1  last 2 min"
    buffer.box(rect, title: title, palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard area.height >= 1 else { return }
    let isTall = area.height >= 16 && area.width >= 44
    let (head, rest) = area.cutTop(isTall ? 6 : 1)
    if isTall { Self.large(model, in: head, palette, on: &buffer) }
    Self.row(
      model, in: Rect(x: head.x, y: isTall ? head.bottom - 1 : head.y, width: head.width, height: 1), palette, on: &buffer)
    guard let history = model.figures, rest.height >= 4 else { return }
    let (lane, curve) = rest.cutBottom(1)
    plot.paint(
      history, range: Self.range, step: 0.25, places: 2, levels: Self.levels, in: curve, palette.trace[1], palette,
      on: &buffer
    ) { $0.alpha }
    artefacts(history, in: lane, palette, on: &buffer)
    TrendPlot.minutes(history, in: lane, y: rect.bottom - 1, palette, on: &buffer)
  }

  /// `0.82  moderate: between the thresholds   corrected 0.4 %`
  static func row(_ model: MonitorModel, in row: Rect, _ palette: Palette, on buffer: inout Buffer) {
    var pen = Pen(row.x, row.y, end: row.right, palette.value)
    let reading: Reading<ShortTermScaling> =
      model.isStale ? .refused(.poorSignal) : model.snapshot?.scaling ?? .refused(.settling)
    switch reading {
    case .refused(let why):
      pen.write(model.isStale ? "no data" : why.words, palette.faint, on: &buffer)
      if why == .settling, !model.isStale { pen.clipped(": needs 2 min of beats", palette.faint, on: &buffer) }
    case .value(let scaling):
      pen.write(scaling.alpha, places: 2, on: &buffer)
      pen.write("  ", on: &buffer)
      pen.write(words(scaling.intensity, isShort: row.width < 60), palette.text, on: &buffer)
      pen.write("  corrected ", palette.label, on: &buffer)
      pen.style = scaling.isUnreliable ? palette.warning : palette.value
      pen.write(scaling.correctedShare * 100, places: 1, on: &buffer)
      pen.write(" %", on: &buffer)
      if scaling.isUnreliable { pen.write(" UNRELIABLE", on: &buffer) }
    }
  }

  private static func large(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let size = SegmentDigits.medium
    guard let scaling = model.snapshot?.scaling.value, !model.isStale else {
      size.paint(nil, digits: 3, x: area.x, y: area.y, palette.faint, on: &buffer)
      return
    }
    let style = scaling.isUnreliable ? palette.warning : palette.heart
    size.paint(fixed(max(0, scaling.alpha), 2), x: area.x, y: area.y, style, on: &buffer)
  }

  private static func words(_ intensity: ShortTermScaling.Intensity, isShort: Bool) -> String {
    switch intensity {
    case .low: isShort ? "low" : "low: above the first threshold"
    case .moderate: isShort ? "moderate" : "moderate: between the thresholds"
    case .high: isShort ? "high" : "high: beyond the second threshold"
    }
  }

  /// A row of marks: `·` for a window of which little was corrected, `!` for one past reliance.
  private func artefacts(_ history: FigureHistory, in lane: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let plot = lane.cutLeft(TrendPlot.scaleColumns).rest
    buffer.text("artef", lane.x, lane.y, palette.faint, end: plot.x)
    for age in 0..<history.points.count {
      let point = history.points[age: age]
      let ago = history.now - point.seconds
      guard ago <= history.window else { break }
      guard point.alpha != nil else { continue }
      let x = plot.x + Int((1 - ago / history.window) * Double(plot.width - 1))
      let isBad = point.correctedShare > HRVRequirement.unreliableShare
      // What is worse stays where several windows share a column.
      if buffer[x, lane.y].scalar != 0x21 {
        buffer.put(isBad ? 0x21 : 0xB7, x, lane.y, isBad ? palette.warning : palette.faint)
      }
    }
  }
}

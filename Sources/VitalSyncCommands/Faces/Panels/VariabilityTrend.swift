import ECGCore
import TerminalUI

/// One figure of variability over the session, with what it is now over a minute and over five.
struct VariabilityTrend {
  private var plot = TrendPlot()

  /// Steps of the scale, in milliseconds.
  private static let steps = [5.0, 10, 20, 50, 100, 200, 500, 1000]

  mutating func paint(
    _ model: MonitorModel, title: String, in rect: Rect, _ palette: Palette, on buffer: inout Buffer,
    figure: (FigureHistory.Point) -> Double?
  ) {
    buffer.box(rect, title: title, palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let history = model.figures, area.height >= 2 else { return }
    guard
      let (range, step) = TrendPlot.scale(of: history, steps: Self.steps, most: max(1, area.height / 2), figure: figure)
    else {
      var pen = Pen(area.x, area.y, end: area.right, palette.faint)
      let why = model.snapshot?.hrvMinute.refusal ?? .settling
      pen.clipped(why == .settling ? "settling: needs a minute of beats" : why.words, on: &buffer)
      return
    }
    plot.paint(
      history, range: range, step: step, places: 0, in: area, palette.trace[1], palette, on: &buffer, figure: figure)
    TrendPlot.minutes(history, in: area, y: rect.bottom - 1, palette, on: &buffer)
  }

  /// `60 s  RMSSD 42.1  SDNN 51.3  pNN50 18 %  excl. 1.3 %` of one window.
  static func row(
    _ name: String, _ reading: Reading<TimeDomainHRV>?, isStale: Bool, in row: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    var pen = Pen(row.x, row.y, end: row.right, palette.label)
    pen.write(name, palette.faint, on: &buffer)
    switch reading ?? .refused(.settling) {
    case .refused(let why):
      pen.write(isStale ? "no data" : why.words, palette.faint, on: &buffer)
      if why == .cannotTell, !isStale { pen.clipped(": over 10 % are not normal", palette.faint, on: &buffer) }
    case .value(let hrv):
      let style = isStale ? palette.faint : palette.value
      for (name, value, places) in [("RMSSD ", hrv.rmssd, 1), ("  SDNN ", hrv.sdnn, 1)] {
        pen.write(name, palette.label, on: &buffer)
        pen.style = style
        pen.write(value, places: places, on: &buffer)
      }
      if pen.end - pen.x >= 25 {
        pen.write("  pNN50 ", palette.label, on: &buffer)
        pen.style = style
        pen.write(hrv.pnn50, places: 0, on: &buffer)
      }
      pen.write("  excl. ", palette.label, on: &buffer)
      pen.style = style
      pen.write(hrv.excludedShare * 100, places: 1, on: &buffer)
      pen.write(" %", palette.faint, on: &buffer)
    }
  }
}

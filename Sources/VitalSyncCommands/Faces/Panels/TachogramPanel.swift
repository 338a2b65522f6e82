import ECGCore
import TerminalUI

/// RR intervals one after another over the last five minutes: each beat one dot at its time. Intervals that do not
/// count as normal stand out in amber; the scale holds still until the heart leaves it.
struct TachogramPanel {
  private var canvas = Canvas(grain: .braille)
  private var irregular = Canvas(grain: .braille)
  private var scale: ClosedRange<Double>?

  /// Steps of the scale, in milliseconds; the panel covers a whole number of them.
  private static let stepMilliseconds = 200.0
  private static let windowSeconds = 300.0
  private static let scaleColumns = 5

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "RR intervals  ms, last 5 min", palette.line, titleStyle: palette.title)
    let (scaleArea, plot) = rect.inset(1, 1).cutLeft(Self.scaleColumns)
    guard let history = model.frozenTrace ?? model.trace, plot.width >= 10, plot.height >= 3 else { return }
    let scale = follow(history)
    let grain = Canvas.Grain(buffer.repertoire)
    canvas.reset(columns: plot.width, rows: plot.height, grain: grain)
    irregular.reset(columns: plot.width, rows: plot.height, grain: grain)
    let height = scale.upperBound - scale.lowerBound
    for age in 0..<history.intervals.count {
      let interval = history.intervals[age: age]
      let secondsAgo = history.rate.seconds(Double(history.end) - interval.to)
      guard secondsAgo <= Self.windowSeconds else { break }
      let x = Int((1 - secondsAgo / Self.windowSeconds) * Double(canvas.dotsAcross - 1))
      let share = (scale.upperBound - interval.seconds * 1000) / height
      let y = Int((max(0, min(1, share)) * Double(canvas.dotsDown - 1)).rounded())
      if interval.verdict == .normal { canvas.set(x, y) } else { irregular.set(x, y) }
    }
    minutes(plot, y: rect.bottom - 1, palette, on: &buffer)
    rows(scale, in: scaleArea, plot: plot, palette, on: &buffer)
    for row in 0..<plot.height {
      for column in 0..<plot.width {
        if let glyph = irregular.glyph(column, row) {
          buffer.put(glyph, plot.x + column, plot.y + row, palette.warning)
        } else if let glyph = canvas.glyph(column, row) {
          buffer.put(glyph, plot.x + column, plot.y + row, palette.trace[1])
        }
      }
    }
  }

  /// Widens the scale at once when the heart leaves it, and narrows it when half of it lies idle.
  private mutating func follow(_ history: TraceHistory) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for age in 0..<history.intervals.count {
      let interval = history.intervals[age: age]
      guard history.rate.seconds(Double(history.end) - interval.to) <= Self.windowSeconds else { break }
      guard interval.verdict == .normal else { continue }
      low = min(low, interval.seconds * 1000)
      high = max(high, interval.seconds * 1000)
    }
    let step = Self.stepMilliseconds
    let wanted =
      low <= high
      ? max(0, ((low - 50) / step).rounded(.down) * step)...((high + 50) / step).rounded(.up) * step : 600...1200
    if let scale, scale.lowerBound <= wanted.lowerBound, scale.upperBound >= wanted.upperBound,
      scale.upperBound - scale.lowerBound < 2 * (wanted.upperBound - wanted.lowerBound) + step
    {
      return scale
    }
    scale = wanted
    return wanted
  }

  private func rows(
    _ scale: ClosedRange<Double>, in area: Rect, plot: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let height = scale.upperBound - scale.lowerBound
    let step = Self.stepMilliseconds * max(1, (height / Self.stepMilliseconds / Double(plot.height) * 2).rounded(.up))
    var value = scale.lowerBound
    while value <= scale.upperBound {
      let share = (scale.upperBound - value) / height
      let y = plot.y + Int((share * Double(plot.height - 1)).rounded())
      var pen = Pen(area.x, y, end: area.right, palette.faint)
      pen.write(Int(value), columns: area.width - 1, on: &buffer)
      for column in stride(from: 0, to: plot.width, by: 3) {
        buffer.put(buffer.repertoire == .ascii ? 0x2E : 0xB7, plot.x + column, y, palette.graticule)
      }
      value += step
    }
  }

  private func minutes(_ plot: Rect, y: Int, _ palette: Palette, on buffer: inout Buffer) {
    for minute in 1..<5 {
      let x = plot.x + Int((1 - Double(minute) * 60 / Self.windowSeconds) * Double(plot.width - 1))
      buffer.put(buffer.repertoire == .ascii ? 0x2B : 0x2534, x, y, palette.faint)
      var pen = Pen(x + 1, y, end: plot.right, palette.faint)
      pen.write(-minute, on: &buffer)
      pen.write("min", on: &buffer)
    }
  }
}

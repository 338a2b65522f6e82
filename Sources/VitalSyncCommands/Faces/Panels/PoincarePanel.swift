import ECGCore
import TerminalUI

/// Each normal interval against the one before it, over the last five minutes (Poincaré plot): a comet along the
/// diagonal for a sinus rhythm, a cloud for a rhythm without order.
struct PoincarePanel {
  private var canvas = Canvas(grain: .braille)

  private static let windowSeconds = 300.0
  /// Least span of both axes, in milliseconds: a calm heart stays a small cloud.
  private static let leastSpan = 400.0

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(
      rect, title: rect.width >= 32 ? "RR against the RR before" : "Poincaré, last 5 min", palette.line,
      titleStyle: palette.title)
    let plot = rect.inset(1, 1)
    guard let history = model.frozenTrace ?? model.trace, plot.width >= 10, plot.height >= 5 else { return }
    guard let (low, high) = extent(history) else {
      buffer.text("settling", plot.x + 1, plot.y, palette.faint, end: plot.right)
      return
    }
    let grain = Canvas.Grain(buffer.repertoire)
    canvas.reset(columns: plot.width, rows: plot.height, grain: grain)
    func place(_ milliseconds: Double, _ dots: Int) -> Int {
      Int(((milliseconds - low) / (high - low) * Double(dots - 1)).rounded())
    }
    diagonal(plot, palette, on: &buffer)
    each(history) { earlier, later in
      canvas.set(place(earlier, canvas.dotsAcross), canvas.dotsDown - 1 - place(later, canvas.dotsDown))
    }
    for row in 0..<plot.height {
      for column in 0..<plot.width {
        guard let glyph = canvas.glyph(column, row) else { continue }
        buffer.put(glyph, plot.x + column, plot.y + row, palette.trace[1])
      }
    }
    axes(model, history, in: plot, palette, on: &buffer)
    var pen = Pen(rect.x + 2, rect.bottom - 1, end: rect.right - 1, palette.faint)
    pen.write(" ", on: &buffer)
    pen.write(Int(low), on: &buffer)
    pen.write(" ", on: &buffer)
    pen = Pen(rect.right - 10, rect.bottom - 1, end: rect.right - 1, palette.faint)
    pen.write(" ", on: &buffer)
    pen.write(Int(high), columns: 4, on: &buffer)
    pen.write(" ms ", on: &buffer)
  }

  /// `SD1 12  SD2 40 ms` (M. Brennan et al. 2001: across and along the diagonal), where the five minutes may be told.
  private func axes(
    _ model: MonitorModel, _ history: TraceHistory, in plot: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard model.snapshot?.hrvFiveMinutes.value != nil else { return }
    var (count, across, acrossSquares, along, alongSquares) = (0.0, 0.0, 0.0, 0.0, 0.0)
    each(history) { earlier, later in
      let (short, long) = ((later - earlier) / 2.0.squareRoot(), (later + earlier) / 2.0.squareRoot())
      count += 1
      across += short
      acrossSquares += short * short
      along += long
      alongSquares += long * long
    }
    guard count >= 2 else { return }
    func deviation(_ sum: Double, _ squares: Double) -> Double {
      (max(0, squares - sum * sum / count) / (count - 1)).squareRoot()
    }
    var pen = Pen(plot.x + 1, plot.y, end: plot.right, palette.value)
    for (name, value) in [("SD1 ", deviation(across, acrossSquares)), ("  SD2 ", deviation(along, alongSquares))] {
      pen.write(name, palette.label, on: &buffer)
      pen.style = palette.value
      pen.write(value, places: 0, on: &buffer)
    }
    pen.write(" ms", palette.faint, on: &buffer)
  }

  private func diagonal(_ plot: Rect, _ palette: Palette, on buffer: inout Buffer) {
    for column in stride(from: 0, to: plot.width, by: 2) {
      let row = plot.height - 1 - column * (plot.height - 1) / max(1, plot.width - 1)
      buffer.put(buffer.repertoire == .ascii ? 0x2E : 0xB7, plot.x + column, plot.y + row, palette.graticule)
    }
  }

  /// Pairs of normal intervals that follow one another without a hole.
  private func each(_ history: TraceHistory, _ body: (Double, Double) -> Void) {
    for age in 0..<max(0, history.intervals.count - 1) {
      let later = history.intervals[age: age]
      let earlier = history.intervals[age: age + 1]
      guard history.rate.seconds(Double(history.end) - earlier.from) <= Self.windowSeconds else { break }
      guard later.verdict == .normal, earlier.verdict == .normal, abs(later.from - earlier.to) < 1 else { continue }
      body(earlier.seconds * 1000, later.seconds * 1000)
    }
  }

  /// Whole hundreds that hold all pairs.
  private func extent(_ history: TraceHistory) -> (Double, Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    each(history) { earlier, later in
      low = min(low, earlier, later)
      high = max(high, earlier, later)
    }
    guard low <= high else { return nil }
    let middle = ((low + high) / 200).rounded() * 100
    let half = max(Self.leastSpan / 2, ((high - low) / 200).rounded(.up) * 100 + 100)
    return (max(0, middle - half), middle + half)
  }
}

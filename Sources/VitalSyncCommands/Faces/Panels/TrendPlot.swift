import TerminalUI

/// A figure over the session as a line, with a scale at the left and the minutes below. Holes stay holes.
struct TrendPlot {
  private var canvas = Canvas(grain: .braille)

  typealias Figure = (FigureHistory.Point) -> Double?

  /// A height that is drawn across, with words at its right, fewer where there is little room.
  struct Level {
    var value: Double
    var words: String
    var short: String
  }

  /// Columns of the scale.
  static let scaleColumns = 6
  /// Columns of the words for levels.
  private static let (levelColumns, shortColumns) = (23, 9)

  /// Where the curve stands in `area`: between its scale and the words for its levels.
  static func plot(in area: Rect, hasLevels: Bool) -> Rect {
    let inner = area.cutLeft(scaleColumns).rest
    return hasLevels ? inner.cutRight(inner.width >= 60 ? levelColumns : shortColumns).rest : inner
  }

  /// Longest distance of two points that are joined, in seconds.
  private static let joint = 2.5 * Double(FigureHistory.everySeconds)

  /// - Parameter places: decimals of the scale.
  mutating func paint(
    _ history: FigureHistory, range: ClosedRange<Double>, step: Double, places: Int, levels: [Level] = [],
    in area: Rect, _ style: Style, _ palette: Palette, on buffer: inout Buffer, figure: Figure
  ) {
    let scale = area.cutLeft(Self.scaleColumns).left
    let plot = Self.plot(in: area, hasLevels: !levels.isEmpty)
    guard plot.width >= 8, plot.height >= 2, range.upperBound > range.lowerBound else { return }
    canvas.reset(columns: plot.width, rows: plot.height, grain: Canvas.Grain(buffer.repertoire))
    func row(_ value: Double) -> Int {
      let share = (range.upperBound - value) / (range.upperBound - range.lowerBound)
      return plot.y + Int((share * Double(plot.height - 1)).rounded())
    }
    var value = (range.lowerBound / step).rounded(.up) * step
    while value <= range.upperBound + step / 1000 {
      var pen = Pen(scale.x, row(value), end: scale.right, palette.faint)
      pen.write(value, places: places, columns: scale.width - 1, on: &buffer)
      graticule(row(value), plot, palette, on: &buffer)
      value += step
    }
    for level in levels where range.contains(level.value) {
      line(level, row(level.value), plot, end: area.right, palette, on: &buffer)
    }
    draw(history, range, figure)
    for y in 0..<plot.height {
      for x in 0..<plot.width {
        if let glyph = canvas.glyph(x, y) { buffer.put(glyph, plot.x + x, plot.y + y, style) }
      }
    }
  }

  /// The minutes, on the frame's lower edge under a plot in `area`.
  static func minutes(
    _ history: FigureHistory, in area: Rect, y: Int, hasLevels: Bool = false, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let plot = plot(in: area, hasLevels: hasLevels)
    guard plot.width >= 24 else { return }
    let parts = plot.width >= 60 ? 5 : 2
    for part in 1..<parts {
      let minutes = history.window / 60 * Double(part) / Double(parts)
      let x = plot.x + Int((1 - Double(part) / Double(parts)) * Double(plot.width - 1))
      buffer.put(buffer.repertoire == .ascii ? 0x2B : 0x2534, x, y, palette.faint)
      var pen = Pen(x + 1, y, end: plot.right, palette.faint)
      pen.write("-", on: &buffer)
      pen.write(minutes, places: minutes == minutes.rounded() ? 0 : 1, on: &buffer)
      pen.write("min", on: &buffer)
    }
  }

  private mutating func draw(_ history: FigureHistory, _ range: ClosedRange<Double>, _ figure: Figure) {
    let (now, window) = (history.now, history.window)
    var later: (x: Int, y: Int, seconds: Double)?
    for age in 0..<history.points.count {
      let point = history.points[age: age]
      guard now - point.seconds <= window else { break }
      guard let value = figure(point) else { continue }
      let x = Int((1 - (now - point.seconds) / window) * Double(canvas.dotsAcross - 1))
      let share = (range.upperBound - value) / (range.upperBound - range.lowerBound)
      let y = Int((max(0, min(1, share)) * Double(canvas.dotsDown - 1)).rounded())
      if let later, later.seconds - point.seconds <= Self.joint {
        canvas.line(x, y, later.x, later.y)
      } else {
        canvas.set(x, y)
      }
      later = (x, y, point.seconds)
    }
  }

  private func graticule(_ y: Int, _ plot: Rect, _ palette: Palette, on buffer: inout Buffer) {
    for x in stride(from: plot.x, to: plot.right, by: 3) {
      buffer.put(buffer.repertoire == .ascii ? 0x2E : 0xB7, x, y, palette.graticule)
    }
  }

  private func line(
    _ level: Level, _ y: Int, _ plot: Rect, end: Int, _ palette: Palette, on buffer: inout Buffer
  ) {
    let dash: UInt32 = buffer.repertoire == .unicode ? 0x2504 : 0x2500
    for x in plot.x..<plot.right { buffer.put(dash, x, y, palette.graticuleSecond) }
    let isShort = level.words.count >= end - plot.right
    buffer.text(isShort ? level.short : level.words, plot.right + 1, y, palette.label, end: end)
  }

  /// A scale that holds a figure's values: steps of `steps`, the first that gives no more than `most` of them.
  static func scale(
    of history: FigureHistory, steps: [Double], most: Int, figure: Figure
  ) -> (range: ClosedRange<Double>, step: Double)? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for age in 0..<history.points.count {
      let point = history.points[age: age]
      guard history.now - point.seconds <= history.window else { break }
      guard let value = figure(point) else { continue }
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return nil }
    for step in steps {
      let lower = max(0, (low / step).rounded(.down) * step)
      let upper = max(lower + step, (high / step).rounded(.up) * step)
      if step == steps.last || (upper - lower) / step <= Double(max(1, most)) { return (lower...upper, step) }
    }
    return nil
  }
}

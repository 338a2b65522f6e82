import ECGCore
import TerminalUI

/// The ECG: curve, graticule, scales, and lanes that say in words what the curve cannot.
struct TracePanel {
  private var framing = TraceFraming()
  private var canvas = Canvas(grain: .braille)
  /// The class of the beat that each column shows, where it is not as usual.
  private var classes: [BeatLabel?] = []

  var gainInUse: ViewSettings.Gain { framing.gain }

  /// Rows from which the paper is drawn twice as large.
  private static let tallRows = 44
  /// Columns for the millivolt scale.
  private static let scaleColumns = 5
  /// What of the curve is a beat's complex, before and after its R peak, in seconds.
  private static let (complexBefore, complexAfter) = (0.10, 0.16)
  /// Width of the erase bar, in cells.
  private static let eraseCells = 3

  mutating func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let settings = model.settings
    buffer.box(rect, palette.line)
    let inner = rect.inset(1, 1)
    guard inner.width >= 12, inner.height >= 2 else { return }
    let hasLanes = inner.height >= 6
    let (beatLane, below) = inner.cutTop(hasLanes ? 1 : 0)
    let (stateLane, area) = below.cutBottom(hasLanes ? 1 : 0)
    let (scaleArea, plot) = area.cutLeft(inner.width >= 40 ? Self.scaleColumns : 0)
    let magnification = plot.height >= Self.tallRows ? 2 : 1

    guard let history = model.frozenTrace ?? model.trace else {
      title(settings, in: rect, palette, on: &buffer)
      TraceWords.banner(model, in: plot, palette, on: &buffer)
      return
    }
    framing.follow(history, settings: settings, rows: plot.height, magnification: magnification)
    let scale = TraceScale(gain: framing.gain, speed: settings.speed, magnification: magnification)
    let grain = Canvas.Grain(buffer.repertoire)
    canvas.reset(columns: plot.width, rows: plot.height, grain: grain)
    let newest = settings.showsConditioned ? history.conditionedEnd : history.end
    let back = settings.isFrozen ? history.rate.samples(in: settings.lookBackSeconds) : 0
    let window = TraceWindow(
      rate: history.rate, end: max(0, newest - back), dotsPerSecond: scale.cellsPerSecond * Double(grain.across),
      dotsAcross: canvas.dotsAcross, isScrolling: settings.isScrolling, eraseDots: Self.eraseCells * grain.across)

    // The zero line lies on a row's middle, so that the scale's figures stand where they say.
    let zeroRow = plot.height / 2 + Int((Double(framing.middle) * scale.rowsPerMillivolt).rounded())
    graticule(scale, zeroRow: zeroRow, in: plot, palette, on: &buffer)
    TraceCurve.draw(
      history, window, conditioned: settings.showsConditioned,
      zeroDot: Float(zeroRow * grain.down) + Float(grain.down - 1) / 2,
      dotsPerMillivolt: Float(scale.rowsPerMillivolt) * Float(grain.down), on: &canvas)
    name(history, window)
    transfer(history, window, to: plot, palette, on: &buffer)

    if scaleArea.width > 0 { millivolts(scale, zeroRow: zeroRow, in: scaleArea, palette, on: &buffer) }
    let lane = Rect(x: plot.x, y: beatLane.y, width: plot.width, height: beatLane.height)
    TraceLanes.marks(history, window, in: plot, lane: lane, palette, on: &buffer)
    TraceLanes.states(
      history, window, in: Rect(x: plot.x, y: stateLane.y, width: plot.width, height: stateLane.height),
      plot: plot, palette, on: &buffer)
    ticks(scale, plot: plot, y: rect.bottom - 1, palette, on: &buffer)
    title(settings, in: rect, palette, on: &buffer)
    TraceWords.banner(model, in: plot, palette, on: &buffer)
  }

  /// Which columns show a beat that is not as usual: from its R peak 100 ms back and 160 ms on, a broad complex.
  private mutating func name(_ history: TraceHistory, _ window: TraceWindow) {
    classes.removeAll(keepingCapacity: true)
    classes.append(contentsOf: repeatElement(nil, count: canvas.columns))
    for age in 0..<history.beats.count {
      let beat = history.beats[age: age]
      guard window.dot(beat.position) >= window.first else { break }
      guard let label = beat.label, label != .normal, label != .unknown else { continue }
      let from = window.dot(beat.position - Self.complexBefore * history.rate.hertz)
      let to = window.dot(beat.position + Self.complexAfter * history.rate.hertz)
      for dot in from...max(from, to) {
        guard let column = window.place(dot).map({ $0 / canvas.grain.across }), column < classes.count else { continue }
        classes[column] = label
      }
    }
  }

  /// Dots to cells, coloured by age and by what is known of the signal there.
  private func transfer(
    _ history: TraceHistory, _ window: TraceWindow, to plot: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let across = canvas.grain.across
    for column in 0..<canvas.columns {
      guard let newest = window.newestDot(from: column * across, count: across) else { continue }
      let age = Double(window.head - newest) / Double(window.dotsAcross)
      let state = history.state(Int(window.position(newest)))
      let style: Style
      if !state.isDisjoint(with: [.leadsOff, .flat]) {
        style = palette.traceUnfit
      } else if !state.isDisjoint(with: [.clipped, .poor]) {
        style = palette.warning
      } else if let named = classes[column].flatMap(palette.curve) {
        style = named
      } else if window.head - newest < 2 * across {
        style = palette.trace[0]
      } else {
        style = palette.trace[1 + min(palette.trace.count - 2, Int(age * Double(palette.trace.count - 1)))]
      }
      for row in 0..<canvas.rows {
        guard let glyph = canvas.glyph(column, row) else { continue }
        buffer.put(glyph, plot.x + column, plot.y + row, style)
      }
    }
  }

  private func graticule(
    _ scale: TraceScale, zeroRow: Int, in plot: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    // In seven bits its dots would look like the curve's.
    guard buffer.repertoire != .ascii else { return }
    for row in 0..<plot.height where (row - zeroRow) % scale.graticuleRows == 0 {
      var tick = 0
      while true {
        let column = Int((Double(tick) * scale.tickCells).rounded())
        guard column < plot.width else { break }
        let isSecond = tick % 5 == 0
        if isSecond || scale.tickCells >= 3 {
          buffer.put(
            0xB7, plot.x + column, plot.y + row, isSecond ? palette.graticuleSecond : palette.graticule)
        }
        tick += 1
      }
    }
  }

  private func millivolts(
    _ scale: TraceScale, zeroRow: Int, in area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    for row in 0..<area.height where (row - zeroRow) % scale.graticuleRows == 0 {
      let value = Double(zeroRow - row) / Double(scale.graticuleRows) * scale.graticuleMillivolts
      var pen = Pen(area.x, area.y + row, end: area.right, row == zeroRow ? palette.text : palette.faint)
      pen.write(value, places: scale.graticuleMillivolts < 0.5 ? 2 : 1, columns: area.width - 1, on: &buffer)
    }
  }

  /// Seconds and fifths on the lower edge.
  private func ticks(_ scale: TraceScale, plot: Rect, y: Int, _ palette: Palette, on buffer: inout Buffer) {
    let plain = buffer.repertoire == .ascii
    var tick = 0
    while true {
      let column = Int((Double(tick) * scale.tickCells).rounded())
      guard column < plot.width else { break }
      if tick % 5 == 0 {
        buffer.put(plain ? 0x2B : 0x2534, plot.x + column, y, palette.faint)
        if tick > 0, scale.cellsPerSecond >= 6, plot.width - column > 4 {
          var pen = Pen(plot.x + column + 1, y, end: plot.right, palette.faint)
          pen.write(tick / 5, on: &buffer)
          pen.write("s", on: &buffer)
        }
      } else if scale.tickCells >= 3 {
        buffer.put(plain ? 0x2B : 0x2534, plot.x + column, y, palette.line)
      }
      tick += 1
    }
  }

  /// "ECG filtered" on the left of the upper edge, "25 mm/s  10 mm/mV auto" on the right.
  private func title(_ settings: ViewSettings, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    var pen = Pen(rect.x + 2, rect.y, end: rect.right - 1, palette.title)
    pen.write(" ECG ", on: &buffer)
    pen.write(settings.showsConditioned ? "filtered " : "raw ", palette.faint, on: &buffer)
    guard rect.width >= 60 else { return }
    let isAuto = settings.gain == nil
    let width = isAuto ? 29 : 24
    pen = Pen(rect.right - 2 - width, rect.y, end: rect.right - 1, palette.faint)
    pen.write(" ", on: &buffer)
    pen.write(settings.speed.rawValue, places: settings.speed.places, columns: 5, on: &buffer)
    pen.write(" mm/s", on: &buffer)
    pen.write(framing.gain.rawValue, places: framing.gain == .quarter ? 1 : 0, columns: 5, on: &buffer)
    pen.write(" mm/mV ", on: &buffer)
    if isAuto { pen.write("auto ", on: &buffer) }
  }
}

extension ViewSettings.Speed {
  /// Decimals needed to say it.
  fileprivate var places: Int {
    switch self {
    case .quarter: 2
    case .half: 1
    case .normal, .double, .quadruple: 0
    }
  }
}

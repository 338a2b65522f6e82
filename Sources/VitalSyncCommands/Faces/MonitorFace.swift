import ECGCore
package import TerminalUI

/// The monitor's screen: a model to a buffer of any size. Keeps no more between frames than the trace's framing and the
/// memory it draws in.
package struct MonitorFace {
  private let palette: Palette
  private var trace = TracePanel()
  private var tachogram = TachogramPanel()
  private var poincare = PoincarePanel()
  private var variability = VariabilityView()
  private var effort = EffortView()
  private var findings = FindingsView()
  private var measure = MeasureView()
  private var families = FamiliesOverlay()

  /// Smallest size that shows anything but a plea for room.
  private static let least = (width: 20, height: 5)
  /// From here on the figures stand beside the trace, not below it.
  private static let wide = (width: 140, height: 30)

  package init(depth: ColorDepth) {
    palette = Palette(depth)
  }

  /// The gain last drawn with: chosen by the user, or by itself.
  package var gainInUse: ViewSettings.Gain { trace.gainInUse }

  package mutating func paint(_ model: MonitorModel, into buffer: inout Buffer) {
    buffer.clear(palette.background)
    let bounds = buffer.bounds
    guard bounds.width >= Self.least.width, bounds.height >= Self.least.height else {
      buffer.text("too small", 0, 0, palette.warning)
      return
    }
    if model.settings.view != .overview {
      chosen(model, bounds, on: &buffer)
    } else if bounds.width >= Self.wide.width, bounds.height >= Self.wide.height {
      beside(model, bounds, on: &buffer)
    } else if bounds.width >= 76, bounds.height >= 20 {
      below(model, bounds, on: &buffer)
    } else {
      essentials(model, bounds, on: &buffer)
    }
    if model.settings.showsFamilies { families.paint(model, over: bounds, palette, on: &buffer) }
    if model.settings.showsHelp { HelpOverlay.paint(over: bounds, palette, on: &buffer) }
  }

  /// The ECG above, and the screen that was chosen below it.
  private mutating func chosen(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    guard bounds.width >= 76, bounds.height >= 20 else {
      inBrief(model, bounds, on: &buffer)
      return
    }
    let main = edges(model, bounds, on: &buffer)
    let isGuided = model.settings.view == .measure
    let rows = main.height >= 60 ? 22 : main.height >= 40 ? 15 : main.height >= 28 ? 11 : isGuided ? 7 : 8
    let (top, rest) = isGuided ? main.cutTop(main.height - rows) : main.cutTop(rows)
    trace.paint(model, in: isGuided ? rest : top, palette, on: &buffer)
    let free = isGuided ? WaveLine.behindTitle : HeartLine.paint(model, over: top, palette, on: &buffer)
    WaveLine.paint(model, over: isGuided ? rest : top, from: free, palette, on: &buffer)
    let area = isGuided ? top : rest
    switch model.settings.view {
    case .overview: break
    case .variability: variability.paint(model, in: area, palette, on: &buffer)
    case .effort: effort.paint(model, in: area, palette, on: &buffer)
    case .findings: findings.paint(model, in: area, palette, on: &buffer)
    case .measure: measure.paint(model, in: area, palette, on: &buffer)
    }
  }

  /// The chosen screen's first figures in a few rows, and the trace where there is room for it.
  private mutating func inBrief(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let (header, below) = bounds.cutTop(1)
    EdgeLines.header(model, in: header, palette, on: &buffer)
    let (line, rest) = below.cutTop(1)
    let (rate, state) = line.cutLeft(model.snapshot?.heartRate.value == nil || model.isStale ? 0 : min(line.width, 9))
    if rate.width > 0 { HeartRatePanel.digits(model, in: rate.inset(1, 0), palette, on: &buffer) }
    TraceWords.line(model, in: state, palette, on: &buffer)
    let (figures, curve) = rest.cutTop(rest.height >= 9 ? 4 : rest.height >= 7 ? 3 : min(rest.height, 3))
    let area = figures.inset(1, 0)
    switch model.settings.view {
    case .overview: break
    case .variability: VariabilityView.brief(model, in: area, palette, on: &buffer)
    case .effort: EffortView.brief(model, in: area, palette, on: &buffer)
    case .findings: FindingsPanel.paint(model, in: area, palette, on: &buffer)
    case .measure: MeasureView.brief(model, in: area, palette, on: &buffer)
    }
    trace.paint(model, in: curve, palette, on: &buffer)
  }

  /// Figures in a column at the right.
  private mutating func beside(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let main = edges(model, bounds, on: &buffer)
    let isHuge = bounds.width >= 220 && bounds.height >= 60
    let (column, left) = main.cutRight(isHuge ? 58 : 44)
    let (rate, afterRate) = column.cutTop(isHuge ? 16 : 11)
    let (variability, afterVariability) = afterRate.cutTop(bounds.height >= 40 ? 10 : 6)
    HeartRatePanel.paint(model, in: rate, palette, on: &buffer)
    VariabilityPanel.paint(model, in: variability, palette, on: &buffer)
    let (signal, findings) = afterVariability.cutTop(SignalPanel.rows + 2)
    buffer.box(signal, title: "signal", palette.line, titleStyle: palette.title)
    SignalPanel.paint(model, in: signal.inset(2, 1), palette, on: &buffer)
    let (cloud, list) = isHuge ? findings.cutBottom(26) : findings.cutBottom(0)
    buffer.box(list, title: "findings", palette.line, titleStyle: palette.title)
    FindingsPanel.paint(model, in: list.inset(2, 1), palette, on: &buffer)
    if cloud.height > 0 { poincare.paint(model, in: cloud, palette, on: &buffer) }
    let (series, above) = left.cutBottom(bounds.height >= 44 ? (isHuge ? 20 : 11) : 0)
    if series.height > 0 { tachogram.paint(model, in: series, palette, on: &buffer) }
    trace.paint(model, in: above, palette, on: &buffer)
    WaveLine.paint(model, over: above, from: WaveLine.behindTitle, palette, on: &buffer)
  }

  /// Figures in a band below the trace.
  private mutating func below(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let main = edges(model, bounds, on: &buffer)
    let isTall = bounds.height >= 36
    let (band, above) = main.cutBottom(isTall ? 11 : 7)
    let (rate, rest) = band.cutLeft(isTall && bounds.width >= 106 ? 38 : 24)
    let (variability, last) = rest.cutLeft(VariabilityPanel.leastColumns + (bounds.width >= 96 ? 2 : -1))
    HeartRatePanel.paint(model, in: rate, palette, on: &buffer)
    VariabilityPanel.paint(model, in: variability, palette, on: &buffer)
    // Findings share the last panel where it is wide, and have a row of their own where it is not.
    let isWide = last.width >= 34
    buffer.box(last, title: isWide ? "signal and findings" : "signal", palette.line, titleStyle: palette.title)
    let area = last.inset(last.width >= 24 ? 2 : 1, 1)
    let (signal, findings) = area.cutTop(isWide ? SignalPanel.rows - 1 : area.height)
    SignalPanel.paint(model, in: signal, palette, on: &buffer)
    if isWide {
      FindingsPanel.paint(model, in: findings, palette, on: &buffer)
      trace.paint(model, in: above, palette, on: &buffer)
      WaveLine.paint(model, over: above, from: WaveLine.behindTitle, palette, on: &buffer)
    } else {
      let (row, panel) = above.cutBottom(1)
      FindingsPanel.row(model, in: row, palette, on: &buffer)
      trace.paint(model, in: panel, palette, on: &buffer)
      WaveLine.paint(model, over: panel, from: WaveLine.behindTitle, palette, on: &buffer)
    }
  }

  /// Rate and state, and a trace where there is room for one; more where the terminal is narrow but tall.
  private mutating func essentials(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let isTall = bounds.height >= 26 && bounds.width >= VariabilityPanel.leastColumns
    var rest = bounds
    if isTall {
      rest = edges(model, bounds, on: &buffer)
      let (variability, above) = rest.cutBottom(8)
      VariabilityPanel.paint(model, in: variability, palette, on: &buffer)
      rest = above
    } else {
      let (header, below) = bounds.cutTop(1)
      EdgeLines.header(model, in: header, palette, on: &buffer)
      rest = below
    }
    let rows = rest.height >= 16 ? 5 : rest.height >= 4 ? 3 : 1
    let (figures, below) = rest.cutTop(rows)
    let columns = min(figures.width, figures.height >= 5 ? 28 : 20)
    let (rate, state) = figures.cutLeft(columns)
    HeartRatePanel.digits(model, in: rate, palette, on: &buffer)
    if state.width >= 18 {
      SignalPanel.paint(model, in: state.cutTop(2).top, palette, on: &buffer)
      FindingsPanel.paint(model, in: state.cutTop(2).rest, palette, on: &buffer)
      trace.paint(model, in: below, palette, on: &buffer)
    } else {
      let (line, remaining) = below.cutTop(1)
      TraceWords.line(model, in: line, palette, on: &buffer)
      trace.paint(model, in: remaining, palette, on: &buffer)
    }
  }

  /// First and last rows; returns what is left between.
  private func edges(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) -> Rect {
    let (header, below) = bounds.cutTop(1)
    let (keys, above) = below.cutBottom(1)
    let (link, main) = above.cutBottom(bounds.height >= 28 ? 2 : 1)
    EdgeLines.header(model, in: header, palette, on: &buffer)
    EdgeLines.link(model.link, in: link, palette, on: &buffer)
    EdgeLines.keys(model, in: keys, palette, on: &buffer)
    return main
  }
}

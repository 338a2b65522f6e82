import ECGCore
package import TerminalUI

/// The monitor's screen: a model to a buffer of any size. Keeps no more between frames than the trace's framing and the
/// memory it draws in.
package struct MonitorFace {
  private let palette: Palette
  private var trace = TracePanel()

  /// Smallest size that shows anything but a plea for room.
  private static let least = (width: 20, height: 5)
  /// From here on the figures stand beside the trace, not below it.
  private static let wide = (width: 140, height: 30)

  package init(depth: ColorDepth) {
    palette = Palette(depth)
  }

  /// Paints everything; also tells the gain it drew with, from which keys go on.
  package mutating func paint(_ model: MonitorModel, into buffer: inout Buffer) -> ViewSettings.Gain {
    buffer.clear(palette.background)
    let bounds = buffer.bounds
    guard bounds.width >= Self.least.width, bounds.height >= Self.least.height else {
      buffer.text("too small", 0, 0, palette.warning)
      return trace.gainInUse
    }
    if bounds.width >= Self.wide.width, bounds.height >= Self.wide.height {
      beside(model, bounds, on: &buffer)
    } else if bounds.width >= 76, bounds.height >= 20 {
      below(model, bounds, on: &buffer)
    } else {
      essentials(model, bounds, on: &buffer)
    }
    if model.settings.showsHelp { HelpOverlay.paint(over: bounds, palette, on: &buffer) }
    return trace.gainInUse
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
    buffer.box(findings, title: "findings", palette.line, titleStyle: palette.title)
    FindingsPanel.paint(model, in: findings.inset(2, 1), palette, on: &buffer)
    trace.paint(model, in: left, palette, on: &buffer)
  }

  /// Figures in a band below the trace.
  private mutating func below(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let main = edges(model, bounds, on: &buffer)
    let isTall = bounds.height >= 36
    let (band, above) = main.cutBottom(isTall ? 10 : 7)
    let rateColumns = isTall && bounds.width >= 110 ? 42 : 30
    let (rate, rest) = band.cutLeft(bounds.width >= 100 ? rateColumns : 28)
    let (variability, last) = rest.cutLeft(bounds.width >= 100 ? 34 : 28)
    HeartRatePanel.paint(model, in: rate, palette, on: &buffer)
    VariabilityPanel.paint(model, in: variability, palette, on: &buffer)
    buffer.box(last, title: "signal and findings", palette.line, titleStyle: palette.title)
    let (signal, findings) = last.inset(2, 1).cutTop(SignalPanel.rows)
    SignalPanel.paint(model, in: signal, palette, on: &buffer)
    FindingsPanel.paint(model, in: findings, palette, on: &buffer)
    trace.paint(model, in: above, palette, on: &buffer)
  }

  /// Rate and state, and a trace where there is room for one.
  private mutating func essentials(_ model: MonitorModel, _ bounds: Rect, on buffer: inout Buffer) {
    let (header, rest) = bounds.cutTop(1)
    EdgeLines.header(model, in: header, palette, on: &buffer)
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
    let (link, main) = above.cutBottom(1)
    EdgeLines.header(model, in: header, palette, on: &buffer)
    EdgeLines.link(model.link, in: link, palette, on: &buffer)
    EdgeLines.keys(model, in: keys, palette, on: &buffer)
    return main
  }
}

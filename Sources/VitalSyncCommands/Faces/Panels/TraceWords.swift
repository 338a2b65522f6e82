import BoardLink
import ECGCore
import TerminalUI

/// The words over the curve when it cannot be believed, or when there is none.
enum TraceWords {
  static func banner(_ model: MonitorModel, in plot: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard plot.height >= 1, let (words, hint, style) = words(model, palette) else { return }
    let width = min(plot.width, words.count + 4)
    let x = plot.x + (plot.width - width) / 2
    let hasHint = plot.height >= 5 && hint.count + 4 <= plot.width
    let y = plot.y + plot.height / 2 - (plot.height >= 5 ? 1 : 0)
    let rows = plot.height >= 5 ? 3 : 1
    buffer.fill(Rect(x: x, y: y, width: width, height: rows), " ", style)
    buffer.text(words, x + 2, y + rows / 2, style, end: x + width)
    guard hasHint else { return }
    let hintX = plot.x + (plot.width - hint.count) / 2
    buffer.text("  ", hintX - 2, y + rows, palette.background)
    let past = buffer.text(hint, hintX, y + rows, palette.text)
    buffer.text("  ", past, y + rows, palette.background)
  }

  /// The same in one row, where there is no room for a panel.
  static func line(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard rect.height > 0 else { return }
    if let (words, _, style) = words(model, palette) {
      buffer.text(" " + words + " ", rect.x + 1, rect.y, style, end: rect.right)
    } else if let finding = model.snapshot?.activeFindings.first {
      var pen = Pen(rect.x + 1, rect.y, end: rect.right, palette.warning)
      pen.write(FindingsPanel.mark(finding.severity), on: &buffer)
      pen.write(" ", on: &buffer)
      pen.write(finding.kind.words, on: &buffer)
    } else {
      SignalPanel.paint(
        model, in: Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: 1), palette, on: &buffer)
    }
  }

  private static func words(_ model: MonitorModel, _ palette: Palette) -> (String, String, Style)? {
    switch model.link.phase {
    case .detecting where model.trace == nil:
      return ("LISTENING TO THE BOARD", "finding its speed, format and rate", palette.noteBanner)
    case .silent:
      return ("NO DATA", "the port is open and nothing comes: is the sketch running?", palette.warningBanner)
    case .lost:
      return ("BOARD GONE", "the session ends", palette.alarmBanner)
    case .reconnecting:
      let seconds = Int(model.link.interruptions.current ?? 0)
      return (
        "RECONNECTING  \(seconds) s", "the board is unplugged: plug it in again, or q to end", palette.alarmBanner
      )
    case .detecting, .streaming, .ended: break
    }
    guard !model.settings.isFrozen, let snapshot = model.snapshot else { return nil }
    if !snapshot.leads.isDisjoint(with: .leadsOff) {
      let which =
        snapshot.leads.isSuperset(of: .leadsOff)
        ? "both electrodes"
        : snapshot.leads.contains(.leadOffPlus) ? "positive electrode (LO+)" : "negative electrode (LO-)"
      return ("LEADS OFF", "\(which): press it on, check the cable", palette.warningBanner)
    }
    return words(snapshot.quality?.state).map { ($0.0, $0.1, palette.warningBanner) }
  }

  private static func words(_ state: SignalState?) -> (String, String)? {
    switch state {
    case .clipped?: ("CLIPPED", "the amplifier stands at its rail: sit still, check the electrodes")
    case .flat?: ("FLAT LINE", "the input does not move: check cable and board")
    case .poor?: ("POOR SIGNAL", "too much movement or noise to trust a beat")
    case .leadsOff?: ("LEADS OFF", "press the electrodes on, check the cable")
    case .good?, .fair?, nil: nil
    }
  }
}

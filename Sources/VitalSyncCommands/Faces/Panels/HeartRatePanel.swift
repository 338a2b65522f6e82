import ECGCore
import TerminalUI

/// The heart rate in the largest figures that fit, or the word why there is none.
enum HeartRatePanel {
  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "heart rate  bpm", palette.line, titleStyle: palette.title)
    digits(model, in: rect.inset(1, 1), palette, on: &buffer)
    pulse(model, x: rect.right - 4, y: rect.y, palette, on: &buffer)
  }

  /// The figures alone, centred.
  static func digits(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let reading = model.snapshot?.heartRate ?? .refused(.settling)
    let rate = model.isStale ? nil : reading.value
    let words = model.isStale ? "no data" : reading.refusal?.words ?? ""
    let style = style(model, palette)
    guard let size = size(for: area) else {
      var pen = Pen(area.x, area.y, end: area.right, style)
      if let rate {
        pen.write(Int(rate.rounded()), columns: 3, on: &buffer)
        pen.write(" bpm", palette.label, on: &buffer)
      } else {
        pen.write(words, palette.warning, on: &buffer)
      }
      return
    }
    let width = size.width(of: 3)
    let x = area.x + (area.width - width) / 2
    let y = area.y + (area.height - size.rows + 1) / 2
    guard let rate else {
      size.paint(nil, digits: 3, x: x, y: y, palette.faint, on: &buffer)
      let row = min(area.bottom - 1, y + size.rows - 1)
      buffer.text(words, x + (width - words.utf8.count) / 2, row, palette.warning, end: area.right)
      return
    }
    size.paint(Int(rate.rounded()), digits: 3, x: x, y: y, style, on: &buffer)
  }

  private static func size(for area: Rect) -> SegmentDigits? {
    [SegmentDigits.huge, .large, .medium, .small].first {
      $0.rows <= area.height && $0.width(of: 3) <= area.width
    }
  }

  /// Amber or red while a finding about the rate holds.
  static func style(_ model: MonitorModel, _ palette: Palette) -> Style {
    var gravest: Severity?
    for finding in model.snapshot?.activeFindings ?? [] where finding.kind != .leadsOff {
      gravest = max(gravest ?? .note, finding.severity)
    }
    switch gravest {
    case .alarm?: return palette.alarm
    case .warning?: return palette.warning
    case .note?, nil: return palette.heart
    }
  }

  /// A heart that lights with each beat.
  private static func pulse(_ model: MonitorModel, x: Int, y: Int, _ palette: Palette, on buffer: inout Buffer) {
    guard let trace = model.trace, trace.beats.count > 0 else { return }
    let since = Double(trace.end) - trace.beats[age: 0].position
    let isLit = since >= 0 && trace.rate.seconds(since) < Self.litSeconds
    let plain = buffer.repertoire != .unicode
    buffer.put(Cell.space, x, y, palette.line)
    buffer.put(plain ? 0x2A : 0x2665, x + 1, y, isLit ? palette.heart : palette.line)
    buffer.put(Cell.space, x + 2, y, palette.line)
  }

  /// How long the heart stays lit after an R peak, decision delay included.
  private static let litSeconds = 0.45
}

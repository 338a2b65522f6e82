import ECGCore
import TerminalUI

/// What the effort comes to, how the heart recovers from it, and the breath.
enum LoadPanel {
  /// Rows with its frame.
  static let rows = 6
  private static let nameColumns = 10

  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "load, recovery, breath", palette.line, titleStyle: palette.title)
    rows(model, in: rect.inset(2, 1), palette, on: &buffer)
  }

  /// As many rows as there is room for, the most wanted first.
  private static func rows(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard let snapshot = model.snapshot else { return }
    var y = area.y
    func row(_ name: String, _ buffer: inout Buffer, _ write: (inout Pen, inout Buffer) -> Void) {
      guard y < area.bottom else { return }
      buffer.text(name, area.x, y, palette.label, end: area.right)
      var pen = Pen(area.x + nameColumns, y, end: area.right, palette.value)
      write(&pen, &buffer)
      y += 1
    }
    row("TRIMP", &buffer) { pen, buffer in trimp(snapshot.training, &pen, palette, on: &buffer) }
    row("breath", &buffer) { pen, buffer in breath(model, &pen, palette, on: &buffer) }
    let recovery = snapshot.recovery
    row("HRR60", &buffer) { pen, buffer in
      fall(
        recovery?.after60, needs: area.width >= 36 ? "after a minute of effort" : "after effort", &pen, palette,
        on: &buffer)
      if let recovery, pen.end - pen.x >= 22 {
        pen.write("  from ", palette.faint, on: &buffer)
        pen.style = palette.text
        pen.write(recovery.peak, places: 0, on: &buffer)
        pen.write(" at ", palette.faint, on: &buffer)
        pen.write(clock: recovery.endedAt, on: &buffer)
      }
    }
    row("HRR120", &buffer) { pen, buffer in fall(recovery?.after120, needs: "", &pen, palette, on: &buffer) }
  }

  private static func trimp(
    _ training: TrainingLoad?, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard let edwards = training?.edwards.value else {
      pen.clipped("needs --max-hr", palette.faint, on: &buffer)
      return
    }
    pen.write(edwards, places: 1, on: &buffer)
    pen.write(" Edwards", palette.faint, on: &buffer)
    guard pen.end - pen.x >= 12 else { return }
    if let banister = training?.banister.value {
      pen.skip(2)
      pen.write(banister, places: 1, on: &buffer)
      pen.clipped(" Banister", palette.faint, on: &buffer)
    } else if pen.end - pen.x >= 36 {
      pen.clipped("  (Banister: --rest-hr, --sex)", palette.faint, on: &buffer)
    }
  }

  static func breath(_ model: MonitorModel, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer) {
    switch model.snapshot?.respiration ?? .refused(.settling) {
    case _ where model.isStale: pen.write("no data", palette.faint, on: &buffer)
    case .refused(let why): pen.write(why.words, palette.faint, on: &buffer)
    case .value(let breath):
      pen.write(breath.breathsPerMinute, places: 1, on: &buffer)
      pen.write(" /min", palette.faint, on: &buffer)
      guard pen.end - pen.x >= 14 else { return }
      pen.write("  quality ", palette.faint, on: &buffer)
      pen.style = palette.text
      pen.write(breath.quality, places: 2, on: &buffer)
    }
  }

  private static func fall(
    _ reading: Reading<Double>?, needs: String, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer
  ) {
    switch reading {
    case nil: pen.clipped(needs, palette.faint, on: &buffer)
    case .refused(let why)?: pen.write(why.words, palette.faint, on: &buffer)
    case .value(let fall)?:
      pen.write(fall, places: 0, on: &buffer)
      pen.write(" bpm", palette.faint, on: &buffer)
    }
  }
}

import ECGCore
import TerminalUI

/// The rhythm: its name, since when and how sure; ectopic beats, and pauses.
enum RhythmPanel {
  /// Rows with its frame; one more where S needs a word of caution.
  static func rows(_ model: MonitorModel) -> Int {
    model.snapshot.map { FibrillationCaution.isOfSession($0) } == true ? 7 : 6
  }
  private static let nameColumns = 13

  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    buffer.box(rect, title: "rhythm", palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard let snapshot = model.snapshot, area.height >= 1 else { return }
    line(model, in: Rect(x: area.x, y: area.y, width: area.width, height: 1), palette, on: &buffer)
    var y = area.y + 1
    func row(_ name: String, _ buffer: inout Buffer, _ write: (inout Pen, inout Buffer) -> Void) {
      guard y < area.bottom else { return }
      buffer.text(name, area.x, y, palette.label, end: area.right)
      var pen = Pen(area.x + nameColumns, y, end: area.right, palette.text)
      write(&pen, &buffer)
      y += 1
    }
    row("ventricular", &buffer) { counts(snapshot.burden.ventricular, snapshot, &$0, palette, on: &$1) }
    row("supraventr.", &buffer) { counts(snapshot.burden.supraventricular, snapshot, &$0, palette, on: &$1) }
    if FibrillationCaution.isOfSession(snapshot), y < area.bottom {
      buffer.clipped(FibrillationCaution.words(columns: area.width), area.x, y, palette.warning, end: area.right)
      y += 1
    }
    row("patterns", &buffer) { pen, buffer in
      pen.write(snapshot.ectopy.bigeminies, on: &buffer)
      pen.write(" bigem. ", palette.faint, on: &buffer)
      pen.write(snapshot.ectopy.trigeminies, on: &buffer)
      pen.write(" trigem. ", palette.faint, on: &buffer)
      pen.write(snapshot.pauses, on: &buffer)
      pen.clipped(snapshot.pauses == 1 ? " pause" : " pauses", palette.faint, on: &buffer)
    }
  }

  /// `sinus rhythm since 0:12, 97 %`.
  static func line(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard let snapshot = model.snapshot else { return }
    var pen = Pen(area.x, area.y, end: area.right, palette.value)
    switch snapshot.rhythm {
    case _ where model.isStale: pen.clipped("no data", palette.warning, on: &buffer)
    case .refused(let why): pen.clipped(why.words, palette.faint, on: &buffer)
    case .value(let name):
      pen.clipped(name.words, style(name, palette), on: &buffer)
      guard let episode = snapshot.rhythmEpisode, episode.name == name, pen.end - pen.x >= 20 else { return }
      pen.write(" since ", palette.faint, on: &buffer)
      pen.style = palette.text
      pen.write(clock: Int(snapshot.rate.seconds(Double(episode.onset))), on: &buffer)
      pen.write(", ", palette.faint, on: &buffer)
      pen.write(Int((100 * episode.confidence).rounded()), on: &buffer)
      pen.write(" %", palette.faint, on: &buffer)
    }
  }

  /// What asks for attention is not written like what does not.
  static func style(_ name: RhythmName, _ palette: Palette) -> Style {
    switch name {
    case .ventricularFibrillation: palette.style(.alarm)
    case .ventricularTachycardia, .supraventricularTachycardia, .atrialFibrillation: palette.style(.warning)
    case .sinus, .bradycardia, .tachycardia, .sinusArrhythmia, .bigeminy, .trigeminy: palette.value
    }
  }

  private static func counts(
    _ counts: EctopyBurden.Counts, _ snapshot: MonitorSnapshot, _ pen: inout Pen, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    pen.write(counts.isolated, on: &buffer)
    pen.write(" single ", palette.faint, on: &buffer)
    pen.write(counts.couplets, on: &buffer)
    pen.write(" coupl. ", palette.faint, on: &buffer)
    pen.write(counts.runs, on: &buffer)
    pen.write(" runs", palette.faint, on: &buffer)
    guard snapshot.burden.named > 0, pen.end - pen.x >= 16 else { return }
    pen.write(", ", palette.faint, on: &buffer)
    pen.write(100 * Double(counts.beats) / Double(snapshot.burden.named), places: 1, on: &buffer)
    pen.clipped(" % of beats", palette.faint, on: &buffer)
  }
}

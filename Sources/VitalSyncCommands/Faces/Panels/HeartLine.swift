import ECGCore
import TerminalUI

/// The heart in a few words on the ECG's frame, for screens whose panels tell of something else.
enum HeartLine {
  /// Columns of the curve's own title before it, and of paper speed and gain after it.
  private static let (before, after) = (18, 32)

  /// Returns the column of the frame from which it is free behind the words.
  static func paint(
    _ model: MonitorModel, over trace: Rect, _ palette: Palette, on buffer: inout Buffer
  ) -> Int {
    guard trace.height > 0, trace.width >= Self.before + Self.after + 14 else { return Self.before }
    var pen = Pen(trace.x + Self.before, trace.y, end: trace.right - Self.after, palette.line)
    let reading: Reading<Double> = model.snapshot?.heartRate ?? .refused(.settling)
    pen.write(" ", on: &buffer)
    switch reading {
    case _ where model.isStale: pen.write("no data", palette.warning, on: &buffer)
    case .refused(let why): pen.write(why.words, palette.warning, on: &buffer)
    case .value(let rate):
      pen.style = HeartRatePanel.style(model, palette)
      pen.write(Int(rate.rounded()), on: &buffer)
      pen.write(" bpm", palette.label, on: &buffer)
      rhythm(model, &pen, palette, on: &buffer)
    }
    pen.write(" ", palette.line, on: &buffer)
    return pen.x - trace.x
  }

  /// Its name, where there is room for all of it.
  private static func rhythm(_ model: MonitorModel, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer) {
    guard let name = model.snapshot?.rhythm.value, name.words.count + 4 <= pen.end - pen.x else { return }
    pen.write("  ", palette.line, on: &buffer)
    pen.write(name.words, RhythmPanel.style(name, palette), on: &buffer)
  }
}

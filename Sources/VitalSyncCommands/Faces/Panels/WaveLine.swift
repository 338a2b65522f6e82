import ECGCore
import TerminalUI

/// PR, QRS, QT and QTc of the averaged beat on the ECG's frame, as much of it as there is room for; before them, in atrial
/// fibrillation, what its S letters are worth.
enum WaveLine {
  /// Where the frame is free from, in columns: behind the curve's title.
  static let behindTitle = 18
  /// Columns of paper speed and gain at the frame's end.
  private static let after = 32

  static func paint(
    _ model: MonitorModel, over trace: Rect, from column: Int, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard trace.height > 0, !model.isStale, let snapshot = model.snapshot else { return }
    var pen = Pen(trace.x + column, trace.y, end: trace.right - after, palette.faint)
    func write(_ words: String, _ style: Style) {
      pen.write(" ", on: &buffer)
      pen.write(words, style, on: &buffer)
      pen.write(" ", on: &buffer)
    }
    func fits(_ words: String) -> Bool { words.count + 2 <= pen.end - pen.x }
    if FibrillationCaution.isOfNow(snapshot), fits(FibrillationCaution.short) {
      write(FibrillationCaution.short, palette.warning)
    }
    guard let intervals = snapshot.intervals, let words = forms(intervals).first(where: fits) else { return }
    let age = snapshot.rate.seconds(Double(snapshot.end) - intervals.position)
    write(words, age <= freshSeconds ? palette.text : palette.faint)
  }

  /// What is older stands back, in seconds: it is no word on now.
  private static let freshSeconds = 15.0

  /// From the fullest to the shortest; a figure that is refused is a dash.
  private static func forms(_ intervals: HeartIntervals) -> [String] {
    func figure(_ name: String, _ reading: Reading<Double>) -> String {
      "\(name) \(reading.value.map { fixed($0, 0) } ?? "-")"
    }
    let (pr, qrs, qt) = (figure("PR", intervals.pr), figure("QRS", intervals.qrs), figure("QT", intervals.qt))
    let qtc = figure("QTc", intervals.qtc(.fridericia))
    let all = "\(pr)  \(qrs)  \(qt)  \(qtc) ms"
    let counted = "\(all), mean of \(intervals.beats) beats"
    return (intervals.bandwidth == .limited ? [counted + ", limited bandwidth"] : []) + [
      counted, "\(all) (\(intervals.beats))", all, "\(pr) \(qrs) \(qtc)", qtc,
    ]
  }
}

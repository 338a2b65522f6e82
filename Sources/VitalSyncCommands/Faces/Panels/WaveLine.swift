import ECGCore
import TerminalUI

/// PR, QRS, QT and QTc of the averaged beat on the ECG's frame, as much of it as there is room for.
enum WaveLine {
  /// Where the frame is free from, in columns: behind the curve's title.
  static let behindTitle = 18
  /// Columns of paper speed and gain at the frame's end.
  private static let after = 32

  static func paint(
    _ model: MonitorModel, over trace: Rect, from column: Int, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard trace.height > 0, !model.isStale, let intervals = model.snapshot?.intervals else { return }
    let room = trace.width - column - after
    guard let words = forms(intervals).first(where: { $0.count + 2 <= room }) else { return }
    let rate = model.snapshot?.rate.seconds(Double(model.snapshot?.end ?? 0) - intervals.position) ?? 0
    var pen = Pen(trace.x + column, trace.y, end: trace.right - after, palette.faint)
    pen.write(" ", on: &buffer)
    pen.write(words, rate <= freshSeconds ? palette.text : palette.faint, on: &buffer)
    pen.write(" ", on: &buffer)
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

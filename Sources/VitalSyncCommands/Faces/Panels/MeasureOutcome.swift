import ECGCore
import TerminalUI

/// What a finished measure came to: a row a phase, a sentence, and how sure it is.
enum MeasureOutcome {
  static func paint(_ guide: MeasureGuide, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let judgement = MeasureJudgement(guide)
    var y = area.y
    func words(_ text: String, _ style: Style, _ buffer: inout Buffer) {
      for line in TextWrap.lines(text, columns: area.width, indent: "", hanging: "") where y < area.bottom {
        buffer.text(line, area.x, y, style, end: area.right)
        y += 1
      }
    }
    let isGood = judgement.isComparable
    words(
      isGood ? "DONE: the measure is good" : "DONE: the measure is NOT good", isGood ? palette.heart : palette.warning,
      &buffer)
    if area.height >= 10 {
      y += 1
      table(judgement, y: &y, in: area, palette, on: &buffer)
      y += 1
    }
    words(judgement.sentence, palette.value, &buffer)
    if area.height >= 12 { y += 1 }
    words(judgement.sureness, isGood ? palette.text : palette.warning, &buffer)
  }

  private static let columns = ["bpm", "RMSSD", "SDNN", "pNN50", "fit %", "corr. %"]

  private static func table(
    _ judgement: MeasureJudgement, y: inout Int, in area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let first = 10
    let width = max(7, min(12, (area.width - first - 12) / columns.count))
    var pen = Pen(area.x + first, y, end: area.right, palette.faint)
    for column in columns {
      pen.skip(max(0, width - column.count))
      pen.write(column, on: &buffer)
    }
    y += 1
    for (phase, result) in judgement.results where y < area.bottom {
      buffer.text(judgement.phaseName(phase), area.x, y, palette.label, end: area.right)
      pen = Pen(area.x + first, y, end: area.right, palette.value)
      let figures = result.figures.value
      for figure in [figures?.meanHeartRate, figures?.rmssd, figures?.sdnn, figures?.pnn50] {
        pen.write(figure ?? .nan, places: 0, columns: width, on: &buffer)
      }
      pen.style = result.fitShare >= MeasureResult.leastFitShare ? palette.value : palette.warning
      pen.write(100 * result.fitShare, places: 0, columns: width, on: &buffer)
      pen.style = result.artefactShare <= HRVRequirement.unreliableShare ? palette.value : palette.warning
      pen.write(100 * result.artefactShare, places: 1, columns: width, on: &buffer)
      let isSteady = result.stationarity.value?.isStationary == true
      pen.write("  " + MeasureEnd.steadiness(result), isSteady ? palette.text : palette.warning, on: &buffer)
      y += 1
    }
  }
}

import ECGCore
import TerminalUI

/// Screen 5, full of one thing: what to do now, and for how long still. To be read lying down, from an arm's length.
struct MeasureView {
  func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard let guide = model.measure else { return }
    buffer.box(rect, title: MeasureEnd.title(guide.kind), palette.line, titleStyle: palette.title)
    let area = rect.inset(2, 1)
    guard area.height >= 3 else { return }
    if guide.phase == .finished {
      MeasureOutcome.paint(guide, in: area, palette, on: &buffer)
      return
    }
    let (order, below) = area.cutTop(area.height >= 18 ? 4 : 2)
    Self.order(model, guide, in: order, palette, on: &buffer)
    let (foot, middle) = below.cutBottom(area.height >= 18 ? 5 : 3)
    Self.figures(model, guide, in: middle, palette, on: &buffer)
    Self.judgement(model, guide, in: foot, palette, on: &buffer)
  }

  /// The order across the whole width, and its hint below.
  private static func order(
    _ model: MonitorModel, _ guide: MeasureGuide, in area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let instruction = MeasureInstruction(guide)
    let style =
      instruction.isTurn || guide.waitsFor != nil || model.isStale ? palette.warningBanner : palette.noteBanner
    let rows = area.height >= 4 ? 3 : 1
    buffer.fill(Rect(x: area.x, y: area.y, width: area.width, height: rows), " ", style)
    let order = model.isStale ? "THE BOARD SAYS NOTHING" : instruction.order
    centred(order, area, area.y + rows / 2, style, on: &buffer)
    let hint = model.isStale ? "the clock stands still until it is back" : instruction.hint
    centred(hint, area, area.y + rows, guide.waitsFor == nil ? palette.text : palette.warning, on: &buffer)
  }

  private static func centred(_ words: String, _ area: Rect, _ y: Int, _ style: Style, on buffer: inout Buffer) {
    buffer.clipped(words, area.x + max(0, area.width - words.count) / 2, y, style, end: area.right)
  }

  /// The countdown, and the rate beside it.
  private static func figures(
    _ model: MonitorModel, _ guide: MeasureGuide, in area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let (rate, countdown) = area.cutRight(area.width / 2)
    let text = clockText(guide.remainingSeconds)
    let isStill = guide.waitsFor != nil || model.isStale
    let labelled = countdown.height >= 6
    let room = labelled ? countdown.cutBottom(1).rest : countdown
    let size = [SegmentDigits.huge, .large, .medium, .small].first {
      $0.rows <= room.height && $0.width(of: "0:00") <= room.width
    }
    let style = isStill ? palette.faint : palette.value
    if let size {
      let x = room.x + (room.width - size.width(of: text)) / 2
      size.paint(text, x: x, y: room.y + (room.height - size.rows + 1) / 2, style, on: &buffer)
    } else {
      centred(text, room, room.y, style, on: &buffer)
    }
    if labelled {
      centred(isStill ? "the clock stands still" : "left", countdown, countdown.bottom - 1, palette.faint, on: &buffer)
      centred("bpm", rate, rate.bottom - 1, palette.faint, on: &buffer)
    }
    HeartRatePanel.digits(model, in: labelled ? rate.cutBottom(1).rest : rate, palette, on: &buffer)
  }

  /// How far it is, phase by phase, and whether the signal will do.
  private static func judgement(
    _ model: MonitorModel, _ guide: MeasureGuide, in area: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    var y = area.bottom - 3
    let whole = guide.phase.seconds(in: guide.kind)
    buffer.meter(
      whole > 0 ? 1 - Double(guide.remainingSeconds) / Double(whole) : 1, area.x, y, columns: area.width, palette.heart,
      palette.line)
    y += 1
    ribbon(guide, in: Rect(x: area.x, y: y, width: area.width, height: 1), palette, on: &buffer)
    y += 1
    var pen = Pen(area.x, y, end: area.right, palette.text)
    SignalPanel.paint(
      model, in: Rect(x: pen.x, y: y, width: min(17, area.width), height: 1), palette, on: &buffer)
    pen.skip(19)
    guard let share = guide.fitShareSoFar else { return }
    let isEnough = share >= MeasureResult.leastFitShare
    pen.write("fit so far ", palette.label, on: &buffer)
    pen.style = isEnough ? palette.value : palette.warning
    pen.write(share * 100, places: 0, on: &buffer)
    pen.write(" %", on: &buffer)
    pen.clipped(isEnough ? "  enough, 90 % is needed" : "  NOT ENOUGH, 90 % is needed", on: &buffer)
  }

  /// `settling ok  [lying]  rising 0:30  standing 3:00`
  private static func ribbon(_ guide: MeasureGuide, in row: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let judgement = MeasureJudgement(guide)
    let order = MeasurePhase.allCases
    var pen = Pen(row.x, row.y, end: row.right, palette.faint)
    for phase in order where phase.seconds(in: guide.kind) > 0 {
      let isNow = phase == guide.phase
      let isPast = (order.firstIndex(of: phase) ?? 0) < (order.firstIndex(of: guide.phase) ?? 0)
      pen.write(isNow ? "[" : " ", palette.value, on: &buffer)
      pen.style = isNow ? palette.value : palette.faint
      pen.write(judgement.phaseName(phase), on: &buffer)
      pen.write(" ", on: &buffer)
      if isPast {
        let result = guide.results[phase]
        pen.write(result.map { $0.isValid ? "good" : "not good" } ?? "done", on: &buffer)
      } else {
        pen.write(clock: phase.seconds(in: guide.kind), on: &buffer)
      }
      pen.write(isNow ? "]" : " ", palette.value, on: &buffer)
      pen.skip(2)
    }
  }

  static func clockText(_ seconds: Int) -> String {
    "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }

  /// Order, countdown and state in a row each.
  static func brief(_ model: MonitorModel, in area: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard let guide = model.measure, area.height >= 1 else { return }
    guard guide.phase != .finished else {
      MeasureOutcome.paint(guide, in: area, palette, on: &buffer)
      return
    }
    let instruction = MeasureInstruction(guide)
    var pen = Pen(area.x, area.y, end: area.right, palette.noteBanner)
    pen.write(" ", on: &buffer)
    pen.write(instruction.order, on: &buffer)
    pen.write(" ", on: &buffer)
    pen.style = palette.value
    pen.write(clock: guide.remainingSeconds, columns: 6, on: &buffer)
    guard area.height >= 2 else { return }
    buffer.clipped(instruction.hint, area.x, area.y + 1, palette.text, end: area.right)
    guard area.height >= 3 else { return }
    ribbon(guide, in: Rect(x: area.x, y: area.y + 2, width: area.width, height: 1), palette, on: &buffer)
  }
}

import ECGCore
import TerminalUI

/// Time in the five heart-rate zones as bars, the one the heart is in marked.
enum ZonesPanel {
  /// Rows with its frame.
  static let rows = 7

  static func paint(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let area = rect.inset(2, 1)
    let burden = hasEctopy(model) && area.width >= Self.leastForBurden ? Self.burdenColumns : 0
    let isCautious = burden > 0 && model.snapshot.map { FibrillationCaution.isOfSession($0) } == true
    buffer.box(
      rect, title: "time in zones" + (isCautious ? ", \(FibrillationCaution.short)" : ""), palette.line,
      titleStyle: palette.title)
    guard area.height >= 1, let training = model.snapshot?.training else { return }
    guard let maximum = training.limits.maximum else {
      for (row, words) in ["Zones need your highest rate:", "--max-hr, or a guess by --age"].enumerated()
      where row < area.height {
        buffer.clipped(words, area.x, area.y + row, palette.faint, end: area.right)
      }
      return
    }
    edge(training, maximum, rect, palette, on: &buffer)
    let total = max(1, (0...5).reduce(0) { $0 + training.seconds(inZone: $1) })
    let current = model.isStale ? nil : training.zone.value
    let spread = area.height >= 10 ? 2 : 1
    for zone in stride(from: 5, through: 1, by: -1) {
      let y = area.y + (5 - zone) * spread
      guard y < area.bottom else { break }
      let isHere = zone == current
      let style = isHere ? palette.heart : palette.text
      var pen = Pen(area.x, y, end: area.right, style)
      pen.write(isHere ? (buffer.repertoire == .unicode ? "▸" : ">") : " ", on: &buffer)
      pen.write(zone, on: &buffer)
      pen.style = palette.faint
      pen.write(Int((training.limits.begin(ofZone: zone) ?? 0).rounded(.up)), columns: 4, on: &buffer)
      pen.write("+ ", on: &buffer)
      let bar = max(0, area.right - pen.x - 9 - burden)
      let seconds = training.seconds(inZone: zone)
      buffer.meter(Double(seconds) / Double(total), pen.x, y, columns: bar, style, palette.line)
      pen.skip(bar)
      pen.style = isHere ? palette.value : palette.text
      pen.write(clock: seconds, columns: 9, on: &buffer)
      if burden > 0 { self.burden(model.snapshot?.burden.inZone(zone), &pen, palette, on: &buffer) }
    }
  }

  private static func hasEctopy(_ model: MonitorModel) -> Bool {
    guard let burden = model.snapshot?.burden else { return false }
    return burden.ventricular.beats + burden.supraventricular.beats > 0
  }

  /// Columns of ` 123 V  12 S`, and from which width on there is room for them.
  private static let (burdenColumns, leastForBurden) = (13, 38)

  /// Ectopic beats in the zone.
  private static func burden(
    _ counts: ClassBurden.Zone?, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard let counts else { return }
    pen.style = counts.ventricular > 0 ? palette.letter(.ventricular) : palette.faint
    pen.write(counts.ventricular, columns: 5, on: &buffer)
    pen.write(" V", on: &buffer)
    pen.style = counts.supraventricular > 0 ? palette.letter(.supraventricular) : palette.faint
    pen.write(counts.supraventricular, columns: 4, on: &buffer)
    pen.write(" S", on: &buffer)
  }

  /// `max 185 from age, below zone 1 0:12` in the frame's lower edge.
  private static func edge(
    _ training: TrainingLoad, _ maximum: Double, _ rect: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    var pen = Pen(rect.x + 2, rect.bottom - 1, end: rect.right - 1, palette.faint)
    pen.write(" max ", on: &buffer)
    pen.write(maximum, places: 0, on: &buffer)
    if training.limits.isForetold { pen.write(" by age", on: &buffer) }
    pen.write(rect.width >= 40 ? ", below zone 1 " : ", below ", on: &buffer)
    pen.write(clock: training.seconds(inZone: 0), on: &buffer)
    pen.write(" ", on: &buffer)
  }
}

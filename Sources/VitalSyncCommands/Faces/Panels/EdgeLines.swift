import BoardLink
import ECGCore
import TerminalUI

/// The first row (session and recording) and the last two (link, keys).
enum EdgeLines {
  static func header(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard rect.height > 0 else { return }
    var pen = Pen(rect.x + 1, rect.y, end: rect.right, palette.title)
    pen.write("vitalsync", palette.title.with(.bold), on: &buffer)
    pen.style = palette.value
    pen.write(clock: Int(model.sessionSeconds), columns: 9, on: &buffer)
    pen.skip(2)
    if model.settings.isFrozen {
      pen.write(" FROZEN ", palette.noteBanner, on: &buffer)
      if model.settings.lookBackSeconds > 0 {
        pen.style = palette.text
        pen.write(" ", on: &buffer)
        pen.write(Int(model.settings.lookBackSeconds), on: &buffer)
        pen.write(" s back", on: &buffer)
      }
    } else {
      pen.write(model.source, palette.text, on: &buffer)
    }
    tabs(model, &pen, in: rect, palette, on: &buffer)
    recording(model, from: pen.x + 2, in: rect, palette, on: &buffer)
  }

  /// `1 2 [3 effort] 4!`: the screens by their keys, the one shown in brackets, and a mark where a finding waits.
  private static func tabs(
    _ model: MonitorModel, _ pen: inout Pen, in rect: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let isWide = rect.width >= 120
    let views = model.settings.views
    let columns = isWide ? 14 * views.count : 3 * views.count + 1 + model.settings.view.name.count
    // The recording's state keeps its room.
    guard pen.x + 3 + columns <= rect.right - 16 else { return }
    pen.skip(3)
    let open = model.desk?.gravestUnacknowledged
    for view in views {
      let isShown = view == model.settings.view
      let style = isShown ? palette.value : palette.faint
      pen.write(isShown ? "[" : " ", style, on: &buffer)
      pen.style = isShown ? palette.value : palette.label
      pen.write(view.rawValue, on: &buffer)
      if isShown || isWide {
        pen.write(" ", style, on: &buffer)
        pen.write(view.name, style, on: &buffer)
      }
      if view == .findings, let open {
        pen.write(" ", style, on: &buffer)
        let mark = FindingsPanel.mark(open.severity)
        pen.write(open.severity == .alarm ? mark : String(mark.prefix(2)), palette.style(open.severity), on: &buffer)
      }
      pen.write(isShown ? "]" : " ", style, on: &buffer)
    }
  }

  private static func recording(
    _ model: MonitorModel, from x: Int, in rect: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    switch model.recording {
    case .off:
      let words = "not recording"
      let start = rect.right - 1 - words.utf8.count
      if start > x { buffer.text(words, start, rect.y, palette.faint) }
    case .failed(let why):
      let words = "RECORDING FAILED: " + why
      let width = words.count
      buffer.text(words, max(x, rect.right - 1 - width), rect.y, palette.alarm, end: rect.right - 1)
    case .on(let file, let seconds):
      let name = file.split(separator: "/").last.map(String.init) ?? file
      let clockColumns = 8
      let whole = 5 + clockColumns + 2 + name.count
      let showsName = rect.right - 1 - whole > x
      let start = rect.right - 1 - (showsName ? whole : 5 + clockColumns)
      guard start > x else { return }
      var pen = Pen(start, rect.y, end: rect.right, palette.recording)
      pen.write(buffer.repertoire == .ascii ? "* REC" : "● REC", on: &buffer)
      pen.style = palette.value
      pen.write(clock: seconds, columns: clockColumns, on: &buffer)
      if showsName {
        pen.write("  ", on: &buffer)
        pen.write(name, palette.text, on: &buffer)
      }
    }
  }

  /// The link in one row, or in two where there are: what it is, and how it does.
  static func link(_ link: LinkStatus, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard rect.height > 0 else { return }
    let countColumns = rect.width >= 110 ? 46 : rect.width >= 76 ? 31 : 0
    let start = rect.right - 1 - countColumns
    var pen = Pen(rect.x + 1, rect.y, end: start, palette.text)
    pen.write(shortName(of: link.port), on: &buffer)
    phase(link, &pen, palette, on: &buffer)
    if rect.height == 1 { rate(link, &pen, isFirst: false, palette, on: &buffer) }
    identity(link, &pen, palette, on: &buffer)
    if countColumns > 0 {
      let place = Pen(start, rect.y, end: rect.right, palette.text)
      counts(link.counts, place, countColumns > 40, palette, on: &buffer)
    }
    guard rect.height > 1 else { return }
    pen = Pen(rect.x + 1, rect.y + 1, end: rect.right - 1, palette.text)
    rate(link, &pen, isFirst: true, palette, on: &buffer)
    skew(link, &pen, palette, on: &buffer)
  }

  /// "board clock +50 ppm": how much faster it runs than this computer's.
  private static func skew(_ link: LinkStatus, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer) {
    guard let skew = link.skew, abs(skew) < 1 else { return }
    part(22, &pen, isFirst: false, palette, on: &buffer) { pen, buffer in
      pen.write(skew < 0 ? "board clock -" : "board clock +", palette.text, on: &buffer)
      pen.style = palette.value
      pen.write(Int((abs(skew) * 1e6).rounded()), on: &buffer)
      pen.write(" ppm", palette.text, on: &buffer)
    }
  }

  /// A long path by its last part: behind it the link's state must have room.
  private static func shortName(of port: String) -> String {
    guard port.count > longestName, let last = port.split(separator: "/").last else { return port }
    return "…/" + last.suffix(longestName - 2)
  }

  /// "/dev/ttyUSB10" and some.
  private static let longestName = 20

  /// "250.0 Hz (board clock)": the reason is cut rather than left out.
  private static func rate(
    _ link: LinkStatus, _ pen: inout Pen, isFirst: Bool, _ palette: Palette, on buffer: inout Buffer
  ) {
    guard let hertz = link.effectiveHertz else { return }
    part(9, &pen, isFirst: isFirst, palette, on: &buffer) { pen, buffer in
      pen.style = palette.value
      pen.write(hertz, places: 1, on: &buffer)
      pen.write(" Hz", palette.text, on: &buffer)
    }
    let room = pen.end - pen.x - 4
    guard let reason = link.rateReason, !reason.isEmpty, room >= reason.count || (isFirst && room >= 12) else { return }
    pen.write(" (", palette.faint, on: &buffer)
    let end = pen.end
    pen.end -= 1
    pen.clipped(reason, palette.faint, on: &buffer)
    pen.end = end
    pen.write(")", palette.faint, on: &buffer)
  }

  /// What hangs on the port: as much as fits.
  private static func identity(_ link: LinkStatus, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer) {
    for word in [link.bridge, link.board?.board] {
      guard let word else { continue }
      part(word.count, &pen, isFirst: false, palette, on: &buffer) { $0.write(word, palette.text, on: &$1) }
    }
    if let baud = link.baud {
      part(11, &pen, isFirst: false, palette, on: &buffer) { pen, buffer in
        pen.style = palette.text
        pen.write(baud, on: &buffer)
        pen.write(" baud", palette.text, on: &buffer)
      }
    }
    if let wire = link.wire {
      part(wire.count, &pen, isFirst: false, palette, on: &buffer) { $0.write(wire, palette.text, on: &$1) }
    }
  }

  private static func part(
    _ needed: Int, _ pen: inout Pen, isFirst: Bool, _ palette: Palette, on buffer: inout Buffer,
    _ write: (inout Pen, inout Buffer) -> Void
  ) {
    guard pen.x + (isFirst ? 0 : 4) + needed <= pen.end else { return }
    if !isFirst { pen.write(buffer.repertoire == .ascii ? " | " : " · ", palette.line, on: &buffer) }
    write(&pen, &buffer)
  }

  private static func phase(_ link: LinkStatus, _ pen: inout Pen, _ palette: Palette, on buffer: inout Buffer) {
    switch link.phase {
    case .streaming: break
    case .detecting: pen.write(" listening", palette.note, on: &buffer)
    case .silent: pen.write(" SILENT", palette.warning, on: &buffer)
    case .reconnecting:
      pen.write(buffer.repertoire == .ascii ? " reconnecting..." : " reconnecting…", palette.alarm, on: &buffer)
    case .lost: pen.write(" GONE", palette.alarm, on: &buffer)
    case .ended: pen.write(" ended", palette.text, on: &buffer)
    }
  }

  private static func counts(
    _ counts: LinkCounts, _ start: Pen, _ isWide: Bool, _ palette: Palette, on buffer: inout Buffer
  ) {
    var pen = start
    let columns = isWide ? 8 : 3
    for (name, count) in [("lost", counts.lost), ("torn", counts.torn), ("late", counts.late)] {
      pen.write(isWide ? "  " : " ", on: &buffer)
      pen.write(name, palette.label, on: &buffer)
      pen.style = count > 0 ? palette.warning : palette.faint
      if isWide {
        pen.write(count, columns: columns, grouped: true, on: &buffer)
      } else {
        shortCount(count, &pen, on: &buffer)
      }
    }
  }

  /// In five columns, thousands as `12k` and millions as `3M`: never a cut number.
  private static func shortCount(_ count: Int, _ pen: inout Pen, on buffer: inout Buffer) {
    switch count {
    case ..<10_000: pen.write(count, columns: 5, on: &buffer)
    case ..<10_000_000:
      pen.write(count / 1000, columns: 4, on: &buffer)
      pen.write("k", on: &buffer)
    default:
      pen.write(count / 1_000_000, columns: 4, on: &buffer)
      pen.write("M", on: &buffer)
    }
  }

  static func keys(_ model: MonitorModel, in rect: Rect, _ palette: Palette, on buffer: inout Buffer) {
    guard rect.height > 0 else { return }
    var pen = Pen(rect.x + 1, rect.y, end: rect.right, palette.note)
    if let message = model.message {
      pen.clipped(message.text, on: &buffer)
      return
    }
    for (key, meaning) in model.settings.isFrozen ? frozenHints : hints(model.settings.view) {
      guard pen.x + key.count + meaning.count + 3 <= rect.right else { break }
      pen.write(key, palette.value, on: &buffer)
      pen.write(" ", on: &buffer)
      pen.write(meaning, palette.faint, on: &buffer)
      pen.skip(2)
    }
  }

  private static func hints(_ view: ViewSettings.View) -> [(String, String)] {
    switch view {
    case .overview: overviewHints
    case .findings: findingsHints
    case .variability, .effort, .measure: otherHints
    }
  }

  private static let overviewHints = [
    ("q", "quit"), ("?", "help"), ("tab", "screens"), ("space", "freeze"), ("+-", "gain"), ("[]", "speed"),
    ("f", "raw"), ("m", "mark"), ("r", "record"), ("s", "scroll"), ("a", "acknowledge"), ("0", "auto gain"),
  ]
  private static let otherHints = [
    ("q", "quit"), ("?", "help"), ("tab", "screens"), ("space", "freeze"), ("m", "mark"), ("r", "record"),
    ("+-", "gain"), ("[]", "speed"), ("a", "acknowledge"),
  ]
  private static let findingsHints = [
    ("q", "quit"), ("?", "help"), ("tab", "screens"), ("up down", "choose"), ("a", "acknowledge"),
    ("space", "freeze"), ("m", "mark"), ("r", "record"),
  ]
  private static let frozenHints = [
    ("space", "go on"), ("left right", "look back"), ("+-", "gain"), ("[]", "speed"), ("f", "raw"), ("q", "quit"),
  ]
}

import ECGCore
import TerminalUI

/// What stands above and below the curve: beats with their intervals, the user's marks, and stretches not fit to be
/// read.
enum TraceLanes {
  static func marks(
    _ history: TraceHistory, _ window: TraceWindow, in plot: Rect, lane: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let plain = buffer.repertoire != .unicode
    let across = window.dotsAcross / max(1, plot.width)
    func column(_ position: Double) -> Int? {
      window.place(window.dot(position)).map { plot.x + $0 / max(1, across) }
    }
    for age in 0..<history.marks.count {
      let position = history.marks[age: age]
      guard let x = column(Double(position)) else { continue }
      for y in plot.y..<plot.bottom { buffer.put(plain ? 0x7C : 0x250A, x, y, palette.note) }
      var pen = Pen(x + 1, plot.y, end: plot.right, palette.note)
      pen.write(history.markCount - age, on: &buffer)
    }
    guard lane.height > 0 else {
      ectopic(history, window, in: plot, column, palette, on: &buffer)
      return
    }
    for age in 0..<history.intervals.count {
      let interval = history.intervals[age: age]
      guard window.dot(interval.to) >= window.first else { break }
      guard let from = column(interval.from), let to = column(interval.to), to - from >= 6 else { continue }
      let milliseconds = Int((interval.seconds * 1000).rounded())
      var pen = Pen(
        (from + to) / 2 - (milliseconds > 999 ? 2 : 1), lane.y, end: to,
        interval.verdict == .normal ? palette.faint : palette.warning)
      pen.write(milliseconds, on: &buffer)
    }
    for age in 0..<history.beats.count {
      let beat = history.beats[age: age]
      guard window.dot(beat.position) >= window.first else { break }
      guard let x = column(beat.position) else { continue }
      switch beat.label {
      case .normal, nil: buffer.put(plain ? 0x76 : 0x25BE, x, lane.y, palette.heart)
      case .supraventricular?, .ventricular?, .fusion?, .unknown?: letter(beat.label, x, lane.y, palette, on: &buffer)
      }
    }
  }

  /// Where there is no room for a lane, the letters of what is not as usual stand on the curve's first row.
  private static func ectopic(
    _ history: TraceHistory, _ window: TraceWindow, in plot: Rect, _ column: (Double) -> Int?, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    for age in 0..<history.beats.count {
      let beat = history.beats[age: age]
      guard window.dot(beat.position) >= window.first else { break }
      guard plot.height > 0, let x = column(beat.position), beat.label != .normal else { continue }
      letter(beat.label, x, plot.y, palette, on: &buffer)
    }
  }

  private static func letter(
    _ label: BeatLabel?, _ x: Int, _ y: Int, _ palette: Palette, on buffer: inout Buffer
  ) {
    if let label { buffer.text(label.rawValue, x, y, palette.letter(label)) }
  }

  /// A line under each stretch that is a gap or unfit, with the word where there is room for it.
  static func states(
    _ history: TraceHistory, _ window: TraceWindow, in lane: Rect, plot: Rect, _ palette: Palette,
    on buffer: inout Buffer
  ) {
    let across = window.dotsAcross / max(1, plot.width)
    var runStart = 0
    var runWord: Word?
    for column in 0...plot.width {
      let word = column < plot.width ? self.word(history, window, column, across) : nil
      guard word != runWord else { continue }
      if let runWord, column > runStart {
        underline(runWord, runStart..<column, lane, plot, palette, on: &buffer)
      }
      runStart = column
      runWord = word
    }
  }

  private enum Word {
    case gap
    case leadsOff
    case clipped
    case flat
    case poor

    var text: String {
      switch self {
      case .gap: "gap"
      case .leadsOff: "leads off"
      case .clipped: "clipped"
      case .flat: "flat"
      case .poor: "poor"
      }
    }
  }

  private static func word(
    _ history: TraceHistory, _ window: TraceWindow, _ column: Int, _ across: Int
  ) -> Word? {
    var isGap = true
    var state: TraceHistory.State = []
    var isShown = false
    for place in column * across..<(column + 1) * across {
      guard let dot = window.dot(at: place) else { continue }
      isShown = true
      for index in Int(window.position(dot))...max(Int(window.position(dot)), Int(window.position(dot + 1))) {
        let here = history.state(index)
        if !here.isDisjoint(with: [.hasRaw, .hasConditioned]) || index >= window.end { isGap = false }
        state.formUnion(here)
      }
    }
    guard isShown else { return nil }
    if isGap { return .gap }
    if state.contains(.leadsOff) { return .leadsOff }
    if state.contains(.clipped) { return .clipped }
    if state.contains(.flat) { return .flat }
    return state.contains(.poor) ? .poor : nil
  }

  private static func underline(
    _ word: Word, _ columns: Range<Int>, _ lane: Rect, _ plot: Rect, _ palette: Palette, on buffer: inout Buffer
  ) {
    let style = word == .gap || word == .flat ? palette.faint : palette.warning
    if word == .gap {
      let plain = buffer.repertoire == .ascii
      for column in columns {
        for y in plot.y..<plot.bottom {
          let isHatched = (column + y) % (plain ? 4 : 2) == 0
          buffer.put(isHatched ? (plain ? 0x2F : 0x2591) : Cell.space, plot.x + column, y, palette.graticule)
        }
      }
    }
    guard lane.height > 0 else { return }
    for column in columns {
      buffer.put(buffer.repertoire == .ascii ? 0x3D : 0x2501, lane.x + column, lane.y, style)
    }
    guard columns.count >= word.text.utf8.count + 2 else { return }
    let x = lane.x + (columns.lowerBound + columns.upperBound - word.text.utf8.count) / 2
    buffer.put(Cell.space, x - 1, lane.y, style)
    buffer.text(word.text, x, lane.y, style)
    buffer.put(Cell.space, x + word.text.utf8.count, lane.y, style)
  }
}

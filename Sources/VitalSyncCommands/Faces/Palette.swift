import ECGCore
package import TerminalUI

/// The instrument's colours: phosphor green for the heart, cyan for labels, amber and red for what needs a person.
/// Without colours, weight and inversion carry the difference; words carry it always.
package struct Palette: Sendable {
  package let background: Style
  let line: Style
  let title: Style
  let label: Style
  let text: Style
  let value: Style
  let faint: Style
  let graticule: Style
  let graticuleSecond: Style
  let heart: Style
  /// The trace by age, newest first.
  let trace: [Style]
  let traceUnfit: Style
  let note: Style
  let warning: Style
  let alarm: Style
  let warningBanner: Style
  let alarmBanner: Style
  let noteBanner: Style
  let chip: Style
  let recording: Style

  package init(_ depth: ColorDepth) {
    self = depth == .none ? Palette.plain : Palette.phosphor
  }

  private init(
    background: Style, line: Style, title: Style, label: Style, text: Style, value: Style, faint: Style,
    graticule: Style, graticuleSecond: Style, heart: Style, trace: [Style], traceUnfit: Style, note: Style,
    warning: Style, alarm: Style, warningBanner: Style, alarmBanner: Style, noteBanner: Style, chip: Style,
    recording: Style
  ) {
    self.background = background
    self.line = line
    self.title = title
    self.label = label
    self.text = text
    self.value = value
    self.faint = faint
    self.graticule = graticule
    self.graticuleSecond = graticuleSecond
    self.heart = heart
    self.trace = trace
    self.traceUnfit = traceUnfit
    self.note = note
    self.warning = warning
    self.alarm = alarm
    self.warningBanner = warningBanner
    self.alarmBanner = alarmBanner
    self.noteBanner = noteBanner
    self.chip = chip
    self.recording = recording
  }

  private static let phosphor: Palette = {
    let night = Color(0x0B1110, ansi: 0)
    func ink(_ rgb: UInt32, _ ansi: UInt32, _ attributes: Style.Attributes = []) -> Style {
      Style(Color(rgb, ansi: ansi), on: night, attributes)
    }
    func banner(_ rgb: UInt32, _ ansi: UInt32) -> Style {
      Style(night, on: Color(rgb, ansi: ansi), .bold)
    }
    let amber: UInt32 = 0xFFB454
    let red: UInt32 = 0xFF5F56
    let cyan: UInt32 = 0x5EC4C0
    return Palette(
      background: ink(0xC9D6D1, 7), line: ink(0x2F4640, 8), title: ink(cyan, 6), label: ink(cyan, 6),
      text: ink(0xB4C4BE, 7), value: ink(0xF0F7F4, 15, .bold), faint: ink(0x74887F, 8),
      graticule: ink(0x2C423C, 8), graticuleSecond: ink(0x47685F, 8), heart: ink(0x6CF5A4, 10, .bold),
      trace: [
        ink(0xE6FFEF, 15, .bold), ink(0x7DFBB0, 10), ink(0x55E592, 10), ink(0x3CC97A, 2), ink(0x2EA866, 2),
        ink(0x268853, 2),
      ],
      traceUnfit: ink(0x6B7B75, 8), note: ink(0x7DB8FF, 12), warning: ink(amber, 11, .bold),
      alarm: ink(red, 9, .bold), warningBanner: banner(amber, 11), alarmBanner: banner(red, 9),
      noteBanner: banner(0x8FB3A8, 7), chip: Style(Color(0xC9D6D1, ansi: 15), on: Color(0x24423B, ansi: 8), .bold),
      recording: ink(red, 9, .bold))
  }()

  private static let plain: Palette = {
    let plain = Style.plain
    let bold = plain.with(.bold)
    let dim = plain.with(.dim)
    let inverse = plain.with([.bold, .reverse])
    return Palette(
      background: plain, line: dim, title: plain, label: plain, text: plain, value: bold, faint: dim, graticule: dim,
      graticuleSecond: dim, heart: bold, trace: [bold, plain], traceUnfit: dim, note: plain, warning: bold,
      alarm: inverse, warningBanner: inverse, alarmBanner: inverse, noteBanner: inverse, chip: inverse,
      recording: inverse)
  }()
}

extension Palette {
  /// A beat's class as a letter: V red, S yellow, F blue, Q grey; without colours V stands inverse and S bold.
  func letter(_ label: BeatLabel) -> Style {
    switch label {
    case .ventricular: alarm
    case .supraventricular: warning
    case .fusion: note
    case .normal: heart
    case .unknown: faint
    }
  }

  /// The curve of a beat that is not as usual; `nil` where it is drawn as any other, as all are without colours.
  func curve(_ label: BeatLabel) -> Style? {
    guard !alarm.attributes.contains(.reverse) else { return nil }
    switch label {
    case .ventricular: return alarm
    case .supraventricular: return warning
    case .fusion: return note
    case .normal, .unknown: return nil
    }
  }

  func style(_ severity: Severity) -> Style {
    switch severity {
    case .note: note
    case .warning: warning
    case .alarm: alarm
    }
  }
}

import TerminalUI

/// The keys, over everything else.
enum HelpOverlay {
  static func paint(over bounds: Rect, _ palette: Palette, on buffer: inout Buffer) {
    let width = min(bounds.width, 56)
    let height = min(bounds.height, lines.count + 4)
    guard width >= 20, height >= 5 else { return }
    let rect = Rect(
      x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - height) / 2, width: width,
      height: height)
    buffer.fill(rect, " ", palette.background)
    buffer.box(rect, title: "keys", palette.faint, titleStyle: palette.value)
    var row = rect.y + 2
    for (key, meaning) in lines where row < rect.bottom - 1 {
      buffer.text(key, rect.x + 3, row, palette.value, end: rect.right - 1)
      buffer.text(meaning, rect.x + 16, row, palette.text, end: rect.right - 1)
      row += 1
    }
  }

  private static let lines = [
    ("1 … 4  tab", "overview, HRV, effort, findings"),
    ("a", "acknowledge the gravest finding"),
    ("up  down", "choose one (on screen 4; j and k too)"),
    ("space", "freeze; then left and right look back"),
    ("+  -", "gain"),
    ("0", "gain chosen by itself"),
    ("[  ]", "sweep speed"),
    ("f", "filtered or raw signal"),
    ("s", "sweeping beam or moving strip"),
    ("t", "families of beats, with counts"),
    ("V  S", "over a beat: ventricular, supraventr."),
    ("F  Q", "fusion of both, unfit signal"),
    ("m", "set a mark"),
    ("r", "start or stop recording"),
    ("?  Esc", "close this"),
    ("q  Ctrl-C", "quit, with the session's summary"),
    ("", ""),
    ("", "Not a medical device. Keep the laptop"),
    ("", "on battery while electrodes are on."),
  ]
}

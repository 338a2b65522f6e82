import ECGCore
import TerminalUI

/// Draws the signal: in each dot column all heights that the line through the samples passes there, so that no R peak
/// is lost however many samples share a column, and no column stands apart however few do. Never joins across a gap.
enum TraceCurve {
  static func draw(
    _ history: TraceHistory, _ window: TraceWindow, conditioned: Bool, zeroDot: Float, dotsPerMillivolt: Float,
    on canvas: inout Canvas
  ) {
    let lowest = canvas.dotsDown - 1
    func dot(_ millivolts: Float) -> Int {
      // What leaves the panel is drawn at its edge.
      Int(max(0, min(Float(lowest), (zeroDot - millivolts * dotsPerMillivolt).rounded())))
    }
    guard window.head >= window.first else { return }
    var joint: Int?
    for column in window.first...window.head {
      guard let x = window.place(column) else { continue }
      let begin = window.position(column)
      let end = window.position(column + 1)
      var low = Float.infinity
      var high = -Float.infinity
      func include(_ value: Float?) {
        guard let value else { return }
        low = min(low, value)
        high = max(high, value)
      }
      let entry = between(history, begin, conditioned, window.end)
      include(entry)
      var index = Int(begin.rounded(.up))
      while Double(index) < end, index < window.end {
        include(history.value(index, conditioned: conditioned))
        index += 1
      }
      let exit = between(history, end, conditioned, window.end)
      include(exit)
      defer { joint = exit.map(dot) }
      guard low <= high else { continue }
      var (top, bottom) = (dot(high), dot(low))
      // The dot where the line entered is lit already in the column before: leaving it out keeps the stroke thin.
      // (Not where the line turned and leaves through it: the next column would leave it out too.)
      if let joint, entry != nil, top < bottom, joint != exit.map(dot) {
        if joint == top { top += 1 } else if joint == bottom { bottom -= 1 }
      }
      canvas.vertical(x, top, bottom)
    }
  }

  /// The line through two neighbouring samples, at a position between them.
  private static func between(
    _ history: TraceHistory, _ position: Double, _ conditioned: Bool, _ end: Int
  ) -> Float? {
    let before = Int(position.rounded(.down))
    guard before + 1 < end, let left = history.value(before, conditioned: conditioned),
      let right = history.value(before + 1, conditioned: conditioned)
    else { return nil }
    return left + (right - left) * Float(position - Double(before))
  }
}

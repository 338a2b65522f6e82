import ECGCore
import TerminalUI

/// The mean shape of a family, drawn into a few cells.
enum FamilyCurve {
  /// Draws it as large as the canvas is.
  static func draw(_ family: BeatFamily, on canvas: inout Canvas) {
    let values = family.millivolts
    guard let low = values.min(), let high = values.max(), high > low, canvas.dotsAcross > 1 else { return }
    func height(_ x: Int) -> Int {
      let at = min(values.count - 1, x * (values.count - 1) / (canvas.dotsAcross - 1))
      return Int(((high - values[at]) / (high - low) * Float(canvas.dotsDown - 1)).rounded())
    }
    var joint = height(0)
    for x in 0..<canvas.dotsAcross {
      let here = height(x)
      canvas.vertical(x, min(joint, here), max(joint, here))
      joint = here
    }
  }
}

import ECGCore
import TerminalUI

/// A beat laid over the nearest of the wearer's normal beats: the one whose course from P to T differs least from its own.
struct BeatOverlay {
  let rate: SampleRate
  /// R peak of the normal beat, on the grid.
  let nearest: Double
  /// Both from `before` ahead of the R peak on, each less its own mean, in millivolts.
  let beat: [Float]
  let normal: [Float]
  let likeness: Double
  /// Root mean square of their difference over the height of the normal beat.
  let difference: Double

  /// The window about the R peak, in seconds: P wave to the end of T.
  static let (before, after) = (0.30, 0.50)
  /// Alignments tried either way, in seconds, and in how many steps.
  private static let (slack, steps) = (0.03, 4)

  /// `nil` where there is no normal beat with all of its signal.
  init?(_ position: Double, normals: [Double], rate: SampleRate, signal: (Int) -> Float?) {
    let from = -rate.samples(in: Self.before)
    let count = rate.samples(in: Self.before + Self.after)
    func window(_ about: Double) -> [Float]? {
      let begin = Int(about.rounded()) + from
      let values = (begin..<(begin + count)).compactMap(signal)
      guard values.count == count else { return nil }
      let mean = values.reduce(0, +) / Float(count)
      return values.map { $0 - mean }
    }
    guard let mine = window(position) else { return nil }
    var best: (cost: Float, position: Double, window: [Float])?
    for normal in normals where abs(normal - position) > Self.before * rate.hertz {
      for step in -Self.steps...Self.steps {
        let shift = Self.slack * rate.hertz * Double(step) / Double(Self.steps)
        guard let other = window(normal + shift) else { continue }
        let cost = zip(mine, other).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        if cost < best?.cost ?? .infinity { best = (cost, normal, other) }
      }
    }
    guard let best else { return nil }
    self.rate = rate
    nearest = best.position
    beat = mine
    normal = best.window
    let (aa, bb) = (mine.reduce(0) { $0 + $1 * $1 }, best.window.reduce(0) { $0 + $1 * $1 })
    let ab = zip(mine, best.window).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    likeness = aa > 0 && bb > 0 ? Double(ab / (aa * bb).squareRoot()) : 0
    let height = (best.window.max() ?? 0) - (best.window.min() ?? 0)
    difference = height > 0 ? Double((best.cost / Float(count)).squareRoot() / height) : 0
  }

  /// Columns taken by the scale.
  private static let scaleColumns = 7
  private static let rows = 10
  /// No wider, however wide the terminal: a beat is not long.
  private static let mostColumns = 73

  /// The beat as a line, the normal beat as a trail of dots; below, how much they differ, and the time from the R peak.
  func lines(columns: Int, repertoire: Repertoire) -> [String] {
    let columns = min(columns, Self.mostColumns) - Self.scaleColumns
    let values = beat + normal
    guard let low = values.min(), let high = values.max(), high > low, columns > 10 else { return [] }
    var mine = Canvas(columns: columns, rows: Self.rows, grain: Canvas.Grain(repertoire))
    var other = Canvas(columns: columns, rows: Self.rows, grain: Canvas.Grain(repertoire))
    for (values, isMine) in [(beat, true), (normal, false)] {
      var joint: Int?
      for x in 0..<mine.dotsAcross {
        let from = min(values.count - 1, x * values.count / mine.dotsAcross)
        let to = min(values.count - 1, max(from, (x + 1) * values.count / mine.dotsAcross))
        let here = values[from...to].map { value in
          Int(((high - value) / (high - low) * Float(mine.dotsDown - 1)).rounded())
        }
        guard let top = here.min(), let bottom = here.max() else { continue }
        let ends = (min(top, joint ?? top), max(bottom, joint ?? bottom))
        if isMine { mine.vertical(x, ends.0, ends.1) } else { other.vertical(x, ends.0, ends.1) }
        joint = here.last
      }
    }
    let dot = repertoire == .ascii ? "o" : "·"
    var lines = (0..<Self.rows).map { row in
      var line = scale(row, low: low, high: high)
      for column in 0..<columns {
        if let glyph = mine.glyph(column, row).flatMap(Unicode.Scalar.init) {
          line.unicodeScalars.append(glyph)
        } else {
          line += other.glyph(column, row) == nil ? " " : dot
        }
      }
      return line.withoutTrailingSpaces
    }
    lines.append(("differs" + differences(columns, of: high - low, repertoire)).withoutTrailingSpaces)
    lines.append((padding(Self.scaleColumns) + ruler(columns)).withoutTrailingSpaces)
    return lines
  }

  private func scale(_ row: Int, low: Float, high: Float) -> String {
    guard row == 0 || row == Self.rows - 1 else { return padding(Self.scaleColumns) }
    let label = fixed(Double(row == 0 ? high : low), 1) + (row == 0 ? " mV" : "")
    return label + padding(Self.scaleColumns - label.count)
  }

  /// A lane of bars as high as the greatest difference in the column, of the whole height.
  private func differences(_ columns: Int, of height: Float, _ repertoire: Repertoire) -> String {
    let bars = Array(repertoire == .unicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#@")
    return String(
      (0..<columns).map { column in
        let from = column * beat.count / columns
        let to = max(from + 1, (column + 1) * beat.count / columns)
        let most = (from..<min(to, beat.count)).reduce(Float(0)) { max($0, abs(beat[$1] - normal[$1])) }
        return bars[min(bars.count - 1, Int((most / height * 2 * Float(bars.count - 1)).rounded()))]
      })
  }

  /// `|-200 ms   |R   |+200 ms`
  private func ruler(_ columns: Int) -> String {
    var line = Array(repeating: " " as Character, count: columns)
    for milliseconds in [-200, 0, 200, 400] {
      let share = (Double(milliseconds) / 1000 + Self.before) / (Self.before + Self.after)
      let column = Int(share * Double(columns))
      let label = Array("|" + (milliseconds == 0 ? "R" : "\(milliseconds > 0 ? "+" : "")\(milliseconds) ms"))
      guard column + label.count <= columns else { continue }
      line.replaceSubrange(column..<(column + label.count), with: label)
    }
    return String(line)
  }
}

/// A grid of dots finer than cells, for curves.
package struct Canvas: Sendable {
  package private(set) var columns = 0
  package private(set) var rows = 0
  package private(set) var grain: Grain
  /// One bit a dot of the cell, in the grain's own order.
  private var patterns: [UInt8] = []

  /// How a cell is divided.
  package enum Grain: Hashable, Sendable, CaseIterable {
    /// 2×4 dots (U+2800…28FF).
    case braille
    /// 1×2 halves (`▀▄█`).
    case halves
    /// 1×3 heights (`'-.`), `|` where a cell holds more than one.
    case ascii

    package init(_ repertoire: Repertoire) {
      self =
        switch repertoire {
        case .ascii: .ascii
        case .blocks: .halves
        case .unicode: .braille
        }
    }

    /// Dots across a cell.
    package var across: Int { self == .braille ? 2 : 1 }
    /// Dots down a cell.
    package var down: Int {
      switch self {
      case .braille: 4
      case .halves: 2
      case .ascii: 3
      }
    }
  }

  package init(columns: Int = 0, rows: Int = 0, grain: Grain) {
    self.grain = grain
    reset(columns: columns, rows: rows, grain: grain)
  }

  package var dotsAcross: Int { columns * grain.across }
  package var dotsDown: Int { rows * grain.down }

  /// Empties the canvas and gives it a size; memory is kept.
  package mutating func reset(columns: Int, rows: Int, grain: Grain) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.grain = grain
    patterns.removeAll(keepingCapacity: true)
    patterns.append(contentsOf: repeatElement(0, count: self.columns * self.rows))
  }

  /// Dot (0, 0) is the upper left; dots outside are not drawn.
  package mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < dotsAcross, y < dotsDown else { return }
    patterns[y / grain.down * columns + x / grain.across] |= grain.bit(x % grain.across, y % grain.down)
  }

  /// All dots of one column between two heights, both included.
  package mutating func vertical(_ x: Int, _ y0: Int, _ y1: Int) {
    guard x >= 0, x < dotsAcross, max(y0, y1) >= 0, min(y0, y1) < dotsDown else { return }
    for y in max(0, min(y0, y1))...min(dotsDown - 1, max(y0, y1)) { set(x, y) }
  }

  /// A line as an oscilloscope's beam leaves it: in each column it fills the heights it passes there, so that
  /// neighbouring columns touch however steep it is.
  package mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
    guard x0 <= x1 else {
      line(x1, y1, x0, y0)
      return
    }
    guard x0 < x1 else {
      vertical(x0, y0, y1)
      return
    }
    let (run, rise) = (x1 - x0, y1 - y0)
    var previous = y0
    for x in max(x0, 0)...max(x0, 0, min(x1, dotsAcross - 1)) {
      let height = y0 + Self.rounded(rise * (x - x0), run)
      if x == max(x0, 0) { previous = height }
      let step = height > previous ? 1 : height < previous ? -1 : 0
      vertical(x, height == previous ? height : previous + step, height)
      previous = height
    }
  }

  /// The character of a cell, or `nil` where it is empty.
  package func glyph(_ column: Int, _ row: Int) -> UInt32? {
    guard column >= 0, row >= 0, column < columns, row < rows else { return nil }
    let pattern = patterns[row * columns + column]
    return pattern == 0 ? nil : grain.glyph(pattern)
  }

  /// `numerator / denominator` to the nearest whole, halves upward; the denominator is positive.
  private static func rounded(_ numerator: Int, _ denominator: Int) -> Int {
    let doubled = 2 * numerator + denominator
    let quotient = doubled / (2 * denominator)
    return doubled % (2 * denominator) < 0 ? quotient - 1 : quotient
  }
}

extension Canvas.Grain {
  fileprivate func bit(_ x: Int, _ y: Int) -> UInt8 {
    guard self == .braille else { return 1 << UInt8(y) }
    // Dots 1–6 go down the columns; 7 and 8 were added below (Unicode 15.1, chapter 21.1).
    return y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(x * 3 + y)
  }

  fileprivate func glyph(_ pattern: UInt8) -> UInt32 {
    switch self {
    case .braille: return 0x2800 + UInt32(pattern)
    case .halves: return pattern == 1 ? 0x2580 : pattern == 2 ? 0x2584 : 0x2588
    case .ascii:
      switch pattern {
      case 1: return 0x27
      case 2: return 0x2D
      case 4: return 0x2E
      default: return 0x7C
      }
    }
  }
}

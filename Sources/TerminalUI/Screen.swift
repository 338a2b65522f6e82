/// What a terminal shows, and the bytes that make it show something else: only what changed, one burst a frame.
///
/// The burst stands between the marks of a synchronized update (`CSI ? 2026 h` … `l`), which terminals that know it
/// paint at once and others ignore. Where unchanged cells lie between changed ones, whichever is shorter is sent: the
/// cells again, or a cursor motion.
package struct Screen {
  private var front: Buffer
  /// Nothing is known of what the terminal shows.
  private var isStale = true
  private var encoder: StyleEncoder
  private var cursor: (x: Int, y: Int)?

  package init(depth: ColorDepth) {
    front = Buffer(width: 0, height: 0)
    encoder = StyleEncoder(depth: depth)
  }

  /// The terminal was resized, cleared or written to by another: the next frame is painted whole.
  package mutating func invalidate() {
    isStale = true
  }

  /// Appends what turns the screen into `next`; nothing where nothing changed.
  package mutating func frame(_ next: Buffer, into bytes: inout [UInt8]) {
    let begin = bytes.count
    bytes.append(contentsOf: Self.beginUpdate)
    let open = bytes.count
    if isStale || next.width != front.width || next.height != front.height {
      front = Buffer(width: next.width, height: next.height)
      encoder.forget()
      encoder.change(to: .plain, into: &bytes)
      bytes.append(contentsOf: Self.clear)
      cursor = (0, 0)
      isStale = false
    }
    let width = next.width
    next.cells.withUnsafeBufferPointer { cells in
      for y in 0..<next.height { row(y, cells, y * width, width, into: &bytes) }
    }
    if bytes.count == open {
      bytes.removeSubrange(begin...)
    } else {
      bytes.append(contentsOf: Self.endUpdate)
    }
  }

  private mutating func row(
    _ y: Int, _ cells: UnsafeBufferPointer<Cell>, _ base: Int, _ width: Int, into bytes: inout [UInt8]
  ) {
    var x = 0
    while x < width {
      let wanted = cells[base + x]
      let isWide = x + 1 < width && cells[base + x + 1].scalar == Cell.tail
      let wasWide = x + 1 < width && front.cells[base + x + 1].scalar == Cell.tail
      let shown = front.cells[base + x]
      let isSame =
        wanted == shown || wanted.scalar == shown.scalar && encoder.looksSame(wanted.style, shown.style)
      guard !isSame || isWide != wasWide else {
        x += 1
        continue
      }
      // Half of a wide character cannot be written: its head stands one cell before.
      let start = wanted.scalar == Cell.tail && x > 0 ? x - 1 : x
      move(to: start, y, cells, base, into: &bytes)
      x = write(cells, base, start, y, width, into: &bytes)
    }
  }

  /// Writes the character at `x` and returns the column past it.
  private mutating func write(
    _ cells: UnsafeBufferPointer<Cell>, _ base: Int, _ x: Int, _ y: Int, _ width: Int, into bytes: inout [UInt8]
  ) -> Int {
    let cell = cells[base + x]
    encoder.change(to: cell.style, into: &bytes)
    bytes.append(scalar: cell.scalar < 0x20 ? Cell.space : cell.scalar)
    front.set(cell, base + x)
    if x + 1 < width, cells[base + x + 1].scalar == Cell.tail {
      front.set(cells[base + x + 1], base + x + 1)
      // Terminals differ in what they hold for wide: the next character is placed absolutely.
      cursor = nil
      return x + 2
    }
    // What stood beyond was the tail of a wide character now gone; it is blank on the terminal.
    if x + 1 < width, front.cells[base + x + 1].scalar == Cell.tail {
      front.set(Cell(UInt32.max, .plain), base + x + 1)
      cursor = nil
      return x + 1
    }
    cursor = x + 1 < width ? (x + 1, y) : nil
    return x + 1
  }

  private mutating func move(
    to x: Int, _ y: Int, _ cells: UnsafeBufferPointer<Cell>, _ base: Int, into bytes: inout [UInt8]
  ) {
    defer { cursor = (x, y) }
    if let cursor, cursor.y == y, cursor.x <= x {
      let gap = x - cursor.x
      guard gap > 0 else { return }
      if repeats(from: cursor.x, to: x, cells, base) {
        for between in cursor.x..<x { bytes.append(scalar: cells[base + between].scalar) }
        return
      }
      bytes.append(contentsOf: Self.introducer)
      if gap > 1 { bytes.append(decimal: gap) }
      bytes.append(0x43)
      return
    }
    if let cursor, cursor.y + 1 == y, x == 0 {
      bytes.append(0x0D)
      bytes.append(0x0A)
      return
    }
    bytes.append(contentsOf: Self.introducer)
    bytes.append(decimal: y + 1)
    if x > 0 {
      bytes.append(0x3B)
      bytes.append(decimal: x + 1)
    }
    bytes.append(0x48)
  }

  /// Sending the unchanged cells again is no longer than a motion over them: all in the style that is set.
  private func repeats(from start: Int, to end: Int, _ cells: UnsafeBufferPointer<Cell>, _ base: Int) -> Bool {
    var cost = 0
    for x in start..<end {
      let cell = cells[base + x]
      guard cell.scalar >= 0x20, encoder.isCurrent(cell.style) else { return false }
      cost += cell.scalar < 0x80 ? 1 : cell.scalar < 0x800 ? 2 : 3
      if cost > 3 { return false }
    }
    return true
  }

  private static let introducer: [UInt8] = [0x1B, 0x5B]
  private static let beginUpdate = Array("\u{1B}[?2026h".utf8)
  private static let endUpdate = Array("\u{1B}[?2026l".utf8)
  private static let clear = Array("\u{1B}[H\u{1B}[2J".utf8)
}

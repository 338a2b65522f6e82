/// A serial driver's counts of what went wrong on the line (`TIOCGICOUNT`), since the port exists; they wrap at 32 bits.
package struct LineErrors: Hashable, Sendable {
  /// The chip's buffer, or the kernel's, had no room for what came.
  package var overruns: UInt32
  /// Bytes without their stop bit: a wrong baud, or noise.
  package var framing: UInt32
  /// The line held low: a board that resets or loses its power.
  package var breaks: UInt32

  package init(overruns: UInt32, framing: UInt32, breaks: UInt32) {
    self.overruns = overruns
    self.framing = framing
    self.breaks = breaks
  }
}

/// Sees that bytes were lost on this side of the cable, and says on which: the driver's counts grew, or this program came too
/// late to read.
package struct OverrunWatch: Sendable {
  /// The loop comes round four times a second; a program that was not stopped is never so late.
  private static let stallSeconds = 1.0

  private var counts: LineErrors?
  private var lastLook: UInt64?

  package init() {}

  /// Another port, or the same again: its counts begin where they stand.
  package mutating func restart(_ counts: LineErrors?) {
    self.counts = counts
    lastLook = nil
  }

  /// What to tell, and how many overruns that is; to be asked at every turn of the loop.
  package mutating func look(_ now: LineErrors?, nowNanoseconds: UInt64) -> (overruns: Int, words: String)? {
    defer {
      counts = now ?? counts
      lastLook = nowNanoseconds
    }
    if let now, let before = counts, now.overruns != before.overruns {
      let more = Int(now.overruns &- before.overruns)
      let times = more == 1 ? "once" : "\(more) times"
      return (
        more, "samples were lost on this computer: the port's buffer ran over \(times). Is it too busy, or the USB hub?"
      )
    }
    guard let lastLook, nowNanoseconds > lastLook else { return nil }
    let seconds = Double(nowNanoseconds - lastLook) / 1e9
    guard seconds >= Self.stallSeconds else { return nil }
    return (0, "this program stood still for \(decimal(seconds)) s; what the port could not hold meanwhile is lost")
  }
}

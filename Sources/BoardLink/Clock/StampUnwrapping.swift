/// Board stamps made to run on where their counter wraps: 8, 16 or 32 bits, and the microseconds of 32 bits shown in thousandths.
///
/// A step backwards is a wrap where what remains to the counter's end and beyond is a usual step, or as long as our clock says;
/// anything else is no wrap. Deviations: none. Delay: none.
package struct StampUnwrapping: Hashable, Sendable {
  private static let widths = [256.0, 65536, 4_294_967.296, 4_294_967_296]
  /// Usual steps that a wrap may be long without asking our clock: so many lost lines.
  private static let usualSteps = 16.0
  /// Our clock may seem this far from the board's: batching and stalls.
  private static let hostSlackSeconds = 2.0
  private static let learning = 0.1

  private var last: Double?
  private var added = 0.0
  /// Length of a usual step.
  private var usual = 0.0
  private var width: Double?

  package init() {}

  /// The stamp without wraps; `nil` where it stands before the one before it and no wrap explains that. A refused stamp leaves
  /// no trace. `hostSeconds` have passed since the last; `unit` is one of the stamps' in seconds, where known.
  package mutating func unwrap(_ stamp: Double, hostSeconds: Double, unit: Double?) -> Double? {
    guard let last else {
      self.last = stamp
      return stamp
    }
    var step = stamp - last
    if step < 0 {
      guard let turn = turn(stamp, after: last, hostSeconds: hostSeconds, unit: unit) else { return nil }
      width = turn
      added += turn
      step += turn
    }
    // More than a turn may lie in a hole.
    if let width, let unit, width * unit < 600 {
      let turns = ((hostSeconds / unit - step) / width).rounded()
      if turns > 0, turns < 1e6 {
        added += turns * width
        step += turns * width
      }
    }
    if step > 0 { usual += (min(step, usual > 0 ? 2 * usual : step) - usual) * (usual > 0 ? Self.learning : 1) }
    self.last = stamp
    return stamp + added
  }

  private func turn(_ stamp: Double, after last: Double, hostSeconds: Double, unit: Double?) -> Double? {
    for candidate in width.map({ [$0] }) ?? Self.widths where last < candidate {
      let step = stamp + candidate - last
      if step <= Self.usualSteps * usual { return candidate }
      guard let unit, candidate * unit > 2 * Self.hostSlackSeconds else { continue }
      if abs(step * unit - hostSeconds) <= Self.hostSlackSeconds { return candidate }
    }
    return nil
  }

  /// The board began anew at `stamp`, which stands for `total` from here on.
  package mutating func restart(at stamp: Double, total: Double) {
    last = stamp
    added = total - stamp
    width = nil
  }
}

package import ECGCore

/// Puts samples with known times, evenly spaced or not, on a uniform grid.
///
/// A sample within a twentieth of a period of a place is that place's, untouched. Any other place is read from the Lagrange
/// polynomial through three samples on either side: for even spacing the maximally flat fractional delay (T. I. Laakso,
/// V. Välimäki, M. Karjalainen, U. K. Laine, "Splitting the unit delay", IEEE Signal Process. Mag. 13 (1996) 30), and as exact
/// for uneven nodes, within 0.1 % up to an eighth of the rate. Deviations: near a hole, or where the electrodes come on or off, two samples on
/// either side or one; nothing is read beyond the outermost. Samples closer than a fifth of a period become one, their mean.
/// Delay: none for samples on the grid, else three samples.
package struct GridResampler: Sendable {
  /// In periods: 0.2 ms at 250 Hz, a twentieth of what an interval may be off.
  private static let onGrid = 0.05
  private static let closest = 0.2
  private static let reach = 3

  private struct Node {
    var position: Double
    var counts: Double
    var flags: SampleFlags
  }

  /// What stands on one place of the grid.
  package struct Placed: Hashable, Sendable {
    package var index: Int
    package var counts: Double
    package var flags: SampleFlags
  }

  private var nodes: [Node] = []
  /// The next place to be filled.
  private var next = 0

  package init() {
    nodes.reserveCapacity(32)
  }

  /// A sample at `position`, in periods from the grid's first place; positions never decrease.
  package mutating func append(position: Double, counts: Double, flags: SampleFlags) {
    guard position.isFinite, counts.isFinite, abs(position) < Double(Int.max / 2) else { return }
    if let last = nodes.last, position - last.position < Self.closest {
      let middle = (last.position + max(position, last.position)) / 2
      nodes[nodes.count - 1] = Node(
        position: middle, counts: (last.counts + counts) / 2, flags: last.flags.union(flags))
      return
    }
    if nodes.isEmpty { next = max(next, Int((position - Self.onGrid).rounded(.up))) }
    nodes.append(Node(position: position, counts: counts, flags: flags))
  }

  /// What follows is not joined to what was. All that could be placed must have been taken with `take(isFinal: true)`.
  package mutating func breakOff() {
    nodes.removeAll(keepingCapacity: true)
  }

  /// The next place that can be filled; `isFinal` where no more samples follow that could help.
  package mutating func take(isFinal: Bool) -> Placed? {
    while let last = nodes.last {
      let place = Double(next)
      guard let after = nodes.firstIndex(where: { $0.position >= place - Self.onGrid }) else { break }
      let node = nodes[after]
      if node.position <= place + Self.onGrid { return fill(node.counts, node.flags, keepingFrom: after) }
      guard after > 0 else {
        // Before the first sample nothing is known.
        next = Int((node.position - Self.onGrid).rounded(.up))
        continue
      }
      guard isFinal || after + Self.reach <= nodes.count, last.position > place else { break }
      let flags = nodes[after - 1].flags.union(node.flags)
      return fill(interpolated(at: place, between: after - 1, and: after), flags, keepingFrom: after)
    }
    return nil
  }

  private mutating func fill(_ counts: Double, _ flags: SampleFlags, keepingFrom index: Int) -> Placed {
    let placed = Placed(index: next, counts: counts, flags: flags)
    next += 1
    // In blocks, so that the moving is cheap.
    if index > 16 { nodes.removeFirst(index - Self.reach) }
    return placed
  }

  private func interpolated(at place: Double, between before: Int, and after: Int) -> Double {
    var span = 1
    while span < Self.reach, before - span >= 0, after + span < nodes.count,
      isLike(nodes[before - span], nodes[before]), isLike(nodes[after + span], nodes[after])
    { span += 1 }
    let first = before - span + 1
    let last = after + span - 1
    var sum = 0.0
    for index in first...last {
      var weight = 1.0
      for other in first...last where other != index {
        weight *= (place - nodes[other].position) / (nodes[index].position - nodes[other].position)
      }
      sum += weight * nodes[index].counts
    }
    return sum
  }

  private func isLike(_ a: Node, _ b: Node) -> Bool {
    a.flags.isDisjoint(with: .leadsOff) == b.flags.isDisjoint(with: .leadsOff)
  }
}

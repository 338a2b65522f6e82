package import ECGCore

/// Something that goes wrong on a virtual board or its cable. Seconds are the board's own, from its first sample on.
package enum Fault: Hashable, Sendable {
  /// A share of the lines is damaged, each for itself, from a time on for a while, which may be for ever.
  case damage(Damage, share: Double, from: Double, lasting: Double)
  /// Something happens at a time and lasts for a while.
  case moment(Moment, at: Double, lasting: Double)

  package enum Damage: String, Hashable, Sendable, CaseIterable {
    /// The line never comes.
    case drop
    /// One bit of it is turned round.
    case corrupt
    /// Its end is missing, line feed and all.
    case tear
    /// It comes twice.
    case `repeat`
  }

  package enum Moment: Hashable, Sendable {
    /// The computer reads nothing meanwhile; then all comes at once, as much as the buffers hold.
    case stall
    /// What is sent meanwhile is lost: a loose plug.
    case hole
    /// The board begins anew, as after a brown-out.
    case reset
    /// The sketch takes this many samples a second from now on.
    case rate(Double)
    case leadsOff(SampleFlags)
    /// The port vanishes and comes back, under another name if one is given; the board has been without power.
    case disconnect(returningAs: String?)
  }
}

extension Fault {
  /// What a moment is called in `--faults`, and whether it lasts.
  var isLasting: Bool {
    switch self {
    case .moment(.reset, _, _), .moment(.rate, _, _): false
    case .moment, .damage: true
    }
  }

  /// When it is over.
  package var end: Double {
    switch self {
    case .damage(_, _, let from, let lasting): from + lasting
    case .moment(_, let at, let lasting): at + lasting
    }
  }
}

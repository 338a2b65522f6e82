import Glibc

/// How the present fast stretch began, if it did so from one beat to the next: a run of premature beats does, effort does not.
///
/// Source: sudden onset tells supraventricular from sinus tachycardia (C. D. Swerdlow et al., J. Am. Coll. Cardiol. 23 (1994) 1342);
/// derived here: the stretch lasts until an interval is nearly as long again as those before it, or, once it has lasted, until
/// another begins. No delay of its own.
struct RunOnset {
  /// A first interval this much shorter than the median of the eight before, as a logarithm: 11 %.
  private static let drop: Float = -0.12
  /// An interval of this share of the old ones ends the stretch.
  private static let restored: Float = 0.9
  /// Intervals after which it is a rhythm of its own, that another stretch may begin in.
  private static let lasting = 32
  /// Intervals after which how it began no longer matters: five minutes and more.
  private static let longest = 1_000

  /// Logarithm of the first interval over the median before it; 0 outside a stretch.
  private(set) var depth: Float = 0
  /// Logarithm of the newest interval over that median; 0 outside a stretch.
  private(set) var ratio: Float = 0
  /// Intervals of the stretch so far.
  private(set) var count = 0
  private var reference: Float = 0

  init() {}

  /// Takes the next interval, and the median of the eight before it, in seconds.
  mutating func take(_ seconds: Float, median: Float) {
    if count > 0, seconds > Self.restored * reference || count == Self.longest { end() }
    let step = log(seconds / median)
    if count == 0 || count >= Self.lasting, step < Self.drop {
      reference = median
      depth = step
      count = 0
    }
    guard depth < 0 else { return }
    count += 1
    ratio = log(seconds / reference)
  }

  /// A gap: what came before is not known to last.
  mutating func end() {
    depth = 0
    ratio = 0
    count = 0
  }
}

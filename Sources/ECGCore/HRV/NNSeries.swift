/// Normal-to-normal intervals of a recording, in the unbroken chains in which they were measured.
///
/// Everything that is computed offline is computed from this: differences, templates, boxes and splines stay within a
/// chain; nothing is joined across a gap, leads off or a stretch of unfit signal.
public struct NNSeries: Hashable, Sendable {
  /// Intervals in milliseconds, chain after chain.
  public private(set) var milliseconds: [Double]
  /// When each interval ended, in seconds since the first one began; the time of gaps counts.
  public private(set) var seconds: [Double]
  /// Where each chain lies in `milliseconds`; no chain is empty.
  public private(set) var chains: [Range<Int>]
  /// Share of the intervals that are no sinus rhythm as it came: changed, added or left out by artefact correction, or irregular, 0 … 1.
  public var artefactShare: Double

  public init() {
    milliseconds = []
    seconds = []
    chains = []
    artefactShare = 0
  }

  /// One chain without a gap.
  public init(milliseconds: [Double], artefactShare: Double = 0) {
    self.init()
    self.artefactShare = artefactShare
    append(chain: milliseconds, from: 0)
  }

  public var count: Int { milliseconds.count }
  /// Time that the intervals cover, in seconds.
  public var coveredSeconds: Double { milliseconds.reduce(0, +) / 1000 }
  /// From the begin of the first to the end of the last interval, gaps counted, in seconds.
  public var spanSeconds: Double { seconds.last ?? 0 }

  /// Adds a chain whose first interval begins at `start`, in seconds. Intervals that are not finite and positive would
  /// poison every figure: the chain is parted at each of them.
  public mutating func append(chain: [Double], from start: Double) {
    var at = start
    var first = milliseconds.count
    for length in chain {
      guard length.isFinite, length > 0 else {
        close(from: first)
        first = milliseconds.count
        continue
      }
      at += length / 1000
      milliseconds.append(length)
      seconds.append(at)
    }
    close(from: first)
  }

  /// Mean and standard deviation (n − 1), in milliseconds; zero below two intervals.
  var moments: (mean: Double, deviation: Double) {
    guard count >= 2 else { return (milliseconds.first ?? 0, 0) }
    let mean = milliseconds.reduce(0, +) / Double(count)
    var squares = 0.0
    for length in milliseconds { squares += (length - mean) * (length - mean) }
    return (mean, (squares / Double(count - 1)).squareRoot())
  }

  /// Why no figure may be made of so disturbed a series; `nil` where one may.
  var withheld: Refusal? { artefactShare > HRVRequirement.withheldShare ? .cannotTell : nil }

  private mutating func close(from first: Int) {
    if first < milliseconds.count { chains.append(first..<milliseconds.count) }
  }
}

extension NNSeries {
  /// More than 5 % of the intervals are artefacts or ectopic: the figures are to be read with care.
  public var isUnreliable: Bool { artefactShare > HRVRequirement.unreliableShare }
}

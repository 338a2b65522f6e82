import Glibc

/// Sample entropy: how surprising the next interval is where two intervals before it were alike.
///
/// J. S. Richman and J. R. Moorman, Am. J. Physiol. 278 (2000) H2039: −ln(A/B), with B and A the pairs of templates of m and
/// m + 1 intervals that match within r; N − m templates for both, none matched with itself, largest difference ≤ r. m = 2,
/// r = 0.2 standard deviations (n − 1) of the series. Unit: nat. Least data: 100 intervals (10^m; 200 and more make it
/// steady). Exact at any length; see `TemplateMatches`.
public struct SampleEntropy: Hashable, Sendable {
  public var entropy: Double
  /// r, in milliseconds.
  public var tolerance: Double
  /// B and A.
  public var matchesOfTwo: Int
  public var matchesOfThree: Int

  /// m.
  public static let length = 2
  /// r, in standard deviations.
  public static let toleranceShare = 0.2
  /// Least number of intervals.
  public static let leastIntervals = 100

  public static func reading(of series: NNSeries) -> Reading<SampleEntropy> {
    reading(of: series, tolerance: toleranceShare * series.moments.deviation)
  }

  /// With r given, in milliseconds.
  static func reading(of series: NNSeries, tolerance: Double) -> Reading<SampleEntropy> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.count >= leastIntervals else { return .refused(.settling) }
    let matches = TemplateMatches(series, incomplete: false).pairs(within: tolerance)
    // No match of three: the entropy is only known to be large.
    guard matches.three > 0 else { return .refused(.cannotTell) }
    return .value(
      SampleEntropy(
        entropy: -log(Double(matches.three) / Double(matches.two)), tolerance: tolerance, matchesOfTwo: matches.two,
        matchesOfThree: matches.three))
  }
}

/// Approximate entropy: as sample entropy, each template matched with itself as well.
///
/// S. M. Pincus, Proc. Natl. Acad. Sci. 88 (1991) 2297: Φ² − Φ³, with Φ^m the mean over the N − m + 1 templates of m
/// intervals of ln(matches/templates). m = 2, r = 0.2 standard deviations (n − 1). Unit: nat. Least data: 100 intervals;
/// biased by length, so compare like with like. Exact at any length.
public struct ApproximateEntropy: Hashable, Sendable {
  public var entropy: Double
  /// r, in milliseconds.
  public var tolerance: Double

  public static func reading(of series: NNSeries) -> Reading<ApproximateEntropy> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.count >= SampleEntropy.leastIntervals else { return .refused(.settling) }
    let tolerance = SampleEntropy.toleranceShare * series.moments.deviation
    let templates = TemplateMatches(series, incomplete: true)
    let (ofTwo, ofThree) = (Double(templates.count), Double(templates.complete))
    guard ofThree > 0 else { return .refused(.settling) }
    var (two, three) = (0.0, 0.0)
    templates.forEach(within: tolerance) { matchesOfTwo, matchesOfThree, isComplete in
      two += log(Double(matchesOfTwo) / ofTwo)
      if isComplete { three += log(Double(matchesOfThree) / ofThree) }
    }
    return .value(ApproximateEntropy(entropy: two / ofTwo - three / ofThree, tolerance: tolerance))
  }
}

/// Multiscale entropy: sample entropy of the series averaged over 1, 2 … intervals.
///
/// M. Costa et al., Phys. Rev. Lett. 89 (2002) 068102: non-overlapping means, m = 2, and r = 0.15 standard deviations of the
/// series itself at every scale. Unit: nat. Least data: a scale is told where at least 200 means remain, so scale 5 from
/// 1,000 intervals and scale 20 from 4,000.
public struct MultiscaleEntropy: Hashable, Sendable {
  /// Entropy at scale 1, 2 …; ends at the first scale that cannot be told.
  public var entropies: [Double]
  /// r, in milliseconds.
  public var tolerance: Double

  /// Largest scale, in intervals (Costa 2002).
  public static let largestScale = 20
  /// r, in standard deviations.
  public static let toleranceShare = 0.15
  /// Least number of means at a scale.
  public static let leastMeans = 200

  public static func reading(of series: NNSeries) -> Reading<MultiscaleEntropy> {
    if let refusal = series.withheld { return .refused(refusal) }
    guard series.count >= leastMeans else { return .refused(.settling) }
    let tolerance = toleranceShare * series.moments.deviation
    var entropies: [Double] = []
    for scale in 1...largestScale {
      let coarse = series.averaged(over: scale)
      guard coarse.count >= leastMeans,
        let entropy = SampleEntropy.reading(of: coarse, tolerance: tolerance).value?.entropy
      else { break }
      entropies.append(entropy)
    }
    return entropies.isEmpty
      ? .refused(.cannotTell) : .value(MultiscaleEntropy(entropies: entropies, tolerance: tolerance))
  }
}

extension NNSeries {
  /// Means of `length` successive intervals, side by side from the beginning of each chain.
  func averaged(over length: Int) -> NNSeries {
    var means = NNSeries()
    means.artefactShare = artefactShare
    for chain in chains {
      let whole = stride(from: chain.lowerBound, through: chain.upperBound - length, by: length).map { start in
        milliseconds[start..<(start + length)].reduce(0, +) / Double(length)
      }
      means.append(chain: whole, from: means.spanSeconds)
    }
    return means
  }
}

import Glibc

/// How QT is brought to a heart rate of 60 beats per minute. Fridericia's comes first: Bazett's overcorrects fast hearts
/// and undercorrects slow ones, as athletes' are.
public enum QTCorrection: String, Hashable, Sendable, CaseIterable {
  /// QT / RR^⅓: L. S. Fridericia, Acta Medica Scandinavica 53:469 (1920).
  case fridericia
  /// QT / RR^½: H. C. Bazett, Heart 7:353 (1920).
  case bazett
  /// QT + 154 ms/s · (1 s − RR): A. Sagie et al., American Journal of Cardiology 70:797 (1992), the Framingham study.
  case framingham
  /// QT + 1.75 ms/bpm · (rate − 60 bpm): M. Hodges et al., Journal of the American College of Cardiology 1:694 (1983).
  case hodges

  /// Heart rates, in beats per minute, outside which the correction is refused. Bazett's: S. Sharma et al., Journal of
  /// the American College of Cardiology 69:1057 (2017), where it loses accuracy: below 50 and above 90. The others':
  /// our own limit, three octave-thirds to either side of the rates at which people are examined at rest.
  public var rates: ClosedRange<Double> {
    self == .bazett ? 50...90 : 40...120
  }

  /// - Parameters:
  ///   - qt: QRS onset to T end, in milliseconds.
  ///   - meanRR: mean interval of the beats that it was measured on, in seconds.
  /// - Returns: milliseconds; `cannotTell` where the heart rate lies outside `rates`.
  public func corrected(qt: Double, meanRR: Double) -> Reading<Double> {
    guard qt.isFinite, meanRR.isFinite, meanRR > 0, rates.contains(60 / meanRR) else { return .refused(.cannotTell) }
    return switch self {
    case .fridericia: .value(qt / cbrt(meanRR))
    case .bazett: .value(qt / meanRR.squareRoot())
    case .framingham: .value(qt + 154 * (1 - meanRR))
    case .hodges: .value(qt + 1.75 * (60 / meanRR - 60))
    }
  }
}

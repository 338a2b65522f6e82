import ECGCore
import Journal

/// The figures that the journal keeps, taken from a session's account: of a measure those of its resting phase.
struct SessionEntryFigures {
  private(set) var figures: [FigureName: Double] = [:]

  init(_ account: SessionAccount) {
    guard let session = account.figures else { return }
    figures[.beats] = Double(session.beats)
    figures[.analysable] = session.analysableSeconds.rounded(places: 1)
    figures[.heartRate] = session.meanHeartRate.value?.rounded(places: 2)
    figures[.lowestRate] = session.slowest.value?.beatsPerMinute.rounded(places: 2)
    figures[.highestRate] = session.fastest.value?.beatsPerMinute.rounded(places: 2)
    if let measure = account.measure {
      if let resting = measure.results[.resting] { take(resting.figures.value, artefactShare: resting.artefactShare) }
      figures[.heartRate] = measure.results[.resting]?.figures.value?.meanHeartRate.rounded(places: 2)
      figures[.rise] = measure.riseOfRate.value?.rounded(places: 1)
    } else {
      let correction = ArtefactCorrection(session.intervalLog, rate: session.rate)
      take(TimeDomainMetrics.reading(of: correction.series).value, artefactShare: correction.found.artefactShare)
      takeEffort(session)
    }
  }

  private mutating func take(_ time: TimeDomainMetrics?, artefactShare: Double) {
    figures[.corrected] = (100 * artefactShare).rounded(places: 2)
    guard let time else { return }
    figures[.meanNN] = time.meanNN.rounded(places: 2)
    figures[.rmssd] = time.rmssd.rounded(places: 2)
    figures[.lnRMSSD] = time.lnRMSSD?.rounded(places: 4)
    figures[.sdnn] = time.sdnn.rounded(places: 2)
    figures[.pnn50] = time.pnn50.rounded(places: 2)
  }

  private mutating func takeEffort(_ session: SessionFigures) {
    figures[.alpha1] = Self.median(session.scaling.map(\.figure.alpha))?.rounded(places: 3)
    figures[.breaths] = Self.median(session.respiration.map(\.figure.breathsPerMinute))?.rounded(places: 1)
    figures[.edwards] = session.training?.edwards.value?.rounded(places: 1)
    figures[.banister] = session.training?.banister.value?.rounded(places: 1)
    figures[.recovery] = session.recoveries.compactMap(\.after60.value).max()?.rounded(places: 1)
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

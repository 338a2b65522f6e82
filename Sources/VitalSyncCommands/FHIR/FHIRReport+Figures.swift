import BoardLink
import ECGCore
import Journal
import Recordings

extension FHIRReport {
  /// The figures of the whole recording. A new one is a line here.
  var figures: [FHIRObservation] {
    var list: [FHIRObservation] = []
    var rate = FHIRObservation(.heartRate, category: .vitalSigns)
    switch account.figures?.meanHeartRate ?? .refused(.settling) {
    case .value(let bpm): rate.valueQuantity = FHIRQuantity(bpm.rounded(places: 1), "beats/minute", code: "/min")
    case .refused(let refusal):
      rate.dataAbsentReason = .absent("unknown", "Unknown", text: refusal.words)
    }
    list.append(rate)
    guard let time = report?.time.value else { return list }
    var variability = FHIRObservation(.sdnn, category: .procedure)
    variability.valueQuantity = FHIRQuantity(time.sdnn.rounded(places: 2), "ms")
    variability.component = [
      FHIRComponent(.own("rmssd_ms", "RMSSD"), quantity: FHIRQuantity(time.rmssd.rounded(places: 2), "ms")),
      FHIRComponent(
        .own("meanNN_ms", "Mean NN interval"), quantity: FHIRQuantity(time.meanNN.rounded(places: 2), "ms")),
      FHIRComponent(.own("pnn50_percent", "pNN50"), quantity: FHIRQuantity(time.pnn50.rounded(places: 2), "%")),
      FHIRComponent(
        .own("corrected_percent", "Intervals corrected"),
        quantity: FHIRQuantity((100 * (report?.correction.found.correctedShare ?? 0)).rounded(places: 2), "%")),
    ]
    if report?.correction.series.isUnreliable ?? false {
      variability.note = [FHIRAnnotation(text: "More than 5 % of the intervals were corrected: unreliable.")]
    }
    list.append(variability)
    return list
  }

  /// What the averaged beat measures: PR, QRS, QT and QTc, or why they could not be told. Of intervals without a signal, none.
  var intervals: [FHIRObservation] {
    guard account.holdsSignal, let waves = account.figures?.waves, waves.averagedBeats > 0 else { return [] }
    var corrected = duration(.qtcFridericia, waves.qtc(.fridericia))
    if let bazett = waves.qtc(.bazett).value {
      corrected.component =
        (corrected.component ?? []) + [
          FHIRComponent(.qtcBazett, quantity: FHIRQuantity(bazett.median.rounded(places: 1), "ms"))
        ]
    }
    return [
      duration(.prInterval, waves.pr), duration(.qrsDuration, waves.qrs), duration(.qtInterval, waves.qt), corrected,
    ]
  }

  private func duration(_ code: FHIRConcept, _ reading: Reading<DurationSummary>) -> FHIRObservation {
    var observation = FHIRObservation(code, category: .procedure)
    switch reading {
    case .value(let summary):
      observation.valueQuantity = FHIRQuantity(summary.median.rounded(places: 1), "ms")
      observation.component = [
        (FHIRConcept.own("lowerQuartile_ms", "Lower quartile"), summary.lowerQuartile),
        (.own("upperQuartile_ms", "Upper quartile"), summary.upperQuartile),
      ].map { FHIRComponent($0, quantity: FHIRQuantity($1.rounded(places: 1), "ms")) }
      let bandwidth = account.hasLimitedBandwidth ? " Limited bandwidth, 0.5 to 40 Hz." : ""
      observation.note = [FHIRAnnotation(text: "Median of \(summary.count) averaged beats. One lead.\(bandwidth)")]
    case .refused(let refusal):
      observation.dataAbsentReason = .absent("unknown", "Unknown", text: refusal.words)
    }
    return observation
  }

  /// What other sensors on the board measured: as the journal keeps it.
  var sensors: [FHIRObservation] {
    let start = account.facts?.recording?.startedUnixNanoseconds
    let began = Moment(milliseconds: (start ?? 0) / 1_000_000, utcOffset: 0)
    let readings = SessionVitals.readings(
      of: account.sensors, began: began, athlete: "", source: account.facts?.recording?.path ?? account.link.port)
    return readings.flatMap { FHIRVital.observations(of: $0, hasDay: start != nil) }
  }
}

import BoardLink
import ECGCore
import Recordings

/// `analyze --fhir`: the report as a Bundle of FHIR R4 Observations. What is in it: docs/formats.md.
struct FHIRReport {
  let account: SessionAccount
  let report: HRVReport?

  var bundle: FHIRBundle {
    var bundle = FHIRBundle()
    let device = bundle.add(
      .device(
        FHIRDevice(
          name: "vitalsync", version: Version.text,
          note: [account.facts?.board?.board, account.facts?.recording?.format].compactMap(\.self).joined(
            separator: ", "))),
      named: name("device"))
    var signal: [FHIRReference] = []
    if let ecg { signal = [add(ecg, "ecg", device, [], to: &bundle)] }
    for (place, figure) in (figures + intervals).enumerated() {
      _ = add(figure, "figure \(place)", device, signal, to: &bundle)
    }
    for (place, measured) in sensors.enumerated() {
      _ = add(measured, "sensor \(place)", device, [], to: &bundle)
    }
    for (place, finding) in account.findings.enumerated() {
      _ = add(observation(of: finding), "finding \(place)", device, signal, to: &bundle)
    }
    return bundle
  }

  private func add(
    _ observation: FHIRObservation, _ what: String, _ device: FHIRReference, _ from: [FHIRReference],
    to bundle: inout FHIRBundle
  ) -> FHIRReference {
    var observation = observation
    observation.device = device
    if !from.isEmpty { observation.derivedFrom = from }
    observation.effectivePeriod = observation.effectivePeriod ?? period(account.time)
    return bundle.add(.observation(observation), named: name(what))
  }

  /// The signal at its cleanest.
  private var ecg: FHIRObservation? {
    guard let strip = account.cleanest, let rate = account.facts?.rate else { return nil }
    var observation = FHIRObservation(.ecg, category: .procedure)
    let start = rate.seconds(Double(strip.start))
    observation.effectivePeriod = period(start...(start + rate.seconds(Double(strip.millivolts.count))))
    observation.component = [
      FHIRComponent(
        .lead(account.facts?.recording?.lead ?? "ECG"),
        signal: FHIRSampledData(millivolts: strip.millivolts, hertz: rate.hertz))
    ]
    observation.note = [
      FHIRAnnotation(text: "Conditioned signal, from \(clock(start)) of the recording. One lead.")
    ]
    return observation
  }

  private func observation(of finding: Finding) -> FHIRObservation {
    var observation = FHIRObservation(.impression, category: .procedure)
    observation.valueString = finding.statement
    observation.interpretation = [FHIRConcept(text: "\(finding.severity.rawValue), \(finding.certainty.rawValue)")]
    observation.note = [
      FHIRAnnotation(text: "Rule: \(finding.criterion) (\(finding.source))."), FHIRAnnotation(text: finding.advice),
    ]
    observation.component = [
      FHIRComponent(.own("kind", "Kind of finding"), text: finding.kind.rawValue)
    ]
    guard let rate = account.facts?.rate else { return observation }
    observation.effectivePeriod = period(
      rate.seconds(Double(finding.onset))...rate.seconds(Double(max(finding.onset, finding.last))))
    if let strip = account.strips?.strip(of: finding) {
      observation.component?.append(
        FHIRComponent(
          .lead(account.facts?.recording?.lead ?? "ECG"),
          signal: FHIRSampledData(millivolts: strip.millivolts, hertz: rate.hertz)))
    }
    return observation
  }

  /// Of seconds of the recording; `nil` where the day is not known.
  func period(_ seconds: ClosedRange<Double>) -> FHIRPeriod? {
    guard let start = account.facts?.recording?.startedUnixNanoseconds else { return nil }
    func text(_ seconds: Double) -> String { UniversalTime.text(unixNanoseconds: start + Int64(seconds * 1e9)) }
    return FHIRPeriod(start: text(seconds.lowerBound), end: text(seconds.upperBound))
  }

  private func name(_ what: String) -> String {
    let recording = account.facts?.recording
    return "\(recording?.path ?? account.link.port) \(recording?.startedUnixNanoseconds ?? 0) \(account.time) \(what)"
  }
}

import ECGCore
import Journal
import Recordings

/// The journal as a Bundle of FHIR R4: `history export FILE.fhir.json`, `readiness --fhir`. What is in it: docs/formats.md.
struct FHIRJournal {
  private(set) var bundle = FHIRBundle()
  private var patients: [String: FHIRReference] = [:]
  private var device: FHIRReference

  init(_ athletes: [Athlete]) {
    device = bundle.add(.device(FHIRDevice(name: "vitalsync", version: Version.text)), named: "journal device")
    for athlete in athletes {
      let patient = FHIRPatient(name: athlete.name, gender: athlete.sex?.rawValue, birthYear: athlete.birthYear)
      patients[athlete.name] = bundle.add(.patient(patient), named: "athlete \(athlete.name)")
    }
  }

  mutating func add(_ session: SessionRecord) {
    let name = "session \(session.id) \(session.began.iso)"
    let end = Moment(
      milliseconds: session.began.milliseconds + Int64(1000 * session.durationSeconds),
      utcOffset: session.began.utcOffset)
    let period = FHIRPeriod(start: session.began.iso, end: end.iso)
    let what = [FHIRAnnotation(text: "Session \(session.id): \(session.kind.rawValue), from \(session.source).")]
    if let rate = session.figures[.heartRate] {
      var observation = FHIRObservation(.heartRate, category: .vitalSigns)
      observation.valueQuantity = FHIRQuantity(rate, "beats/minute", code: "/min")
      (observation.effectivePeriod, observation.note) = (period, what)
      add(observation, of: session.athlete, named: "\(name) rate")
    }
    // All other figures, by their names in the journal: no terminology has codes for most of them.
    let others = FigureName.allCases.filter { $0 != .heartRate && $0 != .sdnn }
    let components = others.compactMap { figure in
      session.figures[figure].map {
        FHIRComponent(
          .own(figure.rawValue, figure.words),
          quantity: FHIRQuantity($0, figure.unit.isEmpty ? "1" : figure.unit, code: figure.ucum))
      }
    }
    if session.figures[.sdnn] != nil || !components.isEmpty {
      var observation = FHIRObservation(.sdnn, category: .procedure)
      observation.valueQuantity = session.figures[.sdnn].map { FHIRQuantity($0, "ms") }
      if observation.valueQuantity == nil {
        observation.dataAbsentReason = .absent("unknown", "Unknown", text: "not in the journal")
      }
      observation.component = components.isEmpty ? nil : components
      (observation.effectivePeriod, observation.note) = (period, what)
      add(observation, of: session.athlete, named: "\(name) figures")
    }
    for (place, finding) in session.findings.enumerated() {
      add(impression(finding, session), of: session.athlete, named: "\(name) finding \(place)")
    }
  }

  private func impression(_ finding: JournalFinding, _ session: SessionRecord) -> FHIRObservation {
    func moment(_ seconds: Double) -> String {
      Moment(
        milliseconds: session.began.milliseconds + Int64(1000 * seconds), utcOffset: session.began.utcOffset
      ).iso
    }
    var observation = FHIRObservation(.impression, category: .procedure)
    observation.valueString = finding.statement
    observation.interpretation = [FHIRConcept(text: "\(finding.severity), \(finding.certainty)")]
    observation.note = [
      FHIRAnnotation(text: "Rule: \(finding.criterion) (\(finding.source))."), FHIRAnnotation(text: finding.advice),
    ]
    observation.component = [FHIRComponent(.own("kind", "Kind of finding"), text: finding.kind)]
    observation.effectivePeriod = FHIRPeriod(
      start: moment(finding.onsetSeconds), end: moment(max(finding.onsetSeconds, finding.lastSeconds)))
    return observation
  }

  mutating func add(_ reading: VitalReading) {
    for (place, observation) in FHIRVital.observations(of: reading).enumerated() {
      add(observation, of: reading.athlete, named: "vital \(reading.id) \(reading.taken.iso) \(place)")
    }
  }

  /// How a day compares, and the vital signs of its week.
  mutating func add(_ account: ReadinessAccount) {
    var observation = FHIRObservation(.own("readiness", "Readiness"), category: .procedure)
    observation.valueString = account.verdict.sentence
    observation.effectiveDateTime = account.readiness.day.iso
    observation.note = [account.warning, account.certainty].compactMap { $0 }.map { FHIRAnnotation(text: $0) }
    var components: [FHIRComponent] = []
    func take(_ name: String, _ words: String, _ unit: String, _ ucum: String, _ band: NormalBand?) {
      guard let band else { return }
      for (part, value) in [
        ("week", band.week.mean), ("mean", band.months.mean), ("from", band.range.lowerBound),
        ("to", band.range.upperBound),
      ] {
        components.append(
          FHIRComponent(
            .own("\(name).\(part)", "\(words), \(part)"),
            quantity: FHIRQuantity(value.rounded(places: 4), unit, code: ucum)))
      }
    }
    take("lnRMSSD", "ln RMSSD", "1", "1", try? account.readiness.variability.get())
    take("heartRate", "Resting heart rate", "beats/minute", "/min", try? account.readiness.heartRate.get())
    observation.component = components.isEmpty ? nil : components
    add(observation, of: account.person, named: "readiness \(account.person) \(account.readiness.day.iso)")
    for reading in account.vitals.newest { add(reading) }
  }

  private mutating func add(_ observation: FHIRObservation, of athlete: String, named name: String) {
    var observation = observation
    observation.device = device
    observation.subject = patients[athlete]
    _ = bundle.add(.observation(observation), named: name)
  }
}

extension FigureName {
  /// The unit in UCUM.
  fileprivate var ucum: String {
    switch unit {
    case "bpm", "/min": "/min"
    case "": "1"
    default: unit
    }
  }
}

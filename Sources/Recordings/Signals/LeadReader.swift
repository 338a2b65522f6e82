import ECGCore

/// One lead of a recording that is read signal by signal, in millivolts, for the analysis.
package struct LeadReader: RecordingReader {
  package private(set) var facts: RecordingFacts
  private var reader: any SignalReader
  private let channel: Int
  private let samplesPerFrame: Int
  private let scale: DigitalScale?
  private let millivoltsPerUnit: Double
  private var queue: [SourcedBlock] = []
  private var given = 0
  private let ownRemarks: [String]

  package init(_ reader: any SignalReader, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    self.reader = reader
    let signals = reader.facts
    channel = try SignalChoice.index(in: signals, lead: options.lead)
    let chosen = signals.channels[channel]
    guard let factor = WFDBScale.millivolts(per: chosen.units) else {
      throw RecordingError(
        .noSignal, place: signals.path,
        what:
          "\"\(chosen.name)\" is measured in \(chosen.units.isEmpty ? "no stated unit" : chosen.units), not in volts",
        remedy: "Choose an ECG signal with --lead. It has: \(SignalChoice.list(signals)).")
    }
    guard
      chosen.scale.map({ Float(8.6e9 / $0.gain * factor).isFinite && Float($0.baseline / $0.gain * factor).isFinite })
        ?? true
    else {
      throw RecordingError(
        .malformed, place: signals.path, what: "the gain of \(chosen.name) is impossible",
        remedy: "Correct the heading.")
    }
    millivoltsPerUnit = factor
    scale = chosen.scale
    samplesPerFrame = chosen.samplesPerFrame
    let hertz = signals.framesPerSecond * Double(chosen.samplesPerFrame)
    guard let rate = SampleRate(hertz: options.rateHertz ?? hertz) else {
      throw RecordingError(
        .malformed, place: signals.path,
        what:
          "\(chosen.name) has \(DecimalText.short(hertz, decimals: 6)) samples a second, which is outside 50 to 10,000 Hz",
        remedy: "Choose another signal with --lead, or state the rate with --rate.")
    }
    var remarks: [String] = []
    if options.units != nil { remarks.append("--units is not needed: the recording states the units") }
    ownRemarks = remarks
    facts = RecordingFacts(
      path: signals.path, format: signals.format, rate: rate,
      rateReason: options.rateHertz == nil ? "stated in the heading" : "--rate", lead: chosen.name,
      unitsReason: scale.map {
        "\(DecimalText.short($0.gain, decimals: 6)) units/\(chosen.units), baseline \(DecimalText.short($0.baseline, decimals: 3))"
      }
        ?? "\(chosen.units), stated in the recording",
      declaredSamples: nil, remarks: remarks + signals.remarks)
    facts.startTimeOfDay = signals.start?.secondsOfDay
  }

  package var readShare: Double { reader.readShare }

  package mutating func next() throws(RecordingError) -> SourcedBlock? {
    while given == queue.count {
      queue.removeAll(keepingCapacity: true)
      given = 0
      guard let item = try reader.next() else {
        facts.remarks = ownRemarks + reader.facts.remarks
        return nil
      }
      guard case .block(let block) = item else { continue }
      take(block)
    }
    defer { given += 1 }
    return queue[given]
  }

  /// Runs of samples that were taken.
  private mutating func take(_ block: SignalBlock) {
    let values: [Float]
    switch block.channels[channel] {
    case .counts(let counts):
      let scale = scale ?? DigitalScale(known: 1)
      values = counts.map {
        $0 == SignalValues.missing ? .nan : Float(scale.physical($0) * millivoltsPerUnit)
      }
    case .physical(let physical): values = physical.map { Float(Double($0) * millivoltsPerUnit) }
    }
    var at = 0
    while at < values.count {
      guard values[at].isFinite else {
        at += 1
        continue
      }
      let first = at
      while at < values.count, values[at].isFinite { at += 1 }
      var part = SampleBlock(
        start: block.start * samplesPerFrame + first, millivolts: Array(values[first..<at]))
      if !block.flags.isEmpty { part.flags = (first..<at).map { block.flags[$0 / samplesPerFrame] } }
      queue.append(SourcedBlock(block: part, sourceStart: block.source * samplesPerFrame + first))
    }
  }
}

/// Which of a recording's signals is meant.
enum SignalChoice {
  /// The one named (case apart, or number from 1), else the first that is a voltage.
  static func index(in facts: SignalFacts, lead: String?) throws(RecordingError) -> Int {
    guard let lead else {
      return facts.channels.firstIndex { WFDBScale.millivolts(per: $0.units) != nil } ?? 0
    }
    let wanted = lead.lowercased()
    if let index = facts.channels.firstIndex(where: { $0.name.lowercased() == wanted }) { return index }
    if let number = Int(lead), facts.channels.indices.contains(number - 1) { return number - 1 }
    throw RecordingError(
      .noSignal, place: facts.path, what: "has no lead \"\(lead)\"",
      remedy: "It has: \(list(facts)). Name one with --lead.")
  }

  static func list(_ facts: SignalFacts) -> String {
    facts.channels.enumerated().map { "\($0.offset + 1) \($0.element.name)" }.joined(separator: ", ")
  }
}

/// Which signal of a record is read.
enum WFDBLeadChoice {
  /// The one named (by description, case apart, or number from 1), else the first that is a voltage.
  static func index(in header: WFDBHeader, lead: String?, path: String) throws(RecordingError) -> Int {
    guard let lead else {
      return header.signals.firstIndex { WFDBScale.millivolts(per: $0.units) != nil } ?? 0
    }
    let wanted = lead.lowercased()
    if let index = header.signals.firstIndex(where: { $0.description.lowercased() == wanted }) { return index }
    if let number = Int(lead), header.signals.indices.contains(number - 1) { return number - 1 }
    let names = header.signals.enumerated().map { "\($0.offset + 1) \(name($0.element, at: $0.offset))" }
    throw RecordingError(
      .noSignal, place: path, what: "has no lead \"\(lead)\"",
      remedy: "It has: \(names.joined(separator: ", ")). Name one with --lead.")
  }

  static func name(_ signal: WFDBSignal, at index: Int) -> String {
    signal.description.isEmpty ? "signal \(index + 1)" : signal.description
  }
}

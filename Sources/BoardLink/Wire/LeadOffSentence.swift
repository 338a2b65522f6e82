package import ECGCore

/// Sentences by which sketches say that an electrode is off, in place of a reading: "Leads off!", "Lead off detected!",
/// "Electrode LO- is disconnected."
package enum LeadOffSentence {
  /// `nil` where the line says no such thing.
  package static func leads(_ line: [UInt8]) -> SampleFlags? {
    // Cheap refusal first: most lines are readings.
    guard line.count >= 8, let first = line.first,
      first == UInt8(ascii: "L") || first == UInt8(ascii: "l")
        || first == UInt8(ascii: "E") || first == UInt8(ascii: "e")
    else { return nil }
    let text = String(decoding: line, as: UTF8.self).lowercased()
    guard text.hasPrefix("lead") || text.hasPrefix("electrode"), text.contains("off") || text.contains("disconnect")
    else { return nil }
    switch (text.contains("lo+"), text.contains("lo-")) {
    case (true, false): return .leadOffPlus
    case (false, true): return .leadOffMinus
    default: return .leadsOff
    }
  }
}

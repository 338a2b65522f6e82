/// Which of several named numbers is the ECG.
enum SignalName {
  /// What sketches call it, the surest first.
  private static let known = ["ecg", "ekg", "raw", "signal", "value", "adc", "a0"]

  /// The place of the likeliest; the first where no name is known. `nil` where there are none.
  static func likeliest(_ names: [String]) -> Int? {
    known(names) ?? (names.isEmpty ? nil : 0)
  }

  /// The place of the surest known name; `nil` where none is known.
  static func known(_ names: [String]) -> Int? {
    let lower = names.map { $0.lowercased() }
    for name in known {
      if let place = lower.firstIndex(where: { $0.contains(name) }) { return place }
    }
    return nil
  }
}

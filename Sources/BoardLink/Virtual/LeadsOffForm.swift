/// What a sketch without VitalSync's protocol prints while an electrode is off. Names are those of `--leads-off`.
package enum LeadsOffForm: String, Hashable, Sendable, CaseIterable {
  /// `!`
  case mark
  /// `Leads off!`, `Lead off detected!`, `Electrode LO- is disconnected.`: three sketches' words.
  case sentence
  case detected
  case electrode
  /// The reading goes on, at 0, at half or at the top of the converter.
  case zero
  case middle
  case full

  /// The line's text; `nil` where the reading tells it.
  var text: String? {
    switch self {
    case .mark: "!"
    case .sentence: "Leads off!"
    case .detected: "Lead off detected!"
    case .electrode: "Electrode LO- is disconnected."
    case .zero, .middle, .full: nil
    }
  }

  /// What the converter is made to read.
  func count(bits: Int) -> Int? {
    switch self {
    case .mark, .sentence, .detected, .electrode: nil
    case .zero: 0
    case .middle: 1 << (bits - 1)
    case .full: (1 << bits) - 1
    }
  }
}

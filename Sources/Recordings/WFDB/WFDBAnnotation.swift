package import ECGCore

/// One annotation of a WFDB record: `annot(5)` of the WFDB Applications Guide.
package struct WFDBAnnotation: Hashable, Sendable {
  /// Index of the frame it stands at.
  package var sample: Int
  package var code: WFDBAnnotationCode
  package var subtype: Int
  package var channel: Int
  package var number: Int
  /// Rhythm names and the like, `(N`.
  package var text: String

  package init(
    sample: Int, code: WFDBAnnotationCode, subtype: Int = 0, channel: Int = 0, number: Int = 0, text: String = ""
  ) {
    self.sample = sample
    self.code = code
    self.subtype = subtype
    self.channel = channel
    self.number = number
    self.text = text
  }
}

/// What an annotation says: the codes of `ecgcodes.h`, 1 … 49.
package struct WFDBAnnotationCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8

  /// `nil` outside 1 … 49: higher codes steer the file format.
  package init?(rawValue: UInt8) {
    guard (1...49).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// The code of a mnemonic, `N`, `V`, `+`.
  package init?(symbol: Character) {
    guard symbol != " ", let index = Self.symbols.firstIndex(of: symbol) else { return nil }
    rawValue = UInt8(index + 1)
  }

  private init(known: UInt8) { rawValue = known }

  package static let normal = WFDBAnnotationCode(known: 1)
  package static let ventricular = WFDBAnnotationCode(known: 5)
  package static let fusion = WFDBAnnotationCode(known: 6)
  package static let supraventricular = WFDBAnnotationCode(known: 9)
  package static let unclassified = WFDBAnnotationCode(known: 13)
  package static let noise = WFDBAnnotationCode(known: 14)
  package static let note = WFDBAnnotationCode(known: 22)
  package static let rhythm = WFDBAnnotationCode(known: 28)
  package static let flutterStart = WFDBAnnotationCode(known: 32)
  package static let flutterEnd = WFDBAnnotationCode(known: 33)

  /// Mnemonics of the codes from 1 on; a space where there is none.
  private static let symbols = Array("NLRaVFJASEj/Q~ | sT*D\"=pB^t+u?![]en@xf()r")

  package var symbol: Character? {
    let index = Int(rawValue) - 1
    guard Self.symbols.indices.contains(index), Self.symbols[index] != " " else { return nil }
    return Self.symbols[index]
  }

  /// The class of ANSI/AAMI EC57 of a beat, or `nil` where the code marks no beat. Paced beats and those that could
  /// not be told are `unknown`.
  package var beatLabel: BeatLabel? {
    switch symbol {
    case "N", "L", "R", "B", "e", "j": .normal
    case "a", "J", "A", "S", "n": .supraventricular
    case "V", "E", "r": .ventricular
    case "F": .fusion
    case "/", "f", "Q", "?": .unknown
    default: nil
    }
  }

  /// The code under which a beat of this class is written.
  package init(_ label: BeatLabel) {
    switch label {
    case .normal: self = .normal
    case .supraventricular: self = .supraventricular
    case .ventricular: self = .ventricular
    case .fusion: self = .fusion
    case .unknown: self = .unclassified
    }
  }
}

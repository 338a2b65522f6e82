/// The heading of an EDF, EDF+, BDF or BDF+ file.
///
/// Kemp, Värri, Rosa, Nielsen, Gade, "A simple format for exchange of digitized polygraphic recordings",
/// Electroencephalogr Clin Neurophysiol 82 (1992) 391; Kemp, Olivan, "European data format 'plus' (EDF+)", Clin
/// Neurophysiol 114 (2003) 1755; BDF: biosemi.com/faq/file_format.htm.
struct EDFHeader: Hashable, Sendable {
  var kind: EDFKind
  var continuity: EDFContinuity
  var patient: String
  var recording: String
  var start: StartMoment?
  /// `nil` where the file says that it is not known.
  var records: Int?
  var recordSeconds: Double
  var signals: [EDFSignal]

  static let fixedLength = 256
  static let signalLength = 256
  var length: Int { Self.fixedLength + Self.signalLength * signals.count }
  /// Bytes of one data record.
  var recordLength: Int { signals.reduce(0) { $0 + $1.samples } * kind.sampleLength }
}

/// Which of the two families a file is of.
package enum EDFKind: String, Hashable, Sendable {
  case edf = "EDF"
  case bdf = "BDF"

  var sampleLength: Int { self == .edf ? 2 : 3 }
  var counts: ClosedRange<Int> { self == .edf ? -32_768...32_767 : -8_388_608...8_388_607 }
  var annotationLabel: String { rawValue + " Annotations" }
}

enum EDFContinuity: String, Hashable, Sendable {
  /// The format without annotations.
  case plain = ""
  case continuous = "+C"
  case discontinuous = "+D"
}

struct EDFSignal: Hashable, Sendable {
  var label: String
  var dimension: String
  var physicalMinimum: Double
  var physicalMaximum: Double
  var digitalMinimum: Int
  var digitalMaximum: Int
  /// In one data record.
  var samples: Int
  var isAnnotations: Bool

  /// `nil` where the two ends are one.
  var scale: DigitalScale? {
    let gain = Double(digitalMaximum - digitalMinimum) / (physicalMaximum - physicalMinimum)
    return DigitalScale(gain: gain, baseline: Double(digitalMinimum) - physicalMinimum * gain)
  }
}

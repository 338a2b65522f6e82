import BoardLink
import ECGCore

extension FuzzTarget {
  /// Every wire format's decoder reads the same bytes.
  static let wireFormats = FuzzTarget(name: "wire", longestInput: 1024) { bytes in
    for format in WireFormat.allCases {
      var decoder = format.makeDecoder()
      var characters = 0
      for (index, byte) in bytes.enumerated() {
        // Now and then a buffer is flushed in mid-line.
        if byte == 0xFF && index % 7 == 0 { decoder.resynchronise() }
        var next = decoder.absorb(byte)
        while let message = next {
          next = decoder.held()
          guard case .sample(let sample) = message else { continue }
          characters += sample.characters
          // Of several samples in one packet the first carries its bytes.
          let isWithin = sample.characters >= 0 && characters <= index + 1
          try require(isWithin, "\(format): \(sample) of \(index + 1) bytes")
          try require(sample.counts.map(\.isFinite) ?? true, "\(format): a reading of \(sample)")
          try require(sample.stamp.map(\.isFinite) ?? true, "\(format): a stamp of \(sample)")
          try require(sample.counts != nil || !sample.leads.isEmpty, "\(format): a sample that says nothing: \(sample)")
        }
      }
    }
  }

  /// VitalSync's grammar behind its check sum: each line of the input is given the right one. What is accepted as a sample is
  /// what the protocol would write for it, to the byte.
  static let checkedLines = FuzzTarget(name: "checked-lines", longestInput: 512) { bytes in
    var decoder = WireFormat.vitalsync.makeDecoder()
    for line in bytes.split(separator: 0x0A) {
      let check = hexadecimal(CRC16.of(line))
      for byte in line { _ = decoder.absorb(byte) }
      for byte in Array("*\(check)".utf8) { _ = decoder.absorb(byte) }
      switch decoder.absorb(0x0A) {
      case .sample(let sample):
        guard let sequence = sample.sequence, let stamp = sample.stamp, let counts = sample.counts else {
          throw FuzzViolation("incomplete: \(sample)")
        }
        let said = "\(sequence),\(UInt64(stamp)),\(UInt64(counts)),\(sample.leads.rawValue)"
        try require(Array(said.utf8) == Array(line), "\(said) is not what was written")
      case .start(let start):
        let facts = start.facts
        try require((8...24).contains(facts.calibration.bits), "\(facts)")
        try require((125...500).contains(facts.statedHertz ?? 0), "\(facts)")
        try require(facts.calibration.gain >= 1 && facts.calibration.referenceMillivolts >= 1, "\(facts)")
        try require(facts.calibration.midScale < Double(1 << facts.calibration.bits), "\(facts)")
        try require(start.baud > 0, "\(start)")
      case .ok(let words): try require(!words.isEmpty, "#ok without words")
      case .refused(let words, let reason): try require(!words.isEmpty && !reason.isEmpty, "#err without words")
      default: break
      }
    }
  }

  static func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

package import ECGCore

/// The program on a virtual board: what it prints for a sample and how it answers.
package struct VirtualSketch: Hashable, Sendable {
  package var wire: WireFormat
  /// Samples per second that it means to take.
  package var rateHertz: Double
  package var baud: Int
  package var calibration: Calibration
  package var board: String
  /// What it prints while an electrode is off; `nil`: as most sketches of its format do.
  package var leadsOff: LeadsOffForm?
  /// Whether samples flow.
  package private(set) var isRunning = true

  /// docs/protocol.md, Defaults.
  package static let usualHertz = 250.0

  package init(
    wire: WireFormat = .vitalsync, rateHertz: Double = VirtualSketch.usualHertz, baud: Int = 115_200,
    calibration: Calibration = VirtualSketch.calibration, board: String = "virtual"
  ) {
    self.wire = wire
    self.rateHertz = rateHertz
    self.baud = baud
    self.calibration = calibration
    self.board = board
  }

  /// The AD8232 reference design on a ten-bit converter.
  package static let calibration = Calibration(
    bits: 10, referenceMillivolts: 3300, gain: 1100, midScale: 512, isAssumed: false)

  /// Whether the sketch waits where its UART's buffer is full, as `Serial.println` does, and so loses its pace. VitalSync's
  /// own leaves the sample out instead.
  package var waitsForItsUART: Bool { wire != .vitalsync }

  package func line(sequence: UInt16, microseconds: UInt64, count: Int, leads: SampleFlags) -> [UInt8] {
    if !leads.isDisjoint(with: .leadsOff), wire != .vitalsync, let leadsOff {
      if let text = leadsOff.text { return Array(text.utf8) + [0x0D, 0x0A] }
      let reading = leadsOff.count(bits: calibration.bits) ?? count
      return line(sequence: sequence, microseconds: microseconds, count: reading, leads: [])
    }
    let isOff = !leads.isDisjoint(with: .leadsOff)
    let text =
      switch wire {
      case .vitalsync, .packet, .openView: ""
      case .polled: isOff ? "!" : "$\(count)"
      case .integer: isOff ? "!" : "\(count)"
      case .timeValue: "\(microseconds / 1000),\(isOff ? "!" : "\(count)")"
      case .volts: isOff ? "!" : volts(count)
      // What a sketch's smoothing might make of it.
      case .columns: isOff ? "0,0" : "\(count),\((count + Int(calibration.midScale)) / 2)"
      case .labelled: isOff ? "Leads off!" : "EKG:\(count),t:6"
      case .json: isOff ? "Leads off!" : "{\"bpm\":71,\"ecg\":\(count)}"
      case .prefixed: isOff ? "Leads off!" : "E,\(microseconds / 1000),\(count)"
      }
    let high = UInt8(truncatingIfNeeded: count >> 8)
    let low = UInt8(truncatingIfNeeded: count)
    switch wire {
    case .vitalsync:
      return Self.checked("\(sequence),\(UInt32(truncatingIfNeeded: microseconds)),\(count),\(leads.rawValue & 3)")
    case .packet:
      return [0xEC, high, low, high ^ low]
    case .openView:
      // The ADS1292R shield: ECG and respiration of 16 bits, rates, all nought where a lead is off.
      let payload = [low, high, 0x40, 0x01, 15, 0, 71, 0, 0]
      return [0x0A, 0xFA, 9, 0, 2] + (isOff ? [UInt8](repeating: 0, count: 9) : payload) + [0x00, 0x0B]
    default: return Array(text.utf8) + [0x0D, 0x0A]
    }
  }

  /// Three decimals, as `Serial.println(volts, 3)` writes them.
  private func volts(_ count: Int) -> String {
    let millivolts = count * Int(calibration.referenceMillivolts) / (1 << calibration.bits)
    let fraction = "\(millivolts % 1000)"
    return "\(millivolts / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// What is printed after a reset, before the first sample; the empty line ends one that the reset cut off.
  package var greeting: [UInt8] { wire == .vitalsync ? [UInt8(ascii: "\n")] + startLine : [] }

  /// What is printed where the sketch changes its rate by itself.
  var rateNews: [UInt8] { wire == .vitalsync ? startLine : [] }

  private var startLine: [UInt8] {
    Self.checked(
      "#vitalsync 1 board=\(board) fw=1.0.0 rate=\(Int(rateHertz)) bits=\(calibration.bits)"
        + " vref_mv=\(Int(calibration.referenceMillivolts)) gain=\(Int(calibration.gain))"
        + " mid=\(Int(calibration.midScale)) baud=\(baud)")
  }

  /// The answer to one command line, its end taken off.
  package mutating func answer(_ bytes: [UInt8]) -> [UInt8] {
    guard wire == .vitalsync, !bytes.isEmpty else { return [] }
    let command = Self.repeatable(bytes.prefix(Self.longestCommand))
    guard bytes.count <= Self.longestCommand else { return Self.checked("#err \(command) : too long") }
    let words = command.split(separator: " ", omittingEmptySubsequences: false)
    switch (words[0], words.count) {
    case ("id", 1): return startLine
    case ("start", 1):
      isRunning = true
      return Self.checked("#ok start")
    case ("stop", 1):
      isRunning = false
      return Self.checked("#ok stop")
    case ("rate", 2): return setRate(words[1], command)
    default: return Self.checked("#err \(command) : unknown command")
    }
  }

  /// docs/protocol.md, bytes without the line's end.
  package static let longestCommand = 31

  /// The command as an answer repeats it: every byte that is not printable, every `*` and `:`, stands as `?`.
  private static func repeatable(_ bytes: ArraySlice<UInt8>) -> String {
    let kept = bytes.map { byte in
      byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "*") || byte == UInt8(ascii: ":") ? UInt8(ascii: "?") : byte
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// docs/protocol.md: 30 bytes of 10 bits a sample must not exceed 95 % of the baud.
  package static func carries(rateHertz: Int, baud: Int) -> Bool {
    30 * 10 * rateHertz * 100 <= 95 * baud
  }

  /// As after a reset: what was commanded is forgotten.
  mutating func restart() {
    isRunning = true
  }

  /// Whether VitalSync's sketch could be set to this rate at its baud.
  package func mayTake(hertz: Double) -> Bool {
    hertz == hertz.rounded() && (125...500).contains(hertz) && Self.carries(rateHertz: Int(hertz), baud: baud)
  }

  private mutating func setRate(_ word: Substring, _ command: String) -> [UInt8] {
    var cursor = FieldCursor(Array(word.utf8))
    guard let hertz = cursor.strictDecimal(limit: 500), cursor.isAtEnd, hertz >= 125 else {
      return Self.checked("#err \(command) : rate is 125 to 500")
    }
    guard Self.carries(rateHertz: Int(hertz), baud: baud) else {
      return Self.checked("#err \(command) : too fast for \(baud)")
    }
    rateHertz = Double(hertz)
    return Self.checked("#ok \(command)") + startLine
  }

  private static func checked(_ text: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    let check = CRC16.of(text.utf8)
    return Array(text.utf8) + [UInt8(ascii: "*")]
      + [12, 8, 4, 0].map { digits[Int(check >> $0 & 15)] } + [UInt8(ascii: "\n")]
  }
}

/// What is known, or wanted, of a link beforehand. Everything left `nil` is found out.
package struct LinkOptions: Hashable, Sendable {
  package var port: String
  /// "CP2102 (10c4:ea60)", "virtual board", …
  package var bridge: String?
  /// `--baud`: the only one to be tried.
  package var baud: Int?
  /// `--wire`: the only format to be tried.
  package var wire: WireFormat?
  /// `--rate`: samples per second, over what the board states or what is measured.
  package var rateHertz: Double?
  /// `--adc-bits`, `--vref` (millivolts), `--gain`, `--mid`: over what the board states.
  package var converterBits: Int?
  package var referenceMillivolts: Double?
  package var gain: Double?
  package var midScale: Double?

  package init(port: String) {
    self.port = port
  }

  /// The baud to open the port with.
  package var firstBaud: Int { baud ?? BaudSweep.order[0] }

  /// `calibration` with what the user said put over it.
  func overriding(_ calibration: Calibration) -> Calibration {
    var result = calibration
    if let converterBits {
      // Mid-scale is the middle of the converter unless it was stated.
      if calibration.isAssumed { result.midScale = Double(1 << (converterBits - 1)) }
      result.bits = converterBits
    }
    if let referenceMillivolts { result.referenceMillivolts = referenceMillivolts }
    if let gain { result.gain = gain }
    if let midScale { result.midScale = midScale }
    if converterBits != nil && referenceMillivolts != nil && gain != nil { result.isAssumed = false }
    return result
  }
}

/// A guess at the converter of a board that states nothing, from the readings it sends. Shown as an assumption.
enum AssumedCalibration {
  /// Widths found on the boards that carry an AD8232: AVR and ESP8266 (10), ESP32, RP2040 and STM32 (12), ADS111x and
  /// scaled readings (16).
  private static let widths = [10, 12, 16, 24]

  /// No converter of a hobby board takes more.
  private static let mostVolts = 5.5

  /// Readings in volts at the converter: a thousand millivolts each; the reference design rests at half of 3.3 V.
  private static let inVolts = Calibration(
    bits: 12, referenceMillivolts: 4_096_000, gain: 1100, midScale: 1.65, isAssumed: true)

  /// By the packet's length, as `OpenViewDecoder` knows it: the converter of the board that sends such.
  private static func openView(packetBytes: Int, most: Double) -> Calibration {
    switch packetBytes {
    // ADS1293 in packets as long as a MAX30003's, whose 18 bits end here: 3.5 · V / (2 · 2.4 V) + ½ of full scale (data sheet,
    // ADC output), which ProtoCentral's library has at B964F0.
    case 19 where most >= 131_072:
      Calibration(
        bits: 24, referenceMillivolts: 4800 * 16_777_216 / 12_150_000, gain: 3.5, midScale: 6_075_000, isAssumed: true)
    // ADS1292R: the upper 16 of 24 bits over ±2.42 V, gain 6 (data sheet, table 13).
    case 16, 27: Calibration(bits: 16, referenceMillivolts: 4840, gain: 6, midScale: 0, isAssumed: true)
    // MAX30003: 18 bits over ±1 V, gain 20 (data sheet, ECG transfer function).
    case 19, 24: Calibration(bits: 18, referenceMillivolts: 2000, gain: 20, midScale: 0, isAssumed: true)
    // HealthyPi 5: microvolts.
    default: Calibration(bits: 24, referenceMillivolts: 16_777.216, gain: 1, midScale: 0, isAssumed: true)
    }
  }

  static func fitting(_ samples: some Sequence<WireSample>, _ format: WireFormat) -> Calibration {
    if format == .openView {
      return openView(
        packetBytes: samples.first { $0.characters > 0 }?.characters ?? 0,
        most: samples.lazy.compactMap(\.counts).map(abs).max() ?? 0)
    }
    var least = 0.0
    var most = 0.0
    var hasFractions = false
    for case let counts? in samples.lazy.map(\.counts) {
      hasFractions = hasFractions || counts != counts.rounded()
      least = min(least, counts)
      most = max(most, counts)
    }
    let isSigned = least < 0
    if format.isUnproved, hasFractions, max(most, -least) <= mostVolts {
      var calibration = inVolts
      if isSigned { calibration.midScale = 0 }
      return calibration
    }
    var calibration = Calibration.assumed10Bit
    let reach = max(most, isSigned ? -2 * least : 0)
    calibration.bits = widths.first { reach < Double(1 << $0) } ?? 24
    // Readings below zero were centred by the sketch.
    calibration.midScale = isSigned ? 0 : Double(1 << (calibration.bits - 1))
    return calibration
  }
}

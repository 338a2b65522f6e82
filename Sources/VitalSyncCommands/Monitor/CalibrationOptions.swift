import ArgumentParser
import BoardLink

/// What the user knows of the board's converter and front end, over what the board states or what is assumed.
struct CalibrationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Width of the board's converter: 1 … 24 bits (Uno, NodeMCU 10; ESP32 12).", valueName: "bits"))
  var adcBits: Int?

  @Option(help: ArgumentHelp("The converter's full scale in millivolts (NodeMCU 3300, Uno 5000).", valueName: "mV"))
  var vref: Double?

  @Option(help: ArgumentHelp("Total gain of the front end (AD8232 reference design 1100).", valueName: "factor"))
  var gain: Double?

  @Option(help: ArgumentHelp("Reading at zero electrode voltage; else half of full scale.", valueName: "counts"))
  var mid: Double?

  init() {}

  func validate() throws {
    if let adcBits, !(1...24).contains(adcBits) { throw ValidationError("--adc-bits must lie in 1 … 24.") }
    if let vref, !(vref > 0 && vref.isFinite) { throw ValidationError("--vref must be millivolts above 0.") }
    if let gain, !(gain > 0 && gain.isFinite) { throw ValidationError("--gain must be above 0.") }
    if let mid, !mid.isFinite { throw ValidationError("--mid must be a number of counts.") }
  }

  func apply(to options: inout LinkOptions) {
    options.converterBits = adcBits
    options.referenceMillivolts = vref
    options.gain = gain
    options.midScale = mid
  }
}

import BoardLink
import Recordings

/// Which board is wanted, and how its port is opened: what `monitor` and `record` have in common.
struct BoardOpening {
  /// As it was named; `nil`: the one board there is.
  var port: String?
  /// Whether one is waited for, and for how long at most.
  var wait = false
  var duration: TypedDuration?
  /// Whether a board that goes away is waited for.
  var reconnects = true
  var baud: Int?
  var wire: WireFormat?
  var rateHertz: Double?
  var calibration: CalibrationOptions

  /// What of this a capture keeps: by it its raw bytes are read again as they were.
  var settings: [String: String] {
    var settings = ["program": "vitalsync \(Version.text)"]
    settings[LinkSetting.baud] = baud.map { "\($0)" }
    settings[LinkSetting.wire] = wire?.rawValue
    settings[LinkSetting.rate] = rateHertz.map { "\($0)" }
    settings[LinkSetting.converterBits] = calibration.adcBits.map { "\($0)" }
    settings[LinkSetting.reference] = calibration.vref.map { "\($0)" }
    settings[LinkSetting.gain] = calibration.gain.map { "\($0)" }
    settings[LinkSetting.middle] = calibration.mid.map { "\($0)" }
    return settings
  }

  func options(port path: String, bridge: String?) -> LinkOptions {
    var options = LinkOptions(port: path)
    options.bridge = bridge
    options.baud = baud
    options.wire = wire
    options.rateHertz = rateHertz
    calibration.apply(to: &options)
    return options
  }
}

/// Names of a capture's settings that speak of the link: docs/recording.md.
enum LinkSetting {
  static let baud = "link.baud"
  static let wire = "link.wire"
  static let rate = "link.rate_hz"
  static let converterBits = "link.adc_bits"
  static let reference = "link.vref_mv"
  static let gain = "link.gain"
  static let middle = "link.mid"
}

extension LinkOptions {
  /// The link as it was when this was recorded.
  init(port: String, bridge: String?, settings: [String: String]) {
    self.init(port: port)
    self.bridge = bridge
    baud = settings[LinkSetting.baud].flatMap { Int($0) }
    wire = settings[LinkSetting.wire].flatMap(WireFormat.init(rawValue:))
    rateHertz = settings[LinkSetting.rate].flatMap { Double($0) }
    converterBits = settings[LinkSetting.converterBits].flatMap { Int($0) }
    referenceMillivolts = settings[LinkSetting.reference].flatMap { Double($0) }
    gain = settings[LinkSetting.gain].flatMap { Double($0) }
    midScale = settings[LinkSetting.middle].flatMap { Double($0) }
  }
}

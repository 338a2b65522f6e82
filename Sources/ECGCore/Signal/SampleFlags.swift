/// What the source knows of one sample beside its value.
public struct SampleFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The front end reports the positive electrode (LO+) off the skin.
  public static let leadOffPlus = SampleFlags(rawValue: 1)
  /// The front end reports the negative electrode (LO−) off the skin.
  public static let leadOffMinus = SampleFlags(rawValue: 2)
  /// The converter stood at one of its rails.
  public static let clipped = SampleFlags(rawValue: 4)

  /// Either electrode off.
  public static let leadsOff: SampleFlags = [.leadOffPlus, .leadOffMinus]
}

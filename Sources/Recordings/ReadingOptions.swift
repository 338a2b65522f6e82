/// What a user may say about a recording that its file does not.
package struct ReadingOptions: Hashable, Sendable {
  /// `--rate`: samples per second.
  package var rateHertz: Double?
  /// `--column`: name or 1-based number of the signal's column in a CSV.
  package var column: String?
  /// `--units`: what the values are.
  package var units: Units?
  /// `--lead`: name or 1-based number of the signal in a multi-lead recording.
  package var lead: String?

  package init(rateHertz: Double? = nil, column: String? = nil, units: Units? = nil, lead: String? = nil) {
    self.rateHertz = rateHertz
    self.column = column
    self.units = units
    self.lead = lead
  }

  package enum Units: String, Hashable, Sendable, CaseIterable {
    case millivolts = "mV"
    case microvolts = "uV"
    case volts = "V"
    case counts
  }
}

import ArgumentParser
import BoardLink
import Testing

@testable import VitalSyncCommands

/// What the user says of the converter reaches the link.
@Suite struct CalibrationOptionsTests {
  @Test func eachOptionReachesTheLink() throws {
    let command = try MonitorCommand.parse(["--adc-bits", "12", "--vref", "3300", "--gain", "100", "--mid", "1861"])
    var options = LinkOptions(port: "test")
    command.calibration.apply(to: &options)
    #expect(options.converterBits == 12)
    #expect(options.referenceMillivolts == 3300)
    #expect(options.gain == 100)
    #expect(options.midScale == 1861)
  }

  @Test(arguments: [
    ["--adc-bits", "0"], ["--adc-bits", "25"], ["--vref", "0"], ["--vref", "inf"], ["--gain", "-1"], ["--gain", "nan"],
    ["--mid", "nan"],
  ])
  func whatCannotBeIsRefused(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try MonitorCommand.parse(arguments) }
  }
}

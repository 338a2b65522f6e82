public import ArgumentParser

/// The command line.
public struct VitalSync: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "vitalsync", abstract: "An ECG instrument in the terminal, for an AD8232 board on a USB port.")

  public init() {}
}

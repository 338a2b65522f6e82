public import ArgumentParser
import Glibc

/// The command line: one subcommand a file.
public struct VitalSync: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "vitalsync",
    abstract: "An ECG instrument in the terminal, for an AD8232 board on a USB port.",
    discussion: """
      See your heart now, with no hardware:      vitalsync monitor --demo
      With a board plugged in:                   vitalsync monitor
      A report on a recording:                   vitalsync analyze run.csv
      How today compares:                        vitalsync readiness
      What was measured before:                  vitalsync history
      A board to try all of it on:               vitalsync simulate

      Not a medical device. Run the laptop on battery while electrodes are on: AD8232 boards are not isolated from mains.
      """,
    version: Version.text,
    subcommands: [
      MonitorCommand.self, RecordCommand.self, AnalyzeCommand.self, ReadinessCommand.self, TrendsCommand.self,
      HistoryCommand.self, VitalsCommand.self, AthleteCommand.self, ConvertCommand.self, EvaluateCommand.self,
      ExplainCommand.self, FeaturesCommand.self,
      DevicesCommand.self, SimulateCommand.self,
    ])

  public init() {}

  /// Parses, runs, and ends the process with a documented status.
  public static func runAndExit() -> Never {
    occupyStandardDescriptors()
    // A reader that goes away (`vitalsync analyze x | head`) must not kill us before a recording is closed.
    signal(SIGPIPE, SIG_IGN)
    // Nor a file-size limit: it is a full disk, and told as one.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
      Glibc.exit(ExitStatus.success.rawValue)
    } catch let failure as CommandFailure {
      if failure.status != .success { tell("vitalsync: \(failure.message)") }
      Glibc.exit(failure.status.rawValue)
    } catch {
      exit(withError: error)
    }
  }

  /// A standard descriptor that was closed when we were started must not become a port or a recording, into which
  /// messages would then be written. It is opened the wrong way round, so that using it still fails.
  private static func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given, and that is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

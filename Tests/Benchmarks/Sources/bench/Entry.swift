import ECGCore
import Glibc

/// Measures the stages of the core, each on the same samples in memory.
///
///     bench SIGNAL HERTZ HOURS RECORD...
///     bench --variability [INTERVALS]      see Variability
///
/// Joins the first leads of WFDB records (format 212, two signals), brings them to HERTZ, repeats them up to HOURS,
/// writes them to SIGNAL (32-bit floats, millivolts) for other programs, and says `{"samples":N}`. Then, for each line
/// on standard input, it runs one round and writes one JSON object: per stage, seconds of processor time and outputs;
/// a line `allocations` has it count those in place of time, a stage's name runs that one only (for a profiler).
@main
struct Entry {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      if arguments.count > 1, arguments[1] == "--variability" {
        Variability.run(intervals: arguments.count > 2 ? Int(arguments[2]) ?? 100_000 : 100_000)
        return
      }
      guard arguments.count > 4, let hertz = Double(arguments[2]), let rate = SampleRate(hertz: hertz),
        let hours = Double(arguments[3])
      else { throw BenchError("usage: bench SIGNAL HERTZ HOURS RECORD...") }
      let signal = try Signal(records: Array(arguments[4...]), rate: rate, hours: hours)
      try signal.write(to: arguments[1])
      try requireRealCount()
      say("{\"samples\":\(signal.count)}")
      while let line = readLine() {
        say(line == "allocations" ? allocations(signal, rate) : times(signal, rate, of: Subject(rawValue: line)))
      }
    } catch {
      var message = "bench: \(error)\n"
      message.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      exit(1)
    }
  }

  private static func times(_ signal: Signal, _ rate: SampleRate, of one: Subject?) -> String {
    object((one.map { [$0] } ?? Subject.allCases).map { ($0, $0.measure(signal.blocks, rate, by: .processorTime)) }) {
      "{\"seconds\":\($0.used),\"outputs\":\($0.outputs)}"
    }
  }

  private static func allocations(_ signal: Signal, _ rate: SampleRate) -> String {
    let warmUp = signal.blocks.count / 8
    return object(
      Subject.allCases.map { ($0, $0.measure(signal.blocks, rate, by: .allocations, warmUp: warmUp)) }
    ) {
      "{\"allocations\":\(Int($0.used)),\"samples\":\($0.samples),\"blocks\":\($0.blocks),\"outputs\":\($0.outputs)}"
    }
  }

  private static func object(_ rows: [(Subject, Measured)], _ value: (Measured) -> String) -> String {
    "{" + rows.map { "\"\($0.0.rawValue)\":\(value($0.1))" }.joined(separator: ",") + "}"
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}

/// What stops the measurement.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

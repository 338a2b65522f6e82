import ArgumentParser
import ECGCore
import Recordings

/// `vitalsync convert`: a recording in another format.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a recording in another format: CSV, WFDB, EDF+, BDF+; its RR intervals; its beats; FHIR.",
    discussion: """
      vitalsync convert run.vsr run.edf
      vitalsync convert mitdb/100 100.csv --lead MLII
      vitalsync convert night.edf records/night.hea --start 1h --end 2h
      vitalsync convert run.csv run.qrs             its beats, named N, S, V, F, Q, as WFDB annotations
      vitalsync convert log.txt out.csv --rate 250 --units counts --decimal-comma
      vitalsync convert run.vsr run.rr.txt          the intervals between its beats, as Kubios and others read them
      vitalsync convert watch.fit watch.rr.txt      those of a watch or a strap
      vitalsync convert run.vsr run.fhir.json       its report, as analyze --fhir writes it

      Formats go by the files' names and what they hold; --from and --to say otherwise. Every signal is carried, with holes, marks,
      beats and annotations as far as the format can; a remark says what it cannot. The output appears under its name
      only when it is whole, and replaces nothing without --force.
      Formats, and what each can hold: docs/formats.md.
      """)

  @Argument(help: "The recording.")
  var input: String

  @Argument(help: "Where it is written; a WFDB record is named by its header or bare name.")
  var output: String

  @Option(
    help: ArgumentHelp(
      "The input's format, where the file does not tell: \(names(of: \.canRead)).", valueName: "format"))
  var from: RecordingFormat?

  @Option(
    help: ArgumentHelp(
      "The output's format, where its name does not tell: \(names(of: \.canWrite)).", valueName: "format"))
  var to: RecordingFormat?

  @Option(
    help: ArgumentHelp("Begin here: 90s, 1h5m, 12:31 since the start, or @14:05, the time of day.", valueName: "time"))
  var start: RecordingTime?

  @Option(help: ArgumentHelp("End here, said likewise.", valueName: "time"))
  var end: RecordingTime?

  @Option(
    help: ArgumentHelp(
      "How a WFDB record stores samples: 8, 16, 24, 32, 61, 80, 160, 212, 310, 311. Else the narrowest of 16, 24, 32 that keeps all.",
      valueName: "n"))
  var wfdbFormat: Int?

  @Flag(help: "CSV with ; between cells and a comma in numbers.")
  var decimalComma = false

  @Flag(help: "Before each RR interval the time at which it ends, in seconds.")
  var times = false

  @Flag(help: "Replace files that have the output's name.")
  var force = false

  @Flag(help: "What was done, as JSON on standard output.")
  var json = false

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  @OptionGroup(title: "Athlete (FHIR's findings go by it)")
  var athlete: AthleteOptions

  /// The beats alone are wanted, not the signals.
  private var wantsBeats: Bool { to == nil && BeatsFile.isAnnotations(output) }

  func validate() throws {
    if wantsBeats {
      for (option, isGiven) in [
        ("--from", from != nil), ("--decimal-comma", decimalComma), ("--wfdb-format", wfdbFormat != nil),
      ] where isGiven {
        throw ValidationError("\(option) goes with signals; \(output) holds beats alone.")
      }
      return
    }
    if let wfdbFormat, WFDBFormat(rawValue: wfdbFormat).map({ $0 == .null }) ?? true {
      throw ValidationError("--wfdb-format \(wfdbFormat) is none of 8, 16, 24, 32, 61, 80, 160, 212, 310, 311.")
    }
    if let from, !from.canRead {
      throw ValidationError(
        "--from \(from.rawValue): this format is written, not read. Read are \(Self.names(of: \.canRead)).")
    }
    if let to, !to.canWrite {
      throw ValidationError(
        "--to \(to.rawValue): this format is read, not written. Written are \(Self.names(of: \.canWrite)).")
    }
    if to == nil, RecordingFormat(path: output)?.canWrite != true {
      throw ValidationError(
        "\(output): its name tells no format that is written. Say --to: \(Self.names(of: \.canWrite)).")
    }
    if decimalComma, format != .csv { throw ValidationError("--decimal-comma is for CSV.") }
    if wfdbFormat != nil, format != .wfdb { throw ValidationError("--wfdb-format is for WFDB.") }
    if times, format != .intervals { throw ValidationError("--times is for RR intervals.") }
  }

  private static func names(of wanted: (RecordingFormat) -> Bool) -> String {
    RecordingFormat.allCases.filter(wanted).map(\.rawValue).joined(separator: ", ")
  }

  var format: RecordingFormat { to ?? RecordingFormat(path: output) ?? .csv }

  func run() throws {
    let summary =
      switch format {
      case _ where wantsBeats: try convertBeats()
      case .intervals: try convertIntervals()
      case .fhir: try convertReport()
      default: try convertSignals()
      }
    let standardOutput = OutputFile()
    try standardOutput.write(json ? JSONText.document(summary.json) : Array(summary.text.utf8))
    try standardOutput.flush()
  }

  private func convertSignals() throws -> ConversionSummary {
    if holdsIntervals {
      throw CommandFailure(
        .badRecording,
        "\(input): holds intervals between beats, not a signal, so there is nothing to write as \(format.words). Write them as text: --to rr."
      )
    }
    var target = SignalConversion.Target(path: output, format: format)
    target.wfdbFormat = wfdbFormat.flatMap { WFDBFormat(rawValue: $0) }
    target.hasDecimalComma = decimalComma
    target.isForced = force
    let part = try ConvertedPart(start: start, end: end)
    let (input, from, reading) = (input, from, options.reading)
    let conversion = SignalConversion(to: target) { () throws(RecordingError) in
      let reader = try Recording.signals(input, format: from, options: reading)
      // A table's column is chosen on reading.
      let lead = reader is CSVSignalReader ? nil : reading.lead
      guard let seconds = try part.seconds(of: reader.facts) else {
        return try lead == nil ? reader : SignalPart(reader, seconds: nil, lead: lead)
      }
      return try SignalPart(reader, seconds: seconds, lead: lead)
    }
    var progress = ProgressLine()
    let outcome: SignalConversion.Outcome
    do throws(RecordingError) {
      outcome = try conversion.run { share, seconds in
        progress.show(share: share) { ProgressLine.account(ofSignal: seconds, share: share, seconds: $0) }
      }
    } catch {
      progress.clear()
      if let usage = part.failure { throw usage }
      throw CommandFailure(error)
    }
    progress.clear()
    return ConversionSummary(outcome, input: input, format: format)
  }
}

extension RecordingFormat: ExpressibleByArgument {
  init?(argument: String) {
    self.init(rawValue: argument.lowercased())
  }
}

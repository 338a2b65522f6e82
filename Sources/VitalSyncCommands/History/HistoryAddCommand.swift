import ArgumentParser
import BoardLink
import ECGCore
import Glibc
import Journal
import Recordings

/// `vitalsync history add`: a recording becomes a session.
struct HistoryAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Analyse a recording and enter it as a session.",
    discussion: """
      The same chain as `analyze`. A recording that is in the journal already, by its content, is not entered again; if it was
      moved, its session is told where it lies now.
      """)

  @Argument(help: "The recording.")
  var recording: String

  @Option(
    help: ArgumentHelp("When it began, 2026-10-03T07:10. Needed where the recording does not say.", valueName: "time"))
  var at: WallTime?

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("It is a measure made by rule: morning or orthostatic.", valueName: "name"))
  var measure: MeasureKind?

  @Option(help: ArgumentHelp("Whose it is. Left out: the current athlete.", valueName: "name"))
  var who: String?

  @OptionGroup(title: "Recording options")
  var options: RecordingOptions

  @OptionGroup(title: "Athlete")
  var athlete: AthleteOptions

  func run() throws {
    let journal = try JournalOpening.opened()
    if try isKnown(in: journal) { return }
    let person = try journaled { () throws(JournalError) in try journal.athlete(orCurrent: who, now: .now) }
    let settings = try athlete.settings(known: person)
    let reader = try opened()
    let stated = reader.facts.startedUnixNanoseconds.map { Moment(localMilliseconds: $0 / 1_000_000) }
    guard let began = at?.moment ?? stated else {
      throw CommandFailure(
        .usage, "\(recording): does not say on which day it began. Say it: --at 2026-10-03T07:10")
    }
    var source = ReplaySource(reader: reader, speed: .unlimited)
    var session = MonitorSession(outputs: SessionOutputs(link: source.status), settings: settings, measure: measure)
    var progress = ProgressLine()
    while !source.isFinished {
      try source.service(now: 0, poller: Poller(), into: &session)
      let (share, signal) = (source.readShare, session.seconds)
      progress.show(share: share) { ProgressLine.account(ofSignal: signal, share: share, seconds: $0) }
    }
    progress.clear()
    session.finish()
    if let failure = source.failure { throw failure }
    let account = SessionAccount(session, link: source.status)
    let entry = SessionEntry(account: account, began: began, origin: .recording, file: signalFile)
    let record = try entry.record(of: person.name)
    let number = try journaled { () throws(JournalError) in try journal.enter(record) }
    try say(
      number.map { "session \($0): \(began.short), \(clock(account.durationSeconds)), of \(person.name)" }
        ?? "\(recording): is in the journal already")
  }

  /// A recording that was moved is found by its content, and its session told where it lies now.
  private func isKnown(in journal: Journal) throws(CommandFailure) -> Bool {
    guard let file = try? KeptFile(reading: signalFile) else { return false }
    let words = try journaled { () throws(JournalError) -> String? in
      guard let id = try journal.session(of: file) else { return nil }
      guard let former = try journal.session(id).file?.path, former != file.path, access(former, F_OK) != 0 else {
        return "\(recording): is in the journal already, as session \(id)"
      }
      try journal.move(recordingOf: id, to: file)
      return "session \(id): its recording now lies at \(file.path)"
    }
    if let words { try say(words) }
    return words != nil
  }

  private func say(_ words: String) throws(CommandFailure) {
    let output = OutputFile()
    try output.write(words + "\n")
    try output.flush()
  }

  /// A WFDB record may be named without its suffix; its header then stands for it.
  private var signalFile: String {
    (try? KeptFile(reading: recording)) == nil ? recording + ".hea" : recording
  }

  private func opened() throws(CommandFailure) -> any RecordingReader {
    do {
      return try Recording.open(recording, options: options.reading)
    } catch {
      throw CommandFailure(error)
    }
  }
}

import ArgumentParser

/// `vitalsync history`: the athlete's journal.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "The journal: every session with its figures, findings, tags and notes.",
    discussion: """
      vitalsync history                          the newest sessions
      vitalsync history --since 30d --csv        a table for other programs
      vitalsync history show 17                  all of one session
      vitalsync history tag 17 intervals track   find it again: history --tag track
      vitalsync history note 17 "slept badly"
      vitalsync history add old.csv --at 2026-10-03T07:10
      vitalsync history import hrv4training.csv  mornings of another program
      vitalsync history export copy.sqlite       a copy of all of it; .jsonl and .csv too
      vitalsync history doctor                   is the journal sound, are its recordings there

      It lies in $VITALSYNC_HOME, else in $XDG_DATA_HOME/vitalsync, else in ~/.local/share/vitalsync. Live sessions enter by
      themselves (`monitor --no-journal` leaves one out). More: docs/journal.md.
      """,
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryTagCommand.self, HistoryNoteCommand.self,
      HistoryRemoveCommand.self, HistoryAddCommand.self, HistoryImportCommand.self, HistoryExportCommand.self,
      HistoryDoctorCommand.self,
    ],
    defaultSubcommand: HistoryListCommand.self)
}

import Journal

/// The journal of whoever runs the program.
enum JournalOpening {
  /// Made where there is none yet.
  static func opened(environment: (String) -> String? = environmentVariable) throws(CommandFailure) -> Journal {
    try journaled { () throws(JournalError) in try Journal(path: JournalPlace.path(environment: environment)) }
  }

  /// `nil` where nothing was ever entered.
  static func existing(environment: (String) -> String? = environmentVariable) throws(CommandFailure) -> Journal? {
    try journaled { () throws(JournalError) in
      try Journal.existing(path: JournalPlace.path(environment: environment))
    }
  }

  /// For commands that make no sense without one.
  static func required(environment: (String) -> String? = environmentVariable) throws(CommandFailure) -> Journal {
    if let journal = try existing(environment: environment) { return journal }
    let path = try journaled { () throws(JournalError) in try JournalPlace.path(environment: environment) }
    throw CommandFailure(
      .noInput,
      "\(path): there is no journal yet. Each live session makes its entry: `vitalsync monitor`; "
        + "`vitalsync history add FILE` enters a recording, `vitalsync history import FILE` another program's table.")
  }
}

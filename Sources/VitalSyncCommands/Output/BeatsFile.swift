import ECGCore

/// `--beats`: one beat a line, described in docs/commands.md.
final class BeatsFile {
  private let file: OutputFile

  init(path: String) throws(CommandFailure) {
    file = try OutputFile(creating: path)
    try file.write("sample,time_s,rr_ms,label,quality\n")
  }

  func write(_ row: BeatRow) throws(CommandFailure) {
    let interval = row.intervalMilliseconds.map { fixed($0, 2) } ?? ""
    try file.write(
      "\(row.sample),\(fixed(row.seconds, 4)),\(interval),\(row.label.rawValue),\(fixed(Double(row.quality), 3))\n")
  }

  func flush() throws(CommandFailure) {
    try file.flush()
  }
}

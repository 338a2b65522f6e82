import ArgumentParser
import Journal

/// A table of another program or device, and whose it is: `history import`, `vitals import`.
struct JournalImportOptions: ParsableArguments {
  @Argument(help: "The table, as CSV.")
  var file: String

  @Option(help: ArgumentHelp("Whose. Left out: the current athlete's.", valueName: "name"))
  var who: String?

  @Option(help: "How its days are written, where they do not show it: dmy or mdy.")
  var dates: DateOrder?

  func table() throws -> DelimitedTable {
    let (bytes, name) = (try ImportFile.bytes(of: file), file)
    return try journaled { () throws(JournalError) in try DelimitedTable(bytes, name: name) }
  }

  /// - Parameters:
  ///   - what: whose table it was; `entries`: what was entered, in the plural.
  ///   - rest: further words on what was left out.
  func tell(
    _ what: String, _ entries: String, of person: String, entered: Int, known: Int, rest: String = "",
    passedOver: [String]
  ) throws {
    let output = OutputFile()
    try output.write(
      "\(file): \(what), \(entered) \(entries) of \(person) entered"
        + (known > 0 ? ", \(known) were there already" : "") + rest + "\n")
    try output.write(ImportFile.account(of: passedOver))
    try output.flush()
  }
}

extension DateOrder: ExpressibleByArgument {}

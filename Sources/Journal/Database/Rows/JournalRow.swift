import GRDB

/// A row of a table. Its columns are its properties, written in snake case.
protocol JournalRow: Codable, FetchableRecord, PersistableRecord {}

extension JournalRow {
  static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
  static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
}

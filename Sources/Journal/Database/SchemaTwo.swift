/// Version 2: other vital signs, one reading a row.
enum SchemaTwo {
  static let migration = Migration(
    version: 2,
    statements: [
      """
      CREATE TABLE vital (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        athlete INTEGER NOT NULL REFERENCES athlete (id),
        taken_at INTEGER NOT NULL,
        utc_offset INTEGER NOT NULL,
        kind TEXT NOT NULL,
        value REAL NOT NULL,
        second REAL,
        pulse REAL,
        unit TEXT NOT NULL,
        source TEXT NOT NULL,
        fingerprint TEXT UNIQUE
      ) STRICT
      """,
      "CREATE INDEX vital_time ON vital (athlete, kind, taken_at)",
    ])
}

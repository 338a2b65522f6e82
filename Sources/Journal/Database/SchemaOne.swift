/// Version 1: athletes, their sessions with figures and findings, tags and notes.
///
/// Times are milliseconds since 1970 in UTC, beside the offset from UTC that held there (seconds), so that a morning stays a morning.
enum SchemaOne {
  static let migration = Migration(
    version: 1,
    statements: [
      """
      CREATE TABLE athlete (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        birth_year INTEGER,
        sex TEXT CHECK (sex IN ('female', 'male')),
        resting_bpm REAL,
        maximum_bpm REAL,
        is_trained INTEGER,
        is_current INTEGER NOT NULL DEFAULT 0,
        added_at INTEGER NOT NULL
      ) STRICT
      """,
      // At most one is current.
      "CREATE UNIQUE INDEX athlete_current ON athlete (is_current) WHERE is_current",
      """
      CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        athlete INTEGER NOT NULL REFERENCES athlete (id),
        began_at INTEGER NOT NULL,
        utc_offset INTEGER NOT NULL,
        kind TEXT NOT NULL,
        origin TEXT NOT NULL,
        source TEXT NOT NULL,
        program TEXT NOT NULL,
        duration_s REAL NOT NULL,
        is_comparable INTEGER,
        report TEXT,
        file_path TEXT,
        file_bytes INTEGER,
        file_sha256 TEXT,
        fingerprint TEXT UNIQUE
      ) STRICT
      """,
      "CREATE INDEX session_time ON session (athlete, began_at)",
      """
      CREATE TABLE figure (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (session, name)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX figure_name ON figure (name, session)",
      """
      CREATE TABLE finding (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        onset_s REAL NOT NULL,
        last_s REAL NOT NULL,
        statement TEXT NOT NULL,
        advice TEXT NOT NULL,
        criterion TEXT NOT NULL,
        source TEXT NOT NULL,
        certainty TEXT NOT NULL,
        PRIMARY KEY (session, number)
      ) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TABLE tag (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        word TEXT NOT NULL COLLATE NOCASE,
        PRIMARY KEY (session, word)
      ) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        written_at INTEGER NOT NULL,
        words TEXT NOT NULL
      ) STRICT
      """,
    ])
}

/// What a session was. Raw values stand in the database and in JSON.
package enum SessionKind: String, Hashable, Sendable, CaseIterable {
  /// As it came: training, a look, anything.
  case free
  /// The morning measure: what readiness rests on.
  case morning
  case orthostatic
}

/// Where a session came from.
package enum SessionOrigin: String, Hashable, Sendable, CaseIterable {
  /// Measured live.
  case board
  /// Analysed from a file.
  case recording
  /// Another program's table.
  case imported
}

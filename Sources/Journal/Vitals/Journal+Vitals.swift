import GRDB

extension Journal {
  /// Keeps a reading and gives its number; one that is there already, by its fingerprint, is left: `nil`.
  @discardableResult
  package func enter(_ reading: VitalReading) throws(JournalError) -> Int? {
    try write { database in
      try Self.insert(reading, athlete: try Self.athlete(named: reading.athlete, database).id ?? 0, database)
    }
  }

  /// Keeps many at once, or none; how many were new.
  package func enter(_ readings: [VitalReading]) throws(JournalError) -> Int {
    try write { database in
      var ids: [String: Int] = [:]
      return try readings.count { reading in
        let id = try ids[reading.athlete] ?? Self.athlete(named: reading.athlete, database).id ?? 0
        ids[reading.athlete] = id
        return try Self.insert(reading, athlete: id, database) != nil
      }
    }
  }

  private static func insert(_ reading: VitalReading, athlete: Int, _ database: Database) throws -> Int? {
    if let fault = VitalRange.fault(of: reading) {
      throw JournalError(.refused, place: reading.kind.words, what: fault, remedy: "Nothing was entered.")
    }
    try VitalRow(reading, athlete: athlete).insert(database, onConflict: .ignore)
    return database.changesCount > 0 ? Int(database.lastInsertedRowID) : nil
  }

  /// In the order of time, the oldest first.
  package func vitals(
    of athlete: String? = nil, kind: VitalKind? = nil, since: Moment? = nil, until: Moment? = nil
  ) throws(JournalError) -> [VitalReading] {
    try read { database in
      let request = try Self.request(of: athlete, kind: kind, since: since, until: until, database)
      return try Self.readings(request.order { [$0.taken, $0.id] }, database)
    }
  }

  /// The newest of each kind.
  package func newestVitals(of athlete: String? = nil, since: Moment? = nil) throws(JournalError) -> [VitalReading] {
    try read { database in
      try VitalKind.allCases.flatMap { kind in
        let request = try Self.request(of: athlete, kind: kind, since: since, until: nil, database)
        return try Self.readings(request.order { [$0.taken.desc, $0.id.desc] }.limit(1), database)
      }
    }
  }

  private static func request(
    of athlete: String?, kind: VitalKind?, since: Moment?, until: Moment?, _ database: Database
  ) throws -> QueryInterfaceRequest<VitalRow> {
    var request = VitalRow.all()
    if let athlete {
      let id = try self.athlete(named: athlete, database).id
      request = request.filter { $0.athlete == id }
    }
    if let kind { request = request.filter { $0.kind == kind.rawValue } }
    if let since { request = request.filter { $0.taken >= since.milliseconds } }
    if let until { request = request.filter { $0.taken < until.milliseconds } }
    return request
  }

  private static func readings(
    _ request: QueryInterfaceRequest<VitalRow>, _ database: Database
  ) throws -> [VitalReading] {
    try request.including(required: VitalRow.person).asRequest(of: WholeVital.self).fetchAll(database)
      .compactMap(\.reading)
  }

  package func remove(vitals ids: [Int]) throws(JournalError) {
    try write { database in
      for id in ids {
        guard try VitalRow.filter({ $0.id == id }).deleteAll(database) > 0 else {
          throw JournalError(
            .notFound, place: "reading \(id)", what: "is not in the journal",
            remedy: "`vitalsync vitals list` lists those that are.")
        }
      }
    }
  }
}

/// What a column may hold.
enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
  init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
  init(_ value: Bool?) { self = value.map { .integer($0 ? 1 : 0) } ?? .null }
}

/// One row of an answer, column by column in the order of the query.
struct SQLRow: Hashable, Sendable {
  var values: [SQLValue]

  func integer(_ column: Int) -> Int64? {
    if case .integer(let value) = values[column] { value } else { nil }
  }

  func int(_ column: Int) -> Int? { integer(column).map { Int($0) } }

  func real(_ column: Int) -> Double? {
    switch values[column] {
    case .real(let value): value
    case .integer(let value): Double(value)
    case .null, .text: nil
    }
  }

  func text(_ column: Int) -> String? {
    if case .text(let value) = values[column] { value } else { nil }
  }

  func truth(_ column: Int) -> Bool? { integer(column).map { $0 != 0 } }
}

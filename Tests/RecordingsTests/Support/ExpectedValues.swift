import ECGCore
import FoundationEssentials
import TestSupport

/// What the `wfdb` Python package reads from the fixtures: Tests/Fixtures/signals/make.py wrote it.
struct ExpectedValues: Decodable {
  var wfdb: [String: Record]
  var annotations: [String: [Annotation]]
  var csv: [String: Table]
  var demo: Demo

  struct Record: Decodable {
    var rate: Double
    var samples: Int
    var signals: [Signal]
  }

  struct Signal: Decodable {
    var name: String
    var format: String
    var gain: Double
    var baseline: Int
    var sum: Int
    var places: [Int]
    var digital: [Int]
    var millivolts: [Double?]
  }

  struct Annotation: Decodable {
    var sample: Int
    var symbol: String
    var subtype: Int
    var channel: Int
    var number: Int
    var text: String

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      sample = try values.decode(Int.self)
      symbol = try values.decode(String.self)
      subtype = try values.decode(Int.self)
      channel = try values.decode(Int.self)
      number = try values.decode(Int.self)
      text = try values.decode(String.self)
    }
  }

  struct Table: Decodable {
    var rate: Double
    var samples: Int
    var places: [Int]
    var millivolts: [Double]
    var gaps: [[Int]]
    var rateOption: Double?
    var leadsOff: [Int]?
    var backward: Int?
  }

  struct Demo: Decodable {
    var samples: Int
    var sum: Int
    var first: [Int]
    var last: [Int]
  }

  static let all: ExpectedValues = {
    do {
      let data = try Data(contentsOf: URL(filePath: FixturePaths.signals + "/expected.json"))
      return try JSONDecoder().decode(ExpectedValues.self, from: data)
    } catch {
      preconditionFailure("expected.json: \(error)")
    }
  }()
}

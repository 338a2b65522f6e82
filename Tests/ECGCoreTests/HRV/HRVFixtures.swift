import FoundationEssentials
import TestSupport
import Testing

@testable import ECGCore

/// Series and what other tools make of them.
enum HRVFixtures {
  static let names = ["mitdb100_nn_5min", "mitdb100_nn_full", "synth_5min"]

  static func lengths(_ name: String) throws -> [Double] {
    let text = try String(contentsOf: URL(filePath: FixturePaths.signals + "/rr/\(name).csv"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).compactMap { Double($0) }
  }

  static func series(_ name: String) throws -> NNSeries { NNSeries(milliseconds: try lengths(name)) }

  static func decode<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    let data = try Data(contentsOf: URL(filePath: FixturePaths.fixtures + "/expected/\(name).json"))
    return try JSONDecoder().decode(type, from: data)
  }

  /// Metric → tool → value.
  static func publicTools(_ name: String) throws -> [String: [String: Double]] {
    struct File: Decodable {
      var series: [String: [String: [String: Double]]]
    }
    return try #require(try decode(File.self, "hrv_public_tools").series[name])
  }

  /// What numpy, scipy, antropy, EntropyHub and spectrum make of a series the long way (`make_hrv.py`).
  struct Independent: Decodable {
    var CVNN: Double
    var lnRMSSD: Double
    var minHR: Double
    var maxHR: Double
    var TINN: Double
    var baseline: Double
    var D2: Double
    var MSE: [Double]
    var SampEn_antropy: Double
    var SampEn_EntropyHub: Double
    var spline: [Double]
    var SDANN: Double?
    var SDNNI: Double?
    var Porta: Double
    var Guzik: Double
    var AR16: [String: Double]?
    var detrended: [Double]?
    var Welch_detrended: [String: Double]?
  }

  static func independent(_ name: String) throws -> Independent {
    try #require(try decode([String: Independent].self, "hrv_independent")[name])
  }
}

/// Within a share of the expected value.
func expect(
  _ value: Double?, near expected: Double, within share: Double, _ what: String,
  at location: SourceLocation = #_sourceLocation
) {
  guard let value else {
    Issue.record("\(what): no value, expected \(expected)", sourceLocation: location)
    return
  }
  #expect(
    abs(value - expected) <= share * abs(expected), "\(what): \(value), expected \(expected)", sourceLocation: location)
}

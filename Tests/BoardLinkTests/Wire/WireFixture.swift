import BoardLink
import Foundation
import TestSupport

/// What a board with a public sketch sends, and what it means: Tests/Fixtures/wire.
struct WireFixture: Sendable, CustomStringConvertible {
  let name: String
  let wire: WireFormat
  let baud: Int
  let hertz: Double
  /// `nil` for a lead off.
  let samples: [Double?]
  let passedOver: Int
  let words: String?
  /// Places between which the sketch prints one number because a lead is off.
  let still: Range<Int>?
  let bytes: [UInt8]
  var description: String { name }

  var seconds: Double { Double(samples.count) / hertz }

  static let all: [WireFixture] = {
    let folder = FixturePaths.fixtures + "/wire"
    guard let data = FileManager.default.contents(atPath: folder + "/rows.json"),
      let rows = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return [] }
    return rows.keys.sorted().compactMap { name in
      guard let row = rows[name], let wire = (row["wire"] as? String).flatMap(WireFormat.init),
        let baud = row["baud"] as? Int, let hertz = row["hertz"] as? Double,
        let samples = row["samples"] as? [Any], let bytes = FileManager.default.contents(atPath: "\(folder)/\(name).bin")
      else { return nil }
      let still = row["still"] as? [Int]
      return WireFixture(
        name: name, wire: wire, baud: baud, hertz: hertz, samples: samples.map { ($0 as? NSNumber)?.doubleValue },
        passedOver: row["passed_over"] as? Int ?? 0, words: row["words"] as? String,
        still: still.map { $0[0]..<$0[1] }, bytes: Array(bytes))
    }
  }()

  /// Those that speak without being asked.
  static let heard = all.filter { $0.wire != .polled }

  /// The bytes that have come by `seconds`: paced evenly over the fixture, which is held at its end.
  func count(at seconds: Double) -> Int {
    min(bytes.count, Int(seconds / self.seconds * Double(bytes.count)))
  }
}

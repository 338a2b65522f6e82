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
  /// When, in seconds, each line's or packet's last byte is out, and how many bytes there are by then.
  let ends: [(seconds: Double, count: Int)]
  var description: String { name }

  static let all: [WireFixture] = {
    let folder = FixturePaths.fixtures + "/wire"
    guard let data = FileManager.default.contents(atPath: folder + "/rows.json"),
      let rows = try? JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return [] }
    // One is for the whole program: leads off at first.
    return rows.keys.sorted().filter { rows[$0]?["late"] == nil }.compactMap { name in
      guard let row = rows[name], let wire = (row["wire"] as? String).flatMap(WireFormat.init),
        let baud = row["baud"] as? Int, let hertz = row["hertz"] as? Double,
        let samples = row["samples"] as? [Any],
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name).bin")
      else { return nil }
      let still = row["still"] as? [Int]
      return WireFixture(
        name: name, wire: wire, baud: baud, hertz: hertz, samples: samples.map { ($0 as? NSNumber)?.doubleValue },
        passedOver: row["passed_over"] as? Int ?? 0, words: row["words"] as? String,
        still: still.map { $0[0]..<$0[1] }, bytes: Array(bytes), ends: ends(Array(bytes), hertz: hertz, row))
    }
  }()

  /// Those that speak without being asked.
  static let heard = all.filter { $0.wire != .polled }

  /// Of binary packets, and where the UART sets the pace, the bytes come evenly.
  private static func ends(_ bytes: [UInt8], hertz: Double, _ row: [String: Any]) -> [(seconds: Double, count: Int)] {
    let wire = row["wire"] as? String
    if wire == "ec-packet" || wire == "openview" || row["uart"] as? Bool == true { return [] }
    let periods = row["periods"] as? [String: Double] ?? [:]
    let usual = 1 / Double(row["lines_per_period"] as? Int ?? 1)
    var seconds = 0.0
    var ends: [(seconds: Double, count: Int)] = []
    for place in bytes.indices where bytes[place] == 0x0A {
      seconds += (periods["\(ends.count)"] ?? usual) / hertz
      ends.append((seconds, place + 1))
    }
    return ends
  }

  var seconds: Double { ends.last?.seconds ?? Double(samples.count) / hertz }

  /// The bytes that have come by `seconds`; the fixture is held at its end.
  func count(at seconds: Double) -> Int {
    if ends.isEmpty { return min(bytes.count, Int(seconds / self.seconds * Double(bytes.count))) }
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : ends[low - 1].count
  }
}

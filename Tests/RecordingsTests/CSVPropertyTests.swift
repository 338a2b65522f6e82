import ECGCore
import TestSupport
import Testing

@testable import Recordings

/// Tables in dialects drawn at random from a real ECG read as what was written.
@Suite struct CSVPropertyTests {
  private static let ecg: [Float] = (try? Drained("\(FixturePaths.signals)/mitdb_119").values) ?? []

  @Test(arguments: Array(101...140) as [UInt64]) func `any dialect reads as written (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func one<T>(of values: [T]) -> T { values[Int.random(in: values.indices, using: &random)] }
    let (separator, comma) = one(of: [
      (",", false), (";", false), (";", true), ("\t", false), ("\t", true), (" ", false), (" ", true),
    ])
    let rate = one(of: [100.0, 125, 250, 256, 360, 500, 512, 1000])
    let inCounts = Bool.random(using: &random)
    let hasHeader = Bool.random(using: &random)
    let unit = one(of: [("s", 1.0, 6), ("ms", 1e3, 3), ("us", 1e6, 0), ("ns", 1e9, 0)])
    let offset = Double(Int.random(in: 0...100_000, using: &random))
    let newline = one(of: ["\n", "\r\n", "\r"])
    let signalFirst = Bool.random(using: &random)
    let quoted = Bool.random(using: &random) && separator != " "
    let gapAt = Bool.random(using: &random) ? Int.random(in: 500...1200, using: &random) : nil
    let lost = Int.random(in: 1...900, using: &random)
    let count = 2000

    var lines: [String] = []
    if Bool.random(using: &random) { lines.append(one(of: ["# made up", "% made up", "// made up"])) }
    if hasHeader {
      let names = ["time_\(unit.0)", inCounts ? "adc" : "ecg_mv"]
      lines.append((signalFirst ? names.reversed() : names).joined(separator: separator))
    }
    var expected: [Float] = []
    for index in 0..<count {
      let grid = index + (gapAt.map { index >= $0 ? lost : 0 } ?? 0)
      let value = Double(Self.ecg[5000 + index])
      let counts = Int((2048 + value * 900).rounded())
      expected.append(
        inCounts
          ? Float((Double(counts) - 2048) * (3300.0 / 4096 / 1100)) : Float(DecimalText.fixed(value, decimals: 3)) ?? 0)
      var cells = [
        DecimalText.fixed((offset + Double(grid) / rate) * unit.1, decimals: unit.2),
        inCounts ? "\(counts)" : DecimalText.fixed(value, decimals: 3),
      ]
      if comma { cells = cells.map { String($0.map { $0 == "." ? "," : $0 }) } }
      if quoted { cells = cells.map { "\"\($0)\"" } }
      lines.append((signalFirst ? cells.reversed() : cells).joined(separator: separator))
    }
    let text = lines.joined(separator: newline) + (Bool.random(using: &random) ? newline : "")
    let folder = TemporaryFolder()
    let path = folder.write("t.csv", (Bool.random(using: &random) ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8))
    let drained = try Drained(path)
    #expect(drained.isSound)
    #expect(drained.facts.rate.hertz == rate, "\(drained.facts)")
    #expect(drained.values.count == count)
    #expect(drained.gaps == (gapAt.map { [[$0, lost]] } ?? []))
    #expect(zip(drained.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(drained.facts.unitsReason)")
  }

  @Test(arguments: [151, 152, 153] as [UInt64]) func `mutated tables never crash (seed)`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let names = ["csv_semicolon_decimal_comma.csv", "csv_openbci.csv", "csv_wire_log.csv", "csv_date_times.csv"]
    for name in names {
      let original = Array(TemporaryFolder.read("\(FixturePaths.signals)/\(name)").prefix(6000))
      for _ in 0..<20 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
          case 1: bytes.insert(contentsOf: Array(";,e9:-\n\t*!NaN".utf8).shuffled(using: &random), at: place)
          case 2: bytes[place] = UInt8.random(in: 1...255, using: &random)
          default: bytes.insert(contentsOf: Array("1e308;99999999999999999999".utf8), at: place)
          }
          if bytes.isEmpty { bytes = [0x31] }
        }
        do {
          #expect(try Drained(folder.write("m.csv", bytes)).isSound)
        } catch {
          #expect(!error.what.isEmpty)
        }
      }
    }
  }
}

import BoardLink
import Testing

/// A busy computer that reads nothing for a while in the first second, and then all at once: a time stays a time, a line number a
/// line number. (A batch's first line had once been taken for as fresh as its last: four times as much time seemed to have passed on
/// the board as on the computer.)
@Suite struct StalledStartTests {
  struct Stall: Sendable, CustomStringConvertible {
    let name: String
    let from: Double
    let to: Double
    var description: String { "\(name), nothing read from \(from) to \(to) s" }
  }

  static let stalls = [
    "esp32_millis", "uno_millis_9600", "rp2040_micros_hr", "curie_value_time", "esp32_millis_volts", "counted_lines",
  ].flatMap { name in
    [(0.016, 0.32), (0.1, 0.45), (0.35, 0.39), (0.2, 0.9), (0.016, 1.2)].map { Stall(name: name, from: $0.0, to: $0.1) }
  }

  @Test(arguments: stalls) func hidesNoTime(_ stall: Stall) throws {
    let fixture = try #require(WireFixture.all.first { $0.name == stall.name })
    var detection = WireDetection()
    var chosen: (format: WireFormat, reason: String)?
    var sent = 0
    for step in 1...250 where chosen == nil {
      let seconds = Double(step) * 0.016
      if seconds > stall.from && seconds < stall.to { continue }
      let next = fixture.count(at: seconds)
      let verdict = detection.absorb(
        Array(fixture.bytes[sent..<next]).span, arrivalNanoseconds: UInt64((1 + seconds) * 1e9))
      sent = next
      if case .chosen(let format, _, let reason) = verdict {
        chosen = (format, reason)
        #expect(seconds < 3)
      }
    }
    let found = try #require(chosen)
    #expect(found.format == fixture.wire, "\(found.reason)")
    #expect(found.reason.contains(fixture.words ?? "1: time in ms"), "\(found.reason)")
  }
}

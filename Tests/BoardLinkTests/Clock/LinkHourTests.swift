import BoardLink
import Glibc
import Testing

/// The table of docs/link.md: an hour of each kind of board. `make link-time` sets `VITALSYNC_HOUR` and prints it.
@Suite(.serialized, .enabled(if: getenv("VITALSYNC_HOUR") != nil, "an hour each: run `make link-time`"))
struct LinkHourTests {
  @Test(arguments: LinkTimeTests.examples) func anHourIsTrue(_ example: LinkTimeTests.Example) throws {
    let run = try TimedRun(example.board, minutes: 60)
    let told = try #require(run.hertzAfterHalfMinute)
    let columns = [
      "\(example)", fixed(run.intervalDeviation * 1000), fixed(run.worstInterval * 1000),
      fixed((told / run.trueHertz(example.board) - 1) * 100, 4), fixed(run.drift * 1000, 1),
      run.status.skew.map { fixed($0 * 1e6, 1) } ?? "",
    ]
    print("| " + columns.joined(separator: " | ") + " |")
    #expect(run.streams.count == 1)
    #expect(run.intervalDeviation * 1000 <= example.bar)
    #expect(abs(told / run.trueHertz(example.board) - 1) < 0.001)
    #expect(run.drift < 0.020)
    #expect(run.errors.count > run.beats - 15)
    #expect(run.status.counts.lost == 0)
  }

  private func fixed(_ value: Double, _ places: Int = 2) -> String {
    let scale = pow(10.0, Double(places))
    return "\((value * scale).rounded() / scale)"
  }
}

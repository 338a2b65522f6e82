import Foundation
import TestSupport
import Testing

/// The Uno's own program, as it is flashed, on a simulated ATmega328P (simavr): MIT-BIH 100 at the converter's pin as an AD8232
/// gives it (1.65 V at rest, gain 1100), LO+ switched, a MAX30102 with a finger on it at its two-wire port, the UART a pty, and the
/// real monitor at its other end.
///
/// Board time runs at the wall's pace, not faster: the monitor holds the board's clock against this computer's, and at five times
/// the speed it would rightly say that the rate is wrong. A minute costs a quarter of a core for a minute.
@Suite(
  .timeLimit(.minutes(30)), .serialized,
  .enabled(
    if: ["/usr/include/simavr/sim_avr.h", "/usr/bin/avr-g++"].allSatisfy(FileManager.default.fileExists(atPath:)),
    "needs Debian's packages libsimavr-dev and gcc-avr")
)
struct SimulatedUnoTests {
  private static let firmware = FixturePaths.repository + "/firmware"

  /// LO+ is high in these seconds of board time.
  private static let leadOff: [ClosedRange<Double>] = [15...17, 40...41.5]
  private static let seconds = 60.0

  private func build() throws {
    let make = try Command.Running(["-C", Self.firmware, "uno", "simulator"], program: "/usr/bin/make")
    let outcome = make.wait(limit: 240)
    try #require(outcome.status == 0, "make uno simulator: \(outcome.errors)")
  }

  private func uno(link: String) throws -> Command.Running {
    let schedule = Self.leadOff.map { "\($0.lowerBound)-\($0.upperBound):+" }.joined(separator: ",")
    return try Command.Running(
      [
        "--source", FixturePaths.signals + "/mitdb_100.dat", "--format", "212", "--rate", "360",
        "--per-millivolt", "200", "--zero", "1024", "--leads-off", schedule, "--finger", "ratio=0.5,bpm=66",
        "--link", link, "--wait", "--for", "70",
        Self.firmware + "/build/uno/vitalsync.elf",
      ], program: Self.firmware + "/build/vitalsync-simulator")
  }

  @Test func aMinuteFromThePinToTheBeats() throws {
    try build()
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let board = try uno(link: link)
    try #require(board.waits { _ in FileManager.default.fileExists(atPath: link) }, "\(board.errorsSoFar)")
    // simavr cannot hold real time on a loaded computer: its board's clock then runs slow and uneven, and the grid, which is held to
    // this computer's clock, would rightly follow. `--rate` turns that off, so that the beats stand where the board took them, and the
    // session ends by the board's clock.
    let monitor = try Command.Running(["monitor", link, "--headless", "--rate", "250"])
    // A line of quality is a second of the board's.
    try #require(
      monitor.waits(limit: 200) { $0.outputSoFar.components(separatedBy: "\"event\":\"quality\"").count > 62 })
    monitor.send(SIGINT)
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.status == 0, "\(outcome.errors)")

    let summary = try #require(outcome.events("summary").first)
    let source = try #require(summary["source"] as? [String: Any])
    #expect(source["format"] as? String == "vitalsync")
    #expect(source["board"] as? String == "uno")
    #expect(source["hertz"] as? Double == 250)
    // Every number from the first to the last came, once and undamaged.
    let link0 = try #require(outcome.events("link").last)
    #expect(link0["lost"] as? Int == 0)
    #expect(link0["torn"] as? Int == 0)
    #expect(try #require(link0["samples"] as? Int) >= Int(Self.seconds * 250))

    try beatsAreThoseAnnotated(outcome)
    try leadsOffIsReported(outcome)
    try oxygenIsThatOfTheFinger(outcome)
  }

  /// A ratio of ratios of 0.5 on the curve of Maxim's application note 6845: 1.5958422 · 0.25 − 34.6596622 · 0.5 + 112.6898759.
  private func oxygenIsThatOfTheFinger(_ outcome: Command.Outcome) throws {
    let said = outcome.events("oximetry")
    let saturations = said.compactMap { $0["spo2_percent"] as? Double }
    #expect(saturations.count > 50, "\(saturations.count) of \(said.count) seconds")
    #expect(saturations.allSatisfy { abs($0 - 95.76) < 0.5 }, "\(saturations)")
    let pulses = said.compactMap { $0["pulse_bpm"] as? Double }
    #expect(!pulses.isEmpty && pulses.allSatisfy { abs($0 - 66) < 1 }, "\(pulses)")
    let sensors = try #require(outcome.events("summary").first?["sensors"] as? [String: Any])
    let oximetry = try #require(sensors["oximetry"] as? [String: Any])
    #expect(abs(try #require(oximetry["mean_percent"] as? Double) - 95.76) < 0.5)
  }

  /// Against the cardiologists' annotations, shifted by nothing: the board's time begins with the record's. (When this was written
  /// the beats stood 4 ms before them, standard deviation 1 ms.)
  private func beatsAreThoseAnnotated(_ outcome: Command.Outcome) throws {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: "mitdb_100"))
    let found = outcome.events("beat").compactMap { $0["time_s"] as? Double }
    let annotated = record.beats.map { Double($0) / 360 }
    // Where an electrode was off, and 2 s after it, no beat is owed.
    func isOwed(_ time: Double) -> Bool {
      time < Self.seconds - 1 && !Self.leadOff.contains { time > $0.lowerBound - 0.2 && time < $0.upperBound + 2 }
    }
    let missed = annotated.filter { beat in isOwed(beat) && !found.contains { abs($0 - beat) < 0.02 } }
    let invented = found.filter { beat in isOwed(beat) && !annotated.contains { abs($0 - beat) < 0.02 } }
    #expect(missed.isEmpty, "missed, s: \(missed)")
    #expect(invented.isEmpty, "invented, s: \(invented)")
    #expect(found.filter(isOwed).count > 55)
    for off in Self.leadOff {
      #expect(!found.contains { $0 > off.lowerBound + 0.2 && $0 < off.upperBound - 0.1 })
    }
  }

  private func leadsOffIsReported(_ outcome: Command.Outcome) throws {
    let said = outcome.events("finding").compactMap { $0["finding"] as? [String: Any] }
      .filter { $0["kind"] as? String == "leadsOff" }
    let onsets = Set(said.compactMap { $0["onset_s"] as? Double }).sorted()
    #expect(onsets.count == Self.leadOff.count, "\(onsets)")
    for (onset, off) in zip(onsets, Self.leadOff) { #expect(abs(onset - off.lowerBound) < 0.1) }
    #expect(said.last?["active"] as? Bool == false)
  }
}

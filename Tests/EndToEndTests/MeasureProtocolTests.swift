import Foundation
import TestSupport
import Testing

/// `monitor --protocol`, as a program and as a person lying down meet it.
@Suite(.serialized, .timeLimit(.minutes(30)))
struct MeasureProtocolTests {
  /// Eight minutes of a heart as CSV: beats of 40 samples' triangle over a little noise, a second apart and after 250 s (the
  /// time at which the test says to stand up) three quarters of one, each a little varied.
  private func recording(_ folder: ScratchFolder) throws -> String {
    try folder.drawn(seconds: 480) { time, count in
      let isUpright = time > 250
      return (isUpright ? 0.75 : 1.0) + (isUpright ? 0.015 : 0.04) * sin(count * 1.3)
    }
  }

  @Test("A program gets each phase, the result and the status; it is the same at any pace")
  func headless() throws {
    let folder = try ScratchFolder()
    let path = try recording(folder)
    let arguments = ["monitor", "--replay", path, "--rate", "250", "--headless", "--protocol", "orthostatic"]
    let outcome = try Command.run(arguments + ["--speed", "max"])
    let events = outcome.events("protocol")
    let phases = events.compactMap { $0["phase"] as? String }
    #expect(Set(phases) == ["settling", "resting", "rising", "standing", "finished"])
    let times = Dictionary(
      events.compactMap { event in (event["phase"] as? String).map { ($0, event["time_s"] as? Double ?? -1) } },
      uniquingKeysWith: { first, _ in first })
    // By the protocol: 60 s, 180 s, 30 s, 180 s after each other.
    let begun = try #require(times["resting"])
    #expect(times["rising"] == begun + 180)
    #expect(times["standing"] == begun + 210)
    #expect(times["finished"] == begun + 390)
    let result = try #require(events.last?["result"] as? [String: Any])
    // From 60 to 80 a minute, as the recording is made; standing begins some seconds after it.
    let rise = try #require(result["rise_bpm"] as? Double)
    #expect(abs(rise - 20) < 1.5)
    let summary = try #require(outcome.events.last)
    #expect(summary["event"] as? String == "summary")
    #expect((summary["protocol"] as? [String: Any])?["finished"] as? Bool == true)
    #expect(outcome.status == 0, "\(outcome.errors) \(result)")

    let paced = try Command.run(arguments + ["--speed", "200"])
    let again = paced.output.split(separator: "\n").filter { $0.contains(#""event":"protocol""#) }
    #expect(again == outcome.output.split(separator: "\n").filter { $0.contains(#""event":"protocol""#) })
  }

  @Test("What ends too early is no measure, and says how much was left")
  func brokenOff() throws {
    let folder = try ScratchFolder()
    let outcome = try Command.run(
      ["monitor", "--replay", recording(folder), "--rate", "250", "--headless", "--protocol", "morning"]
        + ["--speed", "max", "--for", "90s"])
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("Broken off: at rest"), "\(outcome.errors)")
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed"))
  func aPersonIsToldWhatToDoAndWhatCameOut() throws {
    let folder = try ScratchFolder()
    let path = try recording(folder)
    let terminal = try Tmux(
      columns: 80, rows: 24,
      command: "'\(Command.path)' monitor --replay \(path) --rate 250 --speed 30 --protocol orthostatic")
    for words in ["LIE DOWN", "STAY LYING", "STAND UP NOW", "STAND STILL"] {
      let seen = try terminal.screen { $0.contains(words) }
      #expect(seen != nil, "\(words)")
    }
    try terminal.type("2")
    let other = try terminal.screen { $0.contains("[2 HRV]") && $0.contains("RMSSD") }
    #expect(other != nil)
    try terminal.type("5")
    let done = try terminal.screen { $0.contains("DONE") && $0.contains("Standing up raised the rate by") }
    #expect(done != nil)
    try terminal.type("q")
    let after = try terminal.screen { $0.contains("status=") }
    #expect(after?.contains("Orthostatic test") == true, "\(after ?? "")")
  }
}

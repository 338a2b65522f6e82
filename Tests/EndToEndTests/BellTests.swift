import Foundation
import TestSupport
import Testing

/// `--bell` and the key `a` on a real terminal: what is heard, and until when.
@Suite(.serialized, .timeLimit(.minutes(30)), .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct BellTests {
  @Test("An alarm rings until `a`, then not; the same again rings again")
  func alarms() throws {
    let folder = try ScratchFolder()
    // 60 bpm; twice nothing for eight seconds.
    let times = (0..<400).filter { !(30..<38).contains($0) && !(330..<338).contains($0) }
    let path = try folder.drawn(beatsAt: times.map { Double($0) + 0.5 + 0.02 * sin(Double($0)) }, seconds: 400)
    let terminal = try Tmux(
      columns: 100, rows: 30,
      command: "sleep 1; '\(Command.path)' monitor --replay \(path) --rate 250 --speed 10 --bell")
    let sound = try terminal.sound()
    func header(_ screen: String) -> Substring { screen.split(separator: "\n").first ?? "" }
    // A warning from 3 s, an alarm from 6 s, and the alarm again: more than the two of its begin.
    let asking = try terminal.screen { header($0).contains("!!!") && sound.strokes >= 4 }
    #expect(asking != nil, "\(sound.strokes) strokes")
    try terminal.type("a")
    let quiet = try terminal.screen { !header($0).contains("!") }
    #expect(quiet != nil)
    let afterAcknowledging = sound.strokes
    try terminal.type("4")
    let seen = try terminal.screen { $0.contains("[4 findings]") && $0.contains("ok") }
    #expect(seen != nil)
    // A hundred seconds of the recording: nine strokes, had the alarm not been heard out.
    Thread.sleep(forTimeInterval: 10)
    #expect(sound.strokes == afterAcknowledging)
    let again = try terminal.screen { header($0).contains("!!!") && sound.strokes > afterAcknowledging }
    #expect(again != nil, "\(sound.strokes) strokes")
    try terminal.type("q")
  }

  @Test("A measure rings at each of its phases")
  func phases() throws {
    let folder = try ScratchFolder()
    let path = try folder.drawn(seconds: 480) { _, count in 1 + 0.04 * sin(count * 1.3) }
    let terminal = try Tmux(
      columns: 80, rows: 24,
      command: "sleep 1; '\(Command.path)' monitor --replay \(path) --rate 250 --speed 60 --bell --protocol orthostatic"
    )
    let sound = try terminal.sound()
    let done = try terminal.screen { $0.contains("DONE") }
    #expect(done != nil)
    // Lying begins to count, stand up, stand still, done.
    #expect(sound.strokes == 4)
    try terminal.type("q")
  }
}

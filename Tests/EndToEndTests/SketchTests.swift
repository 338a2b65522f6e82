import Foundation
import TestSupport
import Testing

/// The sketch itself, built for this machine with its `Serial` on a pty, against the real monitor.
@Suite(.timeLimit(.minutes(30)), .serialized) struct SketchTests {
  static let host: String? = {
    let path = FixturePaths.repository + "/firmware/build/vitalsync-host"
    guard
      let make = try? Command.Running(["-C", FixturePaths.repository + "/firmware", "host"], program: "/usr/bin/make")
    else { return nil }
    return make.wait(limit: 120).status == 0 ? path : nil
  }()

  /// MIT-BIH 100 at the sketch's converter, LO+ high from 15 to 17 s.
  private func board(link: String, seconds: Int) throws -> Command.Running {
    let host = try #require(Self.host, "make -C firmware host failed: is g++ installed?")
    return try Command.Running(
      [
        "--source", FixturePaths.signals + "/mitdb_100.dat", "--format", "212", "--rate", "360", "--per-millivolt",
        "200",
        "--zero", "1024", "--link", link, "--leads-off", "15-17:+", "--wait", "--for", "\(seconds)",
      ], program: host)
  }

  @Test func fromSketchToFigures() throws {
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let board = try board(link: link, seconds: 40)
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    let outcome = try Command.run(["monitor", link, "--headless", "--for", "24s"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let summary = try #require(outcome.events("summary").first)
    let source = try #require(summary["source"] as? [String: Any])
    #expect(source["format"] as? String == "vitalsync")
    #expect(source["board"] as? String == "host")
    #expect(source["hertz"] as? Double == 250)
    #expect(source["lost"] as? Int == 0)
    let mean = try #require((summary["heartRate"] as? [String: Any])?["mean_bpm"] as? Double)
    #expect((73...77).contains(mean))
    let off = outcome.events("finding").compactMap { $0["finding"] as? [String: Any] }
      .filter { $0["kind"] as? String == "leadsOff" }
    let onset = try #require(off.first?["onset_s"] as? Double)
    #expect(abs(onset - 15) < 0.1)
    #expect(off.last?["active"] as? Bool == false)
    // No interval spans the hole, and beats come again within 2 s of it.
    let beats = outcome.events("beat")
    let again = try #require(beats.first { ($0["time_s"] as? Double ?? 0) > 17 })
    #expect(again["rr_ms"] == nil)
    #expect(try #require(again["time_s"] as? Double) < 19)
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed")) func fromSketchToScreen() throws {
    let folder = try ScratchFolder()
    let link = folder.file("board")
    let board = try board(link: link, seconds: 60)
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    let terminal = try Tmux(columns: 100, rows: 30, command: "'\(Command.path)' monitor '\(link)'")
    let beating = try terminal.screen { $0.contains("host") && $0.contains("▾") && $0.contains("250.0 Hz") }
    #expect(beating != nil)
    let off = try terminal.screen { $0.uppercased().contains("LEADS OFF") }
    #expect(off != nil)
    try terminal.type("q")
    let after = try terminal.screen { $0.contains("status=0") }
    #expect(after?.contains("leads off") == true)
  }
}

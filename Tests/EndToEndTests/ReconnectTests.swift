import Foundation
import TestSupport
import Testing

/// A board that goes away and comes back: one session, one file, one time base.
@Suite(.serialized, .timeLimit(.minutes(30))) struct ReconnectTests {
  private func summary(_ capture: String) throws -> [String: Any] {
    let outcome = try Command.run(["analyze", capture, "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test func aPulledCableIsAHoleAndNoEnd() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let capture = folder.file("run.vsr")
    let monitor = try Command.Running(["monitor", board.link, "--headless", "--record", capture])
    #expect(monitor.hears(5))

    for _ in 0..<2 {
      let pulled = Date()
      board.pull()
      try #require(monitor.secondsUntil("reconnecting") != nil)
      let noticed = Date().timeIntervalSince(pulled)
      usleep(1_200_000)
      let plugged = Date()
      try board.plug()
      try #require(monitor.secondsUntil("streaming") != nil)
      let back = Date().timeIntervalSince(plugged)
      print("measured: reconnecting told after \(noticed) s, taken up again \(back) s after its return")
      #expect(monitor.hears(5))
    }
    monitor.send(SIGTERM)
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.status == 0, "\(outcome.errors)")

    // In this order, and each once a hole.
    let phases = outcome.events("link").compactMap { $0["phase"] as? String }
    let changes = zip(phases, phases.dropFirst()).filter { $0 != $1 }.map(\.1)
    #expect(
      changes == ["streaming"] + Array(repeating: ["reconnecting", "detecting", "streaming"], count: 2).flatMap(\.self))
    let source = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect(source["interruptions"] as? Int == 2)
    let interrupted = try #require(source["interrupted_s"] as? Double)
    #expect(interrupted > 2.4)
    #expect(source["lost"] as? Int == 0)

    // Beats go on, none is joined to one before the hole, and time ran on meanwhile.
    let beats = outcome.events("beat").compactMap { $0["time_s"] as? Double }
    let joined = outcome.events("beat").compactMap { beat -> (to: Double, rr: Double)? in
      guard let to = beat["time_s"] as? Double, let rr = beat["rr_ms"] as? Double else { return nil }
      return (to, rr / 1000)
    }
    #expect(joined.allSatisfy { $0.rr < 1.2 }, "\(joined)")
    let holes = zip(beats, beats.dropFirst()).filter { $1 - $0 > 1.2 }
    #expect(holes.count == 2, "\(beats)")
    #expect(holes.allSatisfy { hole in !joined.contains { $0.to == hole.1 } })
    #expect(beats.last ?? 0 > 15 + interrupted - 3)

    // One file, with the holes in it.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("run") } == ["run.vsr"])
    let recorded = try summary(capture)
    let seconds = try #require(outcome.events("summary").first?["duration_s"] as? Double)
    #expect(recorded["duration_s"] as? Double == seconds)
    #expect(recorded["beats"] as? Int == beats.count)
    let remarks = (recorded["source"] as? [String: Any])?["remarks"] as? [String]
    #expect(remarks?.contains { $0.contains("unplugged 2 times") } == true, "\(String(describing: remarks))")
  }

  @Test(arguments: ["signal", "duration"]) func aSessionEndsAtOnceThoughItsBoardIsAway(how: String) throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let limit = how == "duration" ? ["--for", "7s"] : []
    let monitor = try Command.Running(["monitor", board.link, "--headless"] + limit)
    #expect(monitor.hears(3))
    board.pull()
    #expect(monitor.secondsUntil("reconnecting") != nil)
    if how == "signal" { monitor.send(SIGINT) }
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.events("summary").count == 1)
    // The user may; a script that asked for so long of a board did not get it.
    #expect(outcome.status == (how == "signal" ? 0 : 69))
    if how == "duration" { #expect(outcome.errors.contains("was away when the time was over"), "\(outcome.errors)") }
  }

  @Test func withoutReconnectingTheSessionEndsWithItsBoard() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let monitor = try Command.Running(["monitor", board.link, "--headless", "--no-reconnect"])
    #expect(monitor.hears(2))
    board.pull()
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.status == 69)
    #expect(outcome.events("link").last?["phase"] as? String == "lost")
    #expect(outcome.errors.contains("the device is gone"), "\(outcome.errors)")
  }

  @Test func aFormerPseudoTerminalIsNotTakenForTheBoard() throws {
    // The link stays and leads to a number that somebody else got: nobody made it anew, so it is not opened.
    let folder = try ScratchFolder()
    let link = folder.file("board")
    var port: PortPair? = try PortPair()
    let path = try #require(port?.path)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let monitor = try Command.Running(["monitor", link, "--headless"])
    #expect(monitor.waits { $0.linkEvents.count > 0 })
    port = nil
    #expect(monitor.secondsUntil("reconnecting") != nil)
    // The kernel gives the lowest free number.
    var others: [PortPair] = []
    while others.last?.path != path, others.count < 64 { others.append(try PortPair()) }
    #expect(others.last?.path == path)
    usleep(600_000)
    #expect(monitor.linkEvents.last?["phase"] as? String == "reconnecting")
    monitor.send(SIGTERM)
    #expect(monitor.wait(limit: 20).status == 0)
    withExtendedLifetime(others) {}
  }

  @Test(.enabled(if: Tmux.isInstalled, "tmux is not installed")) func theScreenSaysSoAndGoesOn() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let terminal = try Tmux(columns: 80, rows: 24, command: "'\(Command.path)' monitor '\(board.link)'")
    #expect(try terminal.screen { $0.contains("▾") } != nil)
    board.pull()
    let gone = try #require(try terminal.screen { $0.contains("RECONNECTING") })
    #expect(gone.contains("plug it in again"))
    #expect(gone.contains("reconnecting…"))
    try board.plug()
    #expect(try terminal.screen { !$0.contains("RECONNECTING") && $0.contains("250.0 Hz") } != nil)
    board.pull()
    #expect(try terminal.screen { $0.contains("RECONNECTING") } != nil)
    try terminal.type("q")
    let after = try #require(try terminal.screen { $0.contains("status=0") })
    #expect(after.contains("2 times"), "\(after)")
  }
}

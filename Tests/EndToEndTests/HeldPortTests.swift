import Foundation
import TestSupport
import Testing

/// A port that cannot be had now: who has it, and what to do.
@Suite(.serialized, .timeLimit(.minutes(30))) struct HeldPortTests {
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/flock"), "needs util-linux"))
  func modemManagerIsNamedWithItsRemedy() throws {
    let folder = try ScratchFolder()
    let port = try PortPair()
    // Another program under that name: what is told goes by the name of who holds the port.
    let program = folder.file("ModemManager")
    try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: program)
    let prober = try Command.Running(["--no-fork", "-n", port.path, program, "60"], program: "/usr/bin/flock")
    #expect(
      prober.waits { running in
        (try? String(contentsOfFile: "/proc/\(running.processIdentifier)/comm", encoding: .utf8)) == "ModemManager\n"
      })
    let outcome = try Command.run(["monitor", port.path, "--headless"], limit: 20)
    #expect(outcome.status == 75)
    #expect(outcome.errors.contains("ModemManager (pid \(prober.processIdentifier))"), "\(outcome.errors)")
    #expect(outcome.errors.contains("ID_MM_DEVICE_IGNORE"))
    #expect(outcome.errors.contains("udevadm control --reload"))
    prober.send(SIGKILL)
    withExtendedLifetime(port) {}
  }

  @Test(
    .enabled(
      if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv"),
      "needs root, who can become nobody"))
  func aPortThatUdevHasNotSetUpYetIsWaitedFor() throws {
    let folder = try ScratchFolder()
    let board = SketchBoard(link: folder.file("board"))
    try board.plug()
    let terminal = try board.terminal()
    chmod(folder.path, 0o755)
    try #require(chmod(terminal, 0) == 0)
    let monitor = try Command.Running(
      ["--reuid=65534", "--regid=65534", "--clear-groups", Command.path, "monitor", board.link, "--headless"],
      program: "/usr/bin/setpriv")
    usleep(700_000)
    #expect(monitor.isRunning, "\(monitor.errorsSoFar)")
    try #require(chmod(terminal, 0o666) == 0)
    #expect(monitor.hears(2), "\(monitor.errorsSoFar)")
    // The same while a board comes back.
    board.pull()
    #expect(monitor.secondsUntil("reconnecting") != nil)
    try board.plug()
    #expect(try chmod(board.terminal(), 0o666) == 0)
    #expect(monitor.secondsUntil("streaming") != nil, "\(monitor.messages)")
    #expect(!monitor.messages.contains { $0.contains("permission denied") })
    // Where nobody ever gives the permission it is told, once.
    board.pull()
    #expect(monitor.secondsUntil("reconnecting") != nil)
    try board.plug()
    #expect(try chmod(board.terminal(), 0) == 0)
    #expect(monitor.waits { $0.messages.contains { $0.contains("permission denied") } })
    usleep(800_000)
    #expect(monitor.messages.filter { $0.contains("permission denied") }.count == 1)
    monitor.send(SIGTERM)
    #expect(monitor.wait(limit: 20).status == 0)
  }
}

import Foundation
import TestSupport
import Testing

/// What a driver may do and a pseudo-terminal does not: refuse a baud, and count bytes that found no room. A real driver cannot be
/// had without its chip; its answers are put before the program's ioctl(2) (Tests/Fixtures/devices/uart_driver.c).
@Suite(
  .serialized, .timeLimit(.minutes(30)),
  .enabled(
    if: ["/usr/bin/cc", "/usr/bin/python3"].allSatisfy(FileManager.default.isExecutableFile(atPath:)),
    "needs a C compiler and python3"))
struct DriverTests {
  private func driver(_ folder: ScratchFolder) throws -> String {
    let library = folder.file("driver.so")
    let source = FixturePaths.fixtures + "/devices/uart_driver.c"
    let compiler = try Command.Running(["-shared", "-fPIC", "-o", library, source, "-ldl"], program: "/usr/bin/cc")
    let outcome = compiler.wait(limit: 60)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return library
  }

  /// 9600 comes before 57600 in the sweep: it is told, passed over, and costs no more than a wrong one.
  @Test func aBaudThatTheDriverRefusesIsPassedOver() throws {
    let folder = try ScratchFolder()
    let library = try driver(folder)
    let link = folder.file("board")
    let board = try Command.Running(
      [FixturePaths.fixtures + "/wire/play.py", "curie_value_time", link], program: "/usr/bin/python3")
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: link) })
    let outcome = try Command.run(
      ["monitor", link, "--headless", "--for", "8s"],
      environment: ["LD_PRELOAD": library, "VITALSYNC_REFUSED_BAUD": "9600"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let told = outcome.events("link").compactMap { $0["message"] as? String }
    #expect(told.contains { $0.contains("9600") && $0.contains("refuse") }, "\(told)")
    #expect(told.contains { $0.contains("time-value lines at 57600 baud") }, "\(told)")
    #expect(outcome.events("beat").count >= 3)
  }

  /// Told at once, and again in the summary.
  @Test func anOverrunIsToldAsAnErrorAndStandsInTheSummary() throws {
    let folder = try ScratchFolder()
    let library = try driver(folder)
    let link = folder.file("board")
    let board = try Command.Running(["simulate", "--link", link, "--json"])
    #expect(board.waits { $0.outputSoFar.contains("\"ready\"") }, "\(board.errorsSoFar)")
    let environment = ["LD_PRELOAD": library, "VITALSYNC_OVERRUNS": "4"]
    let outcome = try Command.run(["monitor", link, "--headless", "--for", "8s"], environment: environment)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let told = outcome.events("link").compactMap { $0["message"] as? String }
    #expect(told.contains { $0.contains("samples were lost on this computer") && $0.contains("4 times") }, "\(told)")
    let summary = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect(summary["overruns"] as? Int == 4)
  }
}

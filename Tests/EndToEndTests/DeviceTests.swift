import Foundation
import TestSupport
import Testing

/// The program on machines that umockdev makes up: real libudev, boards that need not be bought.
@Suite(
  .timeLimit(.minutes(30)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/umockdev-run"), "needs Debian's package umockdev")
)
struct DeviceTests {
  private func run(_ devices: String?, _ arguments: [String]) throws -> Command.Outcome {
    let description = devices.map { ["--device", FixturePaths.fixtures + "/devices/\($0)"] } ?? []
    let running = try Command.Running(description + ["--", Command.path] + arguments, program: "/usr/bin/umockdev-run")
    return running.wait(limit: 30)
  }

  @Test func twoBoardsAreListed() throws {
    let outcome = try run("two.umockdev", ["devices", "--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let devices = try #require(object?["devices"] as? [[String: Any]])
    #expect(devices.map { $0["port"] as? String } == ["/dev/ttyUSB0", "/dev/ttyUSB1"])
    #expect(devices.map { $0["usb"] as? String } == ["10c4:ea60", "1a86:7523"])
    #expect(devices[0]["serialNumber"] as? String == "0001")
    let table = try run("two.umockdev", ["devices"])
    #expect(table.output.contains("CP2102") && table.output.contains("CH340"))
  }

  @Test func severalBoardsAreNumberedAndNoneIsChosen() throws {
    let outcome = try run("two.umockdev", ["monitor", "--headless"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("1  vitalsync monitor /dev/ttyUSB0"), "\(outcome.errors)")
    #expect(outcome.errors.contains("2  vitalsync monitor /dev/ttyUSB1"))
  }

  @Test func noBoardSaysWhatWasLookedFor() throws {
    let outcome = try run(nil, ["monitor", "--headless"])
    #expect(outcome.status == 2)
    for word in ["CP210x", "CH340", "FTDI", "--wait", "--demo"] {
      #expect(outcome.errors.contains(word), "\(word) is missing: \(outcome.errors)")
    }
    let list = try run(nil, ["devices"])
    #expect(list.status == 0)
    #expect(list.output.contains("No board"))
  }

  @Test func waitingForABoardEndsWhenAsked() throws {
    let running = try Command.Running(["monitor", "/dev/ttyNOPE0", "--wait", "--headless"])
    #expect(running.waits { $0.errorsSoFar.contains("Waiting for /dev/ttyNOPE0") })
    running.send(SIGTERM)
    #expect(running.wait(limit: 20).status == 0)
    let timed = try Command.run(["monitor", "/dev/ttyNOPE0", "--wait", "--for", "1s", "--headless"], limit: 20)
    #expect(timed.status == 2)
  }
}

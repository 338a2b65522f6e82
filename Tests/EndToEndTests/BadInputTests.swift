import CSerial
import Foundation
import TestSupport
import Testing

/// Whatever is given: one clear message, a documented status, no crash, no hang.
@Suite(.timeLimit(.minutes(30))) struct BadInputTests {
  /// One line on standard error that names what was wrong, and the status that docs/commands.md gives.
  private func expectRefusal(
    _ arguments: [String], status: Int32, saying words: [String], location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Command.run(arguments, limit: 30)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: location)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 1, "one message, got: \(outcome.errors)", sourceLocation: location)
    for word in words {
      #expect(outcome.errors.contains(word), "no ‘\(word)’ in: \(outcome.errors)", sourceLocation: location)
    }
  }

  private func scratch(_ name: String, _ text: String, in folder: ScratchFolder) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  @Test func anAbsentRecording() throws {
    try expectRefusal(["analyze", "/nowhere/run.csv"], status: 66, saying: ["/nowhere/run.csv"])
  }

  @Test func anEmptyFile() throws {
    let folder = try ScratchFolder()
    try expectRefusal(["analyze", scratch("empty.csv", "", in: folder)], status: 65, saying: ["empty.csv", "empty"])
  }

  @Test func aCSVOfText() throws {
    let folder = try ScratchFolder()
    let text = "Dear athlete,\nthis is a letter and no recording.\nYours, the coach\n"
    try expectRefusal(["analyze", scratch("letter.csv", text, in: folder)], status: 65, saying: ["letter.csv"])
  }

  @Test func aFileWhoseRateCannotBeKnown() throws {
    let folder = try ScratchFolder()
    let text = (0..<2000).map { "\(($0 * 37) % 900)" }.joined(separator: "\n")
    try expectRefusal(["analyze", scratch("counts.csv", text, in: folder)], status: 65, saying: ["--rate"])
  }

  @Test func aHeaderWhoseSignalIsMissing() throws {
    let folder = try ScratchFolder()
    let header = "r 1 360 650000\nr.dat 212 200 11 1024 995 -22131 0 MLII\n"
    try expectRefusal(["analyze", scratch("r.hea", header, in: folder)], status: 66, saying: ["r.dat"])
  }

  @Test func anAbsentPort() throws {
    try expectRefusal(
      ["monitor", "/dev/ttyNOPE0", "--headless"], status: 69, saying: ["/dev/ttyNOPE0", "vitalsync devices"])
  }

  @Test func aFileInPlaceOfAPort() throws {
    let folder = try ScratchFolder()
    let file = try scratch("run.csv", "512\n", in: folder)
    try expectRefusal(["monitor", file, "--headless"], status: 69, saying: [file, "--replay"])
  }

  @Test func anOptionThatMakesNoSense() throws {
    let outcome = try Command.run(["monitor", "--replay", "x.csv", "--speed", "fast"], limit: 30)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--speed"))
  }

  @Test func aPortHeldByAnother() throws {
    let board = try PortPair()
    let first = try Command.Running(["monitor", board.path, "--headless"])
    #expect(first.waits { $0.outputSoFar.contains("\"event\":\"link\"") })
    let second = try Command.run(["monitor", board.path, "--headless"], limit: 30)
    #expect(second.status == 75, "\(second.errors)")
    #expect(second.errors.contains("\(first.processIdentifier)"), "the holder's pid is missing: \(second.errors)")
    first.send(SIGTERM)
    #expect(first.wait(limit: 30).status == 0)
  }

  @Test(arguments: [[], ["--baud", "9600"]]) func garbageOnTheWire(options: [String]) throws {
    let board = try PortPair()
    var seed = UInt64(20_261_121)
    let running = try Command.Running(["monitor", board.path, "--headless", "--for", "4s"] + options)
    while running.isRunning {
      board.write(
        (0..<200).map { _ in
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(truncatingIfNeeded: seed >> 33)
        })
      usleep(20_000)
    }
    let outcome = running.wait()
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("none of them was a sample"), "\(outcome.errors)")
    #expect(outcome.errors.contains("--baud") == !options.isEmpty)
    #expect(outcome.events("beat").isEmpty)
    #expect(outcome.events("summary").count == 1)
  }

  @Test func aSilentBoard() throws {
    let board = try PortPair()
    let outcome = try Command.run(["monitor", board.path, "--headless", "--for", "3s"], limit: 30)
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("nothing came"), "\(outcome.errors)")
    #expect(outcome.events("link").contains { $0["phase"] as? String == "silent" })
    withExtendedLifetime(board) {}
  }

  @Test func unpluggedInMidLine() throws {
    var board: PortPair? = try PortPair()
    let running = try Command.Running(["monitor", board?.path ?? "", "--headless"])
    #expect(running.waits { $0.outputSoFar.contains("\"event\":\"link\"") })
    board?.write(Array("512\n513\n51".utf8))
    usleep(300_000)
    board = nil
    let outcome = running.wait(limit: 30)
    #expect(outcome.status == 69, "\(outcome.errors)")
    #expect(outcome.events("link").contains { $0["phase"] as? String == "lost" })
    #expect(outcome.events("summary").count == 1)
  }
}

/// A pty whose master the test holds: what it writes, a program at `path` reads from its serial port.
final class PortPair {
  let path: String
  private let master: Int32

  init() throws {
    var name = [CChar](repeating: 0, count: 128)
    master = cserial_open_pty(&name, 128)
    guard master >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    path = name.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  deinit { close(master) }

  /// Writes what fits; the rest is dropped, as a UART drops what nobody reads.
  func write(_ bytes: [UInt8]) {
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    _ = Glibc.write(master, bytes, bytes.count)
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Reads what is there and throws it away; how many bytes that was.
  func drain() -> Int {
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var buffer = [UInt8](repeating: 0, count: 65536)
    var total = 0
    while case let count = Glibc.read(master, &buffer, buffer.count), count > 0 { total += count }
    return total
  }

  /// The terminal's size, as a window of it would have it.
  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }
}

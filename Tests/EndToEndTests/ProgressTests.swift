import CSerial
import Foundation
import TestSupport
import Testing

/// How far a long run is: drawn over on a terminal, gone before the result is printed, nowhere else.
@Suite(.timeLimit(.minutes(30))) struct ProgressTests {
  /// Record 100's minute, over and over: long enough that no machine is done before the first line is drawn.
  #if DEBUG
    private static let minutes = 20
  #else
    private static let minutes = 1440
  #endif

  private func longRecord(in folder: ScratchFolder, name: String) throws {
    let signal = try Data(contentsOf: URL(fileURLWithPath: FixturePaths.signals + "/mitdb_100.dat"))
    var whole = Data()
    for _ in 0..<Self.minutes { whole.append(signal) }
    try whole.write(to: URL(fileURLWithPath: folder.file(name + ".dat")))
    let header = "\(name) 2 360\n\(name).dat 212 200 11 1024\n\(name).dat 212 200 11 1024\n"
    try Data(header.utf8).write(to: URL(fileURLWithPath: folder.file(name + ".hea")))
    try FileManager.default.copyItem(
      atPath: FixturePaths.signals + "/mitdb_100.atr", toPath: folder.file(name + ".atr"))
  }

  /// What the program writes to a terminal on its standard error.
  private func seenOnTerminal(_ arguments: [String]) throws -> String {
    var name = [CChar](repeating: 0, count: 128)
    let master = cserial_open_pty(&name, 128)
    try #require(master >= 0)
    defer { close(master) }
    let terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(terminal >= 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    var seen: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    let deadline = Date().addingTimeInterval(120)
    while Date() < deadline {
      let isOver = !process.isRunning
      while case let count = read(master, &chunk, chunk.count), count > 0 { seen += chunk[0..<count] }
      if isOver { break }
      usleep(10_000)
    }
    #expect(!process.isRunning && process.terminationStatus == 0)
    return String(decoding: seen, as: UTF8.self)
  }

  @Test func analyzeShowsBarRateAndTimeLeft() throws {
    let folder = try ScratchFolder()
    try longRecord(in: folder, name: "long")
    let seen = try seenOnTerminal(["analyze", folder.file("long.hea")])
    let lines = seen.components(separatedBy: "\r\u{1B}[K")
    let form = try Regex(#"^\[[#-]{24}\] \d+ %, [\d:]+ of signal, \d+x(, \d+ (s|min) left)?$"#)
    let drawn = lines.filter { !$0.isEmpty }
    #expect(!drawn.isEmpty, "nothing was drawn: \(seen)")
    for line in drawn { #expect(line.wholeMatch(of: form) != nil, "\(line)") }
    #expect(drawn.contains { $0.hasSuffix("left") })
    let shares = drawn.compactMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
    #expect(shares == shares.sorted() && shares.count == drawn.count)
    #expect(lines.last == "", "the line is taken away before the report: \(lines.last ?? "")")
  }

  @Test func evaluateShowsItsRecords() throws {
    let folder = try ScratchFolder()
    for name in ["a", "b"] { try longRecord(in: folder, name: name) }
    let seen = try seenOnTerminal(["evaluate", folder.path, "--jobs", "1"])
    #expect(seen.contains("[############------------] 1/2 records, "), "\(seen)")
    #expect(seen.contains(" left") && seen.hasSuffix("\r\u{1B}[K"), "\(seen)")
  }

  @Test func convertShowsOneBarForBothReadings() throws {
    let folder = try ScratchFolder()
    try longRecord(in: folder, name: "long")
    let seen = try seenOnTerminal(["convert", folder.file("long.hea"), folder.file("out.edf")])
    let drawn = seen.components(separatedBy: "\r\u{1B}[K").filter { !$0.isEmpty }
    let shares = drawn.compactMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
    #expect(!shares.isEmpty && shares == shares.sorted(), "\(seen)")
    #expect(seen.hasSuffix("\r\u{1B}[K"))
  }

  @Test func nothingIsDrawnIntoAFile() throws {
    let folder = try ScratchFolder()
    try longRecord(in: folder, name: "long")
    let outcome = try Command.run(["analyze", folder.file("long.hea")])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test(arguments: ["analyze", "evaluate", "convert"]) func helpShowsExamples(command: String) throws {
    let outcome = try Command.run([command, "--help"])
    #expect(outcome.status == 0)
    let examples = outcome.output.split(separator: "\n").filter {
      $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("vitalsync \(command) ")
    }
    #expect(examples.count >= 3, "\(outcome.output)")
  }
}

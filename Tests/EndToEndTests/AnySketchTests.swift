import Foundation
import TestSupport
import Testing

/// Boards with public sketches at a real pty, and the real monitor with no option given.
@Suite(
  .timeLimit(.minutes(30)), .serialized,
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "python3 plays the fixtures"))
struct AnySketchTests {
  private static func rows() -> [String: [String: Any]] {
    let data = FileManager.default.contents(atPath: FixturePaths.fixtures + "/wire/rows.json") ?? Data()
    let rows = (try? JSONSerialization.jsonObject(with: data)) as? [String: [String: Any]] ?? [:]
    return rows.filter { $0.value["late"] == nil }
  }

  /// All of them at once: each needs seconds of real time and little of a processor.
  @Test func everyRowIsFoundByTheMonitor() throws {
    let folder = try ScratchFolder()
    let python = "/usr/bin/python3"
    #expect(Self.rows().count > 20)
    for names in Self.rows().keys.sorted().chunked(9) {
      let boards = try names.map {
        try Command.Running(
          [FixturePaths.fixtures + "/wire/play.py", $0, folder.file($0)], program: python)
      }
      for (name, board) in zip(names, boards) {
        #expect(board.waits { _ in FileManager.default.fileExists(atPath: folder.file(name)) })
      }
      let monitors = try names.map { try Command.Running(["monitor", folder.file($0), "--headless", "--for", "12s"]) }
      for (name, monitor) in zip(names, monitors) {
        let outcome = monitor.wait(limit: 60)
        #expect(outcome.status == 0, "\(name): \(outcome.errors)")
        let source = try #require(
          outcome.events("summary").first?["source"] as? [String: Any], "\(name): \(outcome.errors)")
        #expect(source["format"] as? String == Self.rows()[name]?["wire"] as? String, "\(name): \(outcome.errors)")
        let baud = Self.rows()[name]?["baud"] as? Int ?? 0
        #expect((outcome.output + outcome.errors).contains("at \(baud) baud: "), "\(name): \(outcome.errors)")
        let beats = outcome.events("beat").count
        #expect(beats >= 3, "\(name): \(beats) beats; \(outcome.errors)")
      }
      for board in boards { board.send(SIGTERM) }
    }
  }

  /// Leads off when the monitor starts: one recording, not two.
  @Test func leadsOffAtFirstBeginsNoSecondFile() throws {
    let folder = try ScratchFolder()
    let board = try Command.Running(
      [FixturePaths.fixtures + "/wire/play.py", "late_electrodes", folder.file("board")], program: "/usr/bin/python3")
    #expect(board.waits { _ in FileManager.default.fileExists(atPath: folder.file("board")) })
    let outcome = try Command.run(
      ["monitor", folder.file("board"), "--headless", "--for", "12s", "--record", folder.file("run.vsr")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".vsr") }
    #expect(files == ["run.vsr"])
    #expect(!outcome.errors.contains("begin anew"), "\(outcome.errors)")
  }
}

extension Array {
  fileprivate func chunked(_ count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}

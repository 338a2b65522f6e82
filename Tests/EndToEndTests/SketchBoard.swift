import Foundation
import TestSupport
import Testing

/// The sketch as a board that can be pulled and plugged in again: each plug is a new process on a new pty under the same
/// link, and begins anew as an Uno does.
final class SketchBoard {
  let link: String
  private var running: Command.Running?

  /// MIT-BIH 100 at the sketch's converter.
  private static let source = [
    "--source", FixturePaths.signals + "/mitdb_100.dat", "--format", "212", "--rate", "360", "--per-millivolt", "200",
    "--zero", "1024", "--wait", "--for", "240",
  ]

  init(link: String) {
    self.link = link
  }

  /// Without an opener it would wait for ever.
  deinit { pull() }

  func plug() throws {
    let host = try #require(SketchTests.host, "make -C firmware host failed: is g++ installed?")
    // The link of one that was killed leads nowhere.
    unlink(link)
    let board = try Command.Running(
      Self.source + ["--link", link], environment: ["LD_PRELOAD": ""], program: host)
    try #require(board.waits { _ in FileManager.default.fileExists(atPath: self.link) })
    running = board
  }

  /// The pty's master closes with its process: an open port reads as hung up.
  func pull() {
    running?.send(SIGKILL)
    _ = running?.wait(limit: 20)
    running = nil
    unlink(link)
  }

  /// The tty behind the link.
  func terminal() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: link)
  }
}

extension Command.Running {
  /// Events of a kind so far.
  func count(_ event: String) -> Int {
    outputSoFar.components(separatedBy: "\"event\":\"\(event)\"").count - 1
  }

  /// Waits for so many more seconds of signal.
  func hears(_ seconds: Int) -> Bool {
    let before = count("quality")
    return waits { $0.count("quality") >= before + seconds }
  }

  /// Waits for the link to come to a phase that it is not in yet; how long that took.
  func secondsUntil(_ phase: String, limit: Double = 60) -> Double? {
    let began = Date()
    let isThere = waits(limit: limit) { running in
      running.linkEvents.last?["phase"] as? String == phase
    }
    return isThere ? Date().timeIntervalSince(began) : nil
  }

  var linkEvents: [[String: Any]] {
    outputSoFar.split(separator: "\n").filter { $0.contains("\"event\":\"link\"") }.compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }
  }

  var messages: [String] { linkEvents.compactMap { $0["message"] as? String } }
}

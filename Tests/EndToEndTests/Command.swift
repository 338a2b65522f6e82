import Foundation
import TestSupport

/// The built `vitalsync`, run as a user runs it.
enum Command {
  /// The binary that was built beside this test bundle.
  static let path: String = {
    let here = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: here).deletingLastPathComponent().appendingPathComponent("vitalsync").path
  }()

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    /// Standard output as JSON objects, one a line.
    var events: [[String: Any]] {
      output.split(separator: "\n").compactMap { line in
        (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
      }
    }

    func events(_ name: String) -> [[String: Any]] {
      events.filter { $0["event"] as? String == name }
    }
  }

  /// Runs to the end. A run that outlives `limit` seconds is killed, which shows as status 137.
  static func run(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], limit: Double = 120
  ) throws -> Outcome {
    let running = try Running(arguments, input: input, environment: environment)
    return running.wait(limit: limit)
  }

  /// A process under way.
  final class Running {
    private let process = Process()
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vitalsync-\(UUID().uuidString)")

    init(_ arguments: [String], input: String? = nil, environment: [String: String] = [:], program: String = path)
      throws
    {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in ["out", "err"] {
        _ = FileManager.default.createFile(atPath: folder.appendingPathComponent(name).path, contents: nil)
      }
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      // Whoever runs the tests may have described themselves to the program, and keeps a journal of their own.
      let clean = ["XDG_CONFIG_HOME": folder.path, "VITALSYNC_HOME": folder.path].merging(environment) { $1 }
      process.environment = ProcessInfo.processInfo.environment.merging(clean) { $1 }
      process.standardOutput = try FileHandle(forWritingTo: folder.appendingPathComponent("out"))
      process.standardError = try FileHandle(forWritingTo: folder.appendingPathComponent("err"))
      if let input {
        let file = folder.appendingPathComponent("in")
        try Data(input.utf8).write(to: file)
        process.standardInput = try FileHandle(forReadingFrom: file)
      } else {
        process.standardInput = FileHandle.nullDevice
      }
      try process.run()
    }

    deinit {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      try? FileManager.default.removeItem(at: folder)
    }

    var processIdentifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    var outputSoFar: String { text("out") }
    var errorsSoFar: String { text("err") }

    func send(_ signal: Int32) {
      kill(process.processIdentifier, signal)
    }

    /// Waits until `condition` holds of this process; `false` where it ended or `limit` seconds passed first.
    func waits(limit: Double = 60, until condition: (Running) -> Bool) -> Bool {
      let deadline = Date().addingTimeInterval(limit)
      while Date() < deadline {
        if condition(self) { return true }
        if !process.isRunning { return condition(self) }
        usleep(20_000)
      }
      return false
    }

    func wait(limit: Double = 120) -> Outcome {
      if !waits(limit: limit, until: { !$0.isRunning }) { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let status = process.terminationStatus
      return Outcome(
        status: process.terminationReason == .uncaughtSignal ? 128 + status : status, output: text("out"),
        errors: text("err"))
    }

    private func text(_ name: String) -> String {
      let data = (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data()
      return String(decoding: data, as: UTF8.self)
    }
  }
}

/// A folder that goes away with its owner.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("vitalsync-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }
}

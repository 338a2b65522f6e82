import Foundation

/// A real terminal for the screen: a private tmux server with one window.
final class Tmux {
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

  private let socket = "vitalsync-\(UUID().uuidString.prefix(8))"

  init(columns: Int, rows: Int, command: String, environment: [String: String] = [:]) throws {
    let settings = environment.map { "\($0)='\($1)'" }.joined(separator: " ")
    // The shell stays behind the program, so that what it leaves on the screen and its status can be seen.
    try tmux([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env \(settings) \(command); echo \"status=$?\"; sleep 1000",
    ])
  }

  deinit {
    _ = try? tmux(["kill-server"])
  }

  func screen() throws -> String {
    try tmux(["capture-pane", "-p"])
  }

  func type(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The screen as soon as `condition` holds of it, or `nil` after `limit` seconds.
  func screen(limit: Double = 60, where condition: (String) -> Bool) throws -> String? {
    let deadline = Date().addingTimeInterval(limit)
    repeat {
      let seen = try screen()
      if condition(seen) { return seen }
      usleep(50_000)
    } while Date() < deadline
    return nil
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/tmux")
    process.arguments = ["-u", "-L", socket] + arguments
    // A file, not a pipe: tmux's server outlives this call, and would hold a pipe open.
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(socket)-\(UUID().uuidString)").path
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: path) }
    process.standardOutput = FileHandle(forWritingAtPath: path)
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}

import Foundation

/// A real terminal for the screen: a private tmux server with one window.
final class Tmux {
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

  private var server: pid_t = 0
  private let socket = "vitalsync-\(UUID().uuidString.prefix(8))"

  init(columns: Int, rows: Int, command: String, environment: [String: String] = [:]) throws {
    let settings = environment.map { "\($0)='\($1)'" }.joined(separator: " ")
    // The shell stays behind the program, so that what it leaves on the screen and its status can be seen.
    try tmux([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env \(settings) \(command); echo \"status=$?\"; sleep 1000",
    ])
    server = pid_t(try tmux(["display-message", "-p", "#{pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  deinit {
    _ = try? tmux(["kill-server"])
    // The server may outlive its last window by more than a test run wants to.
    if server > 1 { kill(server, SIGKILL) }
  }

  func screen() throws -> String {
    try tmux(["capture-pane", "-p"])
  }

  func type(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  /// From now on what the program sends is kept: its bells can be counted.
  func sound() throws -> Sound {
    let sound = try Sound()
    try tmux(["pipe-pane", "cat > '\(sound.path)'"])
    return sound
  }

  final class Sound {
    private let folder: ScratchFolder
    fileprivate let path: String

    fileprivate init() throws {
      folder = try ScratchFolder()
      path = folder.file("bytes")
    }

    /// Strokes of the bell so far.
    var strokes: Int { (FileManager.default.contents(atPath: path) ?? Data()).count { $0 == 0x07 } }
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
    // Neither Foundation's Process nor a pipe: tmux's server outlives this call and would hold both open.
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(socket)-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = (["tmux", "-u", "-L", socket] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, "/usr/bin/tmux", &actions, nil, &words, environ)
    guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EIO) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}

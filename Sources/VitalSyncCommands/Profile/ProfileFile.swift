import Glibc

/// `config.toml` in `$XDG_CONFIG_HOME/vitalsync`, or `~/.config/vitalsync` (XDG Base Directory Specification 0.8).
enum ProfileFile {
  /// Larger is not what this is, in bytes.
  private static let limit = 65_536

  static func path(environment: (String) -> String?) -> String? {
    // The specification has a relative path passed over.
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/vitalsync/config.toml" }
    guard let home = environment("HOME"), !home.isEmpty else { return nil }
    return home + "/.config/vitalsync/config.toml"
  }

  /// What the file says; nothing where there is none.
  static func read(environment: (String) -> String?) throws(CommandFailure) -> StatedProfile {
    guard let path = path(environment: environment), let bytes = try bytes(of: path) else { return StatedProfile() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.badSettings, "\(path): is not text in UTF-8. Write it anew, or move it away.")
    }
    do {
      return try StatedProfile(text)
    } catch {
      throw CommandFailure(
        .badSettings,
        "\(path), line \(error.line): \(error.what). Correct the line or take it out; "
          + "`vitalsync help analyze` shows an example.")
    }
  }

  private static func bytes(of path: String) throws(CommandFailure) -> [UInt8]? {
    // Not blocking, so that a pipe of that name does not hang the program.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path, errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= limit {
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got == 0 { return bytes }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      bytes += chunk[..<got]
    }
    throw CommandFailure(.badSettings, "\(path): is larger than \(limit) bytes, so no settings. Move it away.")
  }

  private static func failure(_ path: String, _ code: CInt) -> CommandFailure {
    CommandFailure(
      .badSettings,
      "\(path): cannot be read (\(String(cString: strerror(code)))). Grant yourself the right, or move it away.")
  }
}

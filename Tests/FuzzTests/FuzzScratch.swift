import Glibc

/// A folder in memory for inputs that are read as files. Emptied, and made anew, by each input; one a process.
enum FuzzScratch {
  private static let folder: String = {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let folder = "\(parent)/vitalsync-fuzz-\(getpid())"
    mkdir(folder, 0o700)
    atexit { FuzzScratch.remove() }
    return folder
  }()

  private static let names = [
    "r.hea", "r.dat", "t.csv", "c.vsr", "s.vsr", "e.edf", "m.mat", "g.hea", "h.hea", "h.dat", "i.rr", "a.rr", "f.fit",
  ]

  private static func remove() {
    for name in names { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// The path of a file with these bytes.
  static func file(_ name: String, _ bytes: some Collection<UInt8>) throws -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FuzzViolation("\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    let copy = Array(bytes)
    guard write(descriptor, copy, copy.count) == copy.count else { throw FuzzViolation("\(path): not written") }
    return path
  }
}

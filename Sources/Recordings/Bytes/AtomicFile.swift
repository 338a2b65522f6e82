import Glibc

/// A file that gets its name only when it is whole: until then it has none, or one of its own, and goes with the process.
package final class AtomicFile {
  let path: String
  private(set) var length = 0
  private var descriptor: CInt
  private let isForced: Bool
  /// Name until `commit`, where the file system knows no file without one.
  private var temporary: String?
  private var buffer: [UInt8] = []

  static let bufferSize = 1 << 18
  /// Linux's O_TMPFILE without O_DIRECTORY (asm-generic/fcntl.h); the C library's overlay lacks it.
  private static let unnamed: CInt = 0o20_000_000

  /// `isForced`: a file that has the name already is replaced.
  init(_ path: String, isForced: Bool) throws(RecordingError) {
    self.path = path
    self.isForced = isForced
    descriptor = -1
    try Self.refuseExisting(path, isForced: isForced)
    let folder = RecordingPath.folder(of: path)
    descriptor = open(folder.isEmpty ? "." : folder, O_WRONLY | O_CLOEXEC | O_DIRECTORY | Self.unnamed, 0o644)
    if descriptor < 0, [EOPNOTSUPP, EISDIR, EINVAL, ENOENT].contains(errno) {
      let name = "\(path).part-\(getpid())"
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 { temporary = name }
    }
    guard descriptor >= 0 else {
      var error = RecordingError.writing(path, "cannot be created", errno)
      error.kind = error.kind == .cannotWrite ? .cannotCreate : error.kind
      throw error
    }
    buffer.reserveCapacity(Self.bufferSize + 4096)
  }

  /// A file that is written in one go.
  package static func write(_ bytes: [UInt8], to path: String, isForced: Bool) throws(RecordingError) {
    let file = try AtomicFile(path, isForced: isForced)
    try file.append(bytes)
    try file.commit()
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
    if let temporary { unlink(temporary) }
  }

  static func refuseExisting(_ path: String, isForced: Bool) throws(RecordingError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFLNK else {
      throw RecordingError(
        .cannotCreate, place: path, what: "exists and is no file", remedy: "Choose another name.")
    }
    guard isForced else {
      throw RecordingError(
        .cannotCreate, place: path, what: "exists already and is not overwritten",
        remedy: "Choose another name, or replace it with --force.")
    }
  }

  func append(_ bytes: some Collection<UInt8>) throws(RecordingError) {
    buffer.append(contentsOf: bytes)
    length += bytes.count
    if buffer.count >= Self.bufferSize { try flush() }
  }

  func append(_ text: String) throws(RecordingError) { try append(Array(text.utf8)) }

  /// Writes over bytes that were appended before.
  func replace(at offset: Int, _ bytes: [UInt8]) throws(RecordingError) {
    try flush()
    try put(bytes, at: offset)
  }

  private func flush() throws(RecordingError) {
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    try put(pending, at: length - pending.count)
  }

  private func put(_ bytes: [UInt8], at offset: Int) throws(RecordingError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { pwrite(descriptor, $0 + done, bytes.count - done, off_t(offset + done)) } ?? 0
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      done += count
    }
  }

  /// A full disk leaves no file behind: what stands in the error type's own words is true of captures only.
  private func failure(_ code: CInt) -> RecordingError {
    var error = RecordingError.writing(path, "cannot be written", code)
    error.remedy = error.kind == .diskFull ? "Nothing is left behind; make room and convert again." : error.remedy
    return error
  }

  /// All bytes are on the disk.
  func finish() throws(RecordingError) {
    try flush()
    while fsync(descriptor) != 0 {
      if errno == EINTR { continue }
      if errno == EINVAL || errno == EROFS { break }
      throw failure(errno)
    }
  }

  /// Gives the file its name, in one step.
  func commit() throws(RecordingError) {
    try finish()
    defer {
      Glibc.close(descriptor)
      descriptor = -1
    }
    if let temporary {
      guard isForced || link(temporary, path) == 0 else { throw naming(errno) }
      guard !isForced || rename(temporary, path) == 0 else { throw naming(errno) }
      unlink(temporary)
      self.temporary = nil
      return
    }
    let unnamed = "/proc/self/fd/\(descriptor)"
    if linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return }
    guard errno == EEXIST, isForced else { throw naming(errno) }
    let step = "\(path).part-\(getpid())"
    guard linkat(AT_FDCWD, unnamed, AT_FDCWD, step, AT_SYMLINK_FOLLOW) == 0 else { throw naming(errno) }
    guard rename(step, path) == 0 else {
      let code = errno
      unlink(step)
      throw naming(code)
    }
  }

  private func naming(_ code: CInt) -> RecordingError {
    if code == EEXIST {
      return RecordingError(
        .cannotCreate, place: path, what: "came to be while it was written, and is not overwritten",
        remedy: "Choose another name, or replace it with --force.")
    }
    return RecordingError.writing(path, "cannot be named", code)
  }
}

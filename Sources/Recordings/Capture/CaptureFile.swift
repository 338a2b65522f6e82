import Glibc

/// The file a capture is written to: created, locked, appended to and synced, with each failure named.
final class CaptureFile {
  let path: String
  private let descriptor: CInt
  /// Bytes that are wholly written.
  private(set) var length = 0

  init(creating path: String) throws(RecordingError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw RecordingError.writing(path, "cannot be created", errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw RecordingError(
        .busy, place: path, what: "is being recorded to by another process",
        remedy: "Choose another name, or end that session first.")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw RecordingError.writing(path, "cannot be created", errno) }
    // A device (/dev/full, say) has no size; a file that holds something is someone's recording.
    guard status.st_size == 0 else {
      throw RecordingError(
        .cannotWrite, place: path, what: "exists already and is not overwritten", remedy: "Choose another name.")
    }
    syncFolder()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends all of `bytes`, or throws and leaves the file as it was.
  func append(_ bytes: [UInt8]) throws(RecordingError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { write(descriptor, $0 + done, bytes.count - done) } ?? 0
      }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        // What was written of it would be skipped by a reader; taken back, it frees the room for an end.
        _ = ftruncate(descriptor, off_t(length))
        _ = lseek(descriptor, off_t(length), SEEK_SET)
        throw RecordingError.writing(path, "cannot be written at byte \(length)", code)
      }
      done += count
    }
    length += bytes.count
  }

  /// Waits until what is written would survive the loss of power.
  func sync() throws(RecordingError) {
    while fdatasync(descriptor) != 0 {
      if errno == EINTR { continue }
      // Pipes and devices cannot be synced, and need not be.
      if errno == EINVAL || errno == EROFS { return }
      throw RecordingError.writing(path, "cannot be synced", errno)
    }
  }

  /// A new name survives the loss of power only once its folder is synced.
  private func syncFolder() {
    let folder = RecordingPath.folder(of: path)
    let parent = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { return }
    _ = fsync(parent)
    close(parent)
  }
}

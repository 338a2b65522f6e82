import Glibc
import Recordings

/// By which a recording is known not to have changed: size and newest time of change over all its files.
struct InputStamp: Hashable, Sendable {
  var bytes: Int
  /// Universal time to the nanosecond: `2026-11-21T16:14:03.249815000Z`.
  var modified: String

  init(of path: String) {
    bytes = 0
    var newest = timespec()
    for file in RecordingFiles.of(path) {
      var status = stat()
      guard stat(file, &status) == 0 else { continue }
      bytes += Int(status.st_size)
      let changed = status.st_mtim
      if (changed.tv_sec, changed.tv_nsec) > (newest.tv_sec, newest.tv_nsec) { newest = changed }
    }
    modified = Self.text(newest)
  }

  private static func text(_ time: timespec) -> String {
    var (seconds, parts) = (time.tv_sec, tm())
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    let fraction = String(time.tv_nsec)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      + "." + String(repeating: "0", count: max(0, 9 - fraction.count)) + fraction + "Z"
  }
}

import GRDB
import Glibc

@testable import Journal

/// A folder with a journal's place in it, that goes when its holder does.
final class JournalFolder {
  let path: String

  init() {
    var template = Array("/tmp/vitalsync-journal.XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
  }

  deinit {
    for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "copy.sqlite", "file"] {
      unlink("\(path)/\(name)")
    }
    rmdir(path)
  }

  var journalPath: String { "\(path)/journal.sqlite" }

  func journal() throws -> Journal { try Journal(path: journalPath) }

  func write(_ bytes: [UInt8], to name: String) -> String {
    let place = "\(path)/\(name)"
    let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    return place
  }

  func bytes(of name: String) -> [UInt8] {
    let descriptor = open("\(path)/\(name)", O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 22)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}

extension SessionRecord {
  /// A session whose parts are all filled.
  static func sample(_ athlete: String = "me", at milliseconds: Int64 = 1_795_000_000_000) -> SessionRecord {
    SessionRecord(
      athlete: athlete, began: Moment(milliseconds: milliseconds, utcOffset: 3600), kind: .morning, origin: .board,
      source: "/dev/ttyUSB0", program: "vitalsync test", durationSeconds: 360.5, isComparable: true,
      figures: [.heartRate: 48.25, .rmssd: 71.5, .lnRMSSD: 4.27],
      findings: [
        JournalFinding(
          kind: "bradycardia", severity: "note", onsetSeconds: 10, lastSeconds: 20, statement: "29 bpm; it's \"slow\"",
          advice: "None.", criterion: "below 30 bpm", source: "a paper", certainty: "likely")
      ],
      report: #"{"beats":290}"#, file: KeptFile(path: "/nowhere/a.vsr", bytes: 12, checksum: "ab"))
  }
}

extension Journal {
  /// One statement, outside a transaction.
  func run(_ sql: String) throws { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } }
}

internal import CSerial
import Glibc

/// A process that has a port open.
package struct PortHolder: Hashable, Sendable {
  package var processIdentifier: Int32
  /// The process's command line, shortened.
  package var command: String

  package init(processIdentifier: Int32, command: String) {
    self.processIdentifier = processIdentifier
    self.command = command
  }

  /// Those whose descriptors /proc lets this user see, this process included, in order of pid.
  package static func holding(_ port: String) -> [PortHolder] {
    guard let target = resolvedPath(port) else { return [] }
    return directoryEntries("/proc").compactMap { Int32($0) }.sorted().filter { pid in
      directoryEntries("/proc/\(pid)/fd").contains { linkTarget("/proc/\(pid)/fd/\($0)") == target }
    }.map { PortHolder(processIdentifier: $0, command: commandLine(of: $0)) }
  }

  /// The service that tries every new serial port for a modem.
  package var isModemManager: Bool { Self.isModemManager("\(processIdentifier)") }

  private static func isModemManager(_ process: String) -> Bool {
    contents(of: "/proc/\(process)/comm") == Array("ModemManager\n".utf8)
  }

  /// Whether it runs at all: its name can be read where its descriptors cannot.
  static var modemManagerRuns: Bool {
    directoryEntries("/proc").contains { entry in
      Int32(entry) != nil && isModemManager(entry)
    }
  }

  private static let longestCommand = 60

  private static func commandLine(of pid: Int32) -> String {
    let words = contents(of: "/proc/\(pid)/cmdline").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    let joined = words.joined(separator: " ")
    return joined.count > longestCommand ? joined.prefix(longestCommand) + "…" : joined
  }
}

extension PortHolder: CustomStringConvertible {
  package var description: String { "pid \(processIdentifier) (\(command))" }
}

/// The path with its symbolic links followed, as the kernel names it in /proc: comparable with /proc/PID/fd. (Not
/// `realpath`: umockdev 0.17, under which discovery is tested, overruns the buffer in its own.)
func resolvedPath(_ path: String) -> String? {
  let descriptor = cserial_name_path(path)
  guard descriptor >= 0 else { return nil }
  defer { _ = close(descriptor) }
  return linkTarget("/proc/self/fd/\(descriptor)")
}

func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = buffer.withUnsafeMutableBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { readlink(path, $0, bytes.count) } ?? -1 }
  }
  return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
}

/// Names in a directory; none where it cannot be read.
func directoryEntries(_ path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
        String(cString: $0)
      }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// The first 4 KiB of a small file; empty where it cannot be read.
private func contents(of path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return [] }
  defer { _ = close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
  return Array(buffer.prefix(max(count, 0)))
}

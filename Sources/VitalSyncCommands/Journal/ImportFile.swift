import Glibc
import Journal

/// A table of another program on its way in.
enum ImportFile {
  /// Rows left out that are told one by one.
  private static let mostTold = 5

  static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw CommandFailure(.noInput, "\(path): cannot be read (\(errnoText())). Check the name.")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= DelimitedTable.largest {
      let got = read(descriptor, &chunk, chunk.count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw CommandFailure(.noInput, "\(path): cannot be read (\(errnoText())). Save it to a file first.")
      }
      bytes += chunk[..<got]
    }
    return bytes
  }

  static func account(of passedOver: [String]) -> String {
    guard !passedOver.isEmpty else { return "" }
    let told = passedOver.prefix(mostTold).map { "  \($0)\n" }.joined()
    let rest = passedOver.count > mostTold ? "  and \(passedOver.count - mostTold) more\n" : ""
    return "\(passedOver.count) rows left out:\n\(told)\(rest)"
  }
}

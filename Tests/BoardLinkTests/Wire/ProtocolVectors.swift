import Glibc
import TestSupport

/// The vectors that the sketch's own tests read too: Tests/Fixtures/protocol/vectors.txt, its form described at its top.
struct ProtocolVector: Sendable, CustomStringConvertible {
  let lineNumber: Int
  let kind: String
  let bytes: [UInt8]
  let fields: [String]

  var description: String { "line \(lineNumber): \(kind)" }

  static let kindsWithoutBytes: Set<String> = ["lost", "elapsed", "carries", "microvolts"]

  static let all: [ProtocolVector] = {
    guard let text = readFile(FixturePaths.fixtures + "/protocol/vectors.txt") else { return [] }
    return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap {
      entry in
      let line = entry.element
      guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
      let parts = line.split(separator: 9, omittingEmptySubsequences: false)
      let kind = String(decoding: parts[0], as: UTF8.self)
      let hasBytes = !kindsWithoutBytes.contains(kind)
      return ProtocolVector(
        lineNumber: entry.offset + 1, kind: kind, bytes: hasBytes ? unescaped(parts[1]) : [],
        fields: parts.dropFirst(hasBytes ? 2 : 1).map { String(decoding: $0, as: UTF8.self) })
    }
  }()

  static func of(_ kinds: String...) -> [ProtocolVector] { all.filter { kinds.contains($0.kind) } }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let mark = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch mark {
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: bytes.append(mark)
      }
    }
    return bytes
  }
}

func readFile(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { _ = close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count <= 0 { return bytes }
    bytes += buffer.prefix(count)
  }
}

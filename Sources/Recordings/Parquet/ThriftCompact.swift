/// Structures in Thrift's compact protocol (Apache Thrift, `doc/specs/thrift-compact-protocol.md`), as far as Parquet's metadata
/// need it: structures, lists, integers, text. Written in the order of the fields' numbers.
struct ThriftCompact {
  private(set) var bytes: [UInt8] = []
  /// Number of the last field of each structure that is open.
  private var fields: [Int] = [0]

  private enum Kind {
    static let i32: UInt8 = 5
    static let i64: UInt8 = 6
    static let binary: UInt8 = 8
    static let list: UInt8 = 9
    static let structure: UInt8 = 12
  }

  mutating func i32(_ field: Int, _ value: Int) {
    heading(field, Kind.i32)
    zigzag(value)
  }

  mutating func i64(_ field: Int, _ value: Int) {
    heading(field, Kind.i64)
    zigzag(value)
  }

  mutating func text(_ field: Int, _ value: String) {
    heading(field, Kind.binary)
    binary(value)
  }

  mutating func structure(_ field: Int, _ body: (inout ThriftCompact) -> Void) {
    heading(field, Kind.structure)
    element(body)
  }

  mutating func structures<Element>(
    _ field: Int, _ elements: [Element], _ body: (inout ThriftCompact, Element) -> Void
  ) {
    list(field, Kind.structure, count: elements.count)
    for value in elements { element { body(&$0, value) } }
  }

  mutating func integers(_ field: Int, _ elements: [Int]) {
    list(field, Kind.i32, count: elements.count)
    for value in elements { zigzag(value) }
  }

  mutating func texts(_ field: Int, _ elements: [String]) {
    list(field, Kind.binary, count: elements.count)
    for value in elements { binary(value) }
  }

  /// Ends the outermost structure.
  mutating func stop() { bytes.append(0) }

  private mutating func element(_ body: (inout ThriftCompact) -> Void) {
    fields.append(0)
    body(&self)
    stop()
    fields.removeLast()
  }

  private mutating func heading(_ field: Int, _ kind: UInt8) {
    let step = field - (fields.last ?? 0)
    fields[fields.count - 1] = field
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | kind)
    } else {
      bytes.append(kind)
      zigzag(field)
    }
  }

  private mutating func list(_ field: Int, _ kind: UInt8, count: Int) {
    heading(field, Kind.list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind)
    } else {
      bytes.append(0xF0 | kind)
      varint(UInt64(count))
    }
  }

  private mutating func binary(_ value: String) {
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  private mutating func zigzag(_ value: Int) { varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63))) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

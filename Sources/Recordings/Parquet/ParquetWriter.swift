/// A table of numbers as Apache Parquet (`parquet-format` 2.11: `parquet.thrift`, `Encodings.md`): each column in one page a group
/// of rows, plain, not compressed, no cell empty. Memory is that of one group. Why our own: docs/decisions/0012-features-as-parquet.md.
///
/// The file has its name only once `close` has succeeded.
package final class ParquetWriter {
  package enum Kind: Int, Sendable {
    // Numbers of `Type` in parquet.thrift.
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
  }

  package struct Column: Sendable {
    package var name: String
    package var kind: Kind

    package init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  private struct Chunk {
    var offset: Int
    var length: Int
  }

  private struct Group {
    var rows: Int
    var chunks: [Chunk]
  }

  private static let magic = "PAR1"
  /// Rows of a group: at the classifier's features some 5 MB.
  private static let groupRows = 16_384
  // Numbers in parquet.thrift.
  private static let plain = 0
  private static let runLength = 3

  private let file: AtomicFile
  private let columns: [Column]
  private let notes: [(key: String, value: String)]
  private let program: String
  private var pending: [[UInt8]]
  private var pendingRows = 0
  private var groups: [Group] = []

  /// - Parameter notes: what is said of the table as a whole, key by key.
  package init(
    path: String, columns: [Column], notes: [(key: String, value: String)] = [], program: String, isForced: Bool
  ) throws(RecordingError) {
    file = try AtomicFile(path, isForced: isForced)
    self.columns = columns
    self.notes = notes
    self.program = program
    pending = columns.map { _ in [] }
    try file.append(Self.magic)
  }

  /// One row: a value a column, each as its column's kind can hold it.
  package func append(_ row: [Double]) throws(RecordingError) {
    for (index, (column, value)) in zip(columns, row).enumerated() {
      switch column.kind {
      case .int32: put(Int32(clamping: Self.whole(value)), index)
      case .int64: put(Self.whole(value), index)
      case .float: put(Float(value).bitPattern, index)
      case .double: put(value.bitPattern, index)
      }
    }
    pendingRows += 1
    if pendingRows == Self.groupRows { try writeGroup() }
  }

  /// A double holds whole numbers to 2^53; what no Int64 holds is its limit, and what is no number 0.
  private static func whole(_ value: Double) -> Int64 {
    value.isNaN ? 0 : Int64(max(-0x1p62, min(0x1p62, value.rounded())))
  }

  private func put(_ bits: some FixedWidthInteger, _ column: Int) {
    withUnsafeBytes(of: bits.littleEndian) { pending[column].append(contentsOf: $0) }
  }

  private func writeGroup() throws(RecordingError) {
    var group = Group(rows: pendingRows, chunks: [])
    for index in columns.indices {
      var page = ThriftCompact()
      // A page of data, its bytes before and after compression, and what they are.
      page.i32(1, 0)
      page.i32(2, pending[index].count)
      page.i32(3, pending[index].count)
      page.structure(5) { header in
        header.i32(1, group.rows)
        header.i32(2, Self.plain)
        header.i32(3, Self.runLength)
        header.i32(4, Self.runLength)
      }
      page.stop()
      group.chunks.append(Chunk(offset: file.length, length: page.bytes.count + pending[index].count))
      try file.append(page.bytes)
      try file.append(pending[index])
      pending[index].removeAll(keepingCapacity: true)
    }
    groups.append(group)
    pendingRows = 0
  }

  /// Writes what is pending and the footer, and gives the file its name.
  package func close() throws(RecordingError) {
    if pendingRows > 0 { try writeGroup() }
    let metadata = footer
    try file.append(metadata)
    try file.append(withUnsafeBytes(of: UInt32(metadata.count).littleEndian) { Array($0) })
    try file.append(Self.magic)
    try file.commit()
  }

  /// `FileMetaData`.
  private var footer: [UInt8] {
    var data = ThriftCompact()
    data.i32(1, 1)
    data.structures(2, [nil] + columns.map(Optional.some)) { element, column in
      guard let column else {
        element.text(4, "table")
        element.i32(5, columns.count)
        return
      }
      element.i32(1, column.kind.rawValue)
      // Required: no cell is empty.
      element.i32(3, 0)
      element.text(4, column.name)
    }
    data.i64(3, groups.reduce(0) { $0 + $1.rows })
    data.structures(4, groups) { element, group in
      element.structures(1, Array(zip(columns, group.chunks))) { element, pair in
        let (column, chunk) = pair
        element.i64(2, chunk.offset)
        element.structure(3) { meta in
          meta.i32(1, column.kind.rawValue)
          meta.integers(2, [Self.plain, Self.runLength])
          meta.texts(3, [column.name])
          meta.i32(4, 0)
          meta.i64(5, group.rows)
          meta.i64(6, chunk.length)
          meta.i64(7, chunk.length)
          meta.i64(9, chunk.offset)
        }
      }
      element.i64(2, group.chunks.reduce(0) { $0 + $1.length })
      element.i64(3, group.rows)
    }
    if !notes.isEmpty {
      data.structures(5, notes) { element, note in
        element.text(1, note.key)
        element.text(2, note.value)
      }
    }
    data.text(6, program)
    data.stop()
    return data.bytes
  }
}

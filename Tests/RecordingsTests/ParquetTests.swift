import Testing

@testable import Recordings

/// The bytes of Thrift's compact protocol by hand, after its specification; that others read whole files of ours is held by
/// Tests/Fixtures/formats/tables.py.
@Suite struct ParquetTests {
  @Test func `structures are laid out as the protocol says`() {
    var thrift = ThriftCompact()
    thrift.i32(1, -1)
    thrift.i64(3, 300)
    thrift.text(20, "ab")
    thrift.structure(21) { $0.i32(1, 1) }
    thrift.integers(22, [0, 3])
    thrift.texts(23, ["x"])
    thrift.structures(24, Array(repeating: 0, count: 15)) { _, _ in }
    thrift.stop()
    #expect(
      thrift.bytes == [
        0x15, 0x01, 0x26, 0xD8, 0x04, 0x08, 0x28, 0x02, 0x61, 0x62, 0x1C, 0x15, 0x02, 0x00, 0x19, 0x25, 0x00, 0x06,
        0x19,
        0x18, 0x01, 0x78, 0x19, 0xFC, 0x0F,
      ] + [UInt8](repeating: 0, count: 15) + [0])
  }

  @Test func `a file has its name only when it is whole`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/t.parquet"
    let writer = try ParquetWriter(
      path: path, columns: [.init("n", .int64), .init("x", .double)], program: "test", isForced: false)
    for row in 0..<40_000 { try writer.append([Double(row), -0.5]) }
    #expect(TemporaryFolder.read(path).isEmpty)
    try writer.close()
    let bytes = TemporaryFolder.read(path)
    #expect(bytes.prefix(4) == Array("PAR1".utf8)[...] && bytes.suffix(4) == Array("PAR1".utf8)[...])
    #expect(throws: RecordingError.self) {
      try ParquetWriter(path: path, columns: [], program: "test", isForced: false)
    }
  }
}

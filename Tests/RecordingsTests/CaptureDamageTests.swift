import ECGCore
import Glibc
import TestSupport
import Testing

@testable import Recordings

/// A capture cut or changed anywhere opens to what is whole, or is refused clearly; no wrong value comes out of it.
@Suite struct CaptureDamageTests {
  /// A small session: 6 blocks, some 1,500 bytes.
  static func small(_ folder: TemporaryFolder, close: Bool = true) throws -> (bytes: [UInt8], truth: [Int: Float]) {
    let path = "\(folder.path)/small"
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: CaptureTests.scale)
    var truth: [Int: Float] = [:]
    for second in 0..<5 {
      let values = (0..<50).map { CaptureTests.scale?.millivolts(Int64(500 + ($0 * 13 + second) % 40)) ?? 0 }
      let start = second * 60
      for (offset, value) in values.enumerated() { truth[start + offset] = value }
      try writer.append(SampleBlock(start: start, millivolts: values))
      try writer.append(
        raw: CodecTests.wireLines(from: start, count: 8), arrivalNanoseconds: Int64(second) * 1_000_000_000)
      if second == 3 { try writer.mark("here", at: start) }
      try writer.flush()
    }
    if close { try writer.close() }
    return (TemporaryFolder.read(path), truth)
  }

  private func check(_ bytes: [UInt8], _ truth: [Int: Float], _ folder: TemporaryFolder) -> Int? {
    let path = folder.write("damaged", bytes)
    do {
      var items = try CaptureItemReader(path: path)
      while try items.next() != nil {}
      let drained = try Drained(path)
      #expect(drained.isSound)
      for (place, value) in zip(drained.grid, drained.values) { #expect(truth[place] == value) }
      if drained.values.count < truth.count { #expect(!drained.facts.remarks.isEmpty) }
      return drained.values.count
    } catch {
      #expect(!error.what.isEmpty && !error.remedy.isEmpty)
      return nil
    }
  }

  @Test func `cut at every byte, it opens to its last whole block`() throws {
    let folder = TemporaryFolder()
    let (bytes, truth) = try Self.small(folder)
    var last = 0
    var refused = 0
    for length in 0..<bytes.count {
      if let count = check(Array(bytes[..<length]), truth, folder) {
        #expect(count >= last && count % 50 == 0, "cut at \(length)")
        last = count
      } else {
        refused += 1
      }
    }
    #expect(last == truth.count)
    // Only what does not reach to the end of the first block is refused.
    #expect(refused < 400)
  }

  /// Each of its some 12,000 bits. In parts, so that they may run beside each other.
  @Test(arguments: 0..<8) func `a bit turned anywhere costs its own block at most (bit)`(_ bit: Int) throws {
    let folder = TemporaryFolder()
    let (bytes, truth) = try Self.small(folder)
    var refused = 0
    var bad = bytes
    for place in bytes.indices {
      bad[place] ^= 1 << bit
      if let count = check(bad, truth, folder) {
        #expect(count >= truth.count - 50, "byte \(place)")
      } else {
        refused += 1
      }
      bad[place] = bytes[place]
    }
    // The magic, and the block that states the rate where no later one repeats it.
    #expect(refused > 0 && refused < 400)
  }

  @Test(arguments: [61, 62, 63] as [UInt64]) func `bytes removed, doubled and overwritten (seed)`(_ seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let (bytes, truth) = try Self.small(folder)
    for _ in 0..<250 {
      var bad = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let low = Int.random(in: 0..<bad.count, using: &random)
        let high = min(bad.count, low + Int.random(in: 1...300, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bad.removeSubrange(low..<high)
        case 1: bad.insert(contentsOf: bad[low..<high], at: low)
        default: for place in low..<high { bad[place] = UInt8.random(in: 0...255, using: &random) }
        }
        if bad.isEmpty { bad = [0] }
      }
      _ = check(bad, truth, folder)
    }
  }

  @Test func `a lost beginning is made good by the next statement of facts`() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/long"
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: CaptureTests.scale)
    let value = try #require(CaptureTests.scale?.millivolts(600))
    for second in 0..<70 {
      try writer.append(SampleBlock(start: second * 10, millivolts: Array(repeating: value, count: 10)))
      try writer.flush()
    }
    try writer.close()
    var bytes = TemporaryFolder.read(path)
    for place in 20..<60 { bytes[place] = 0 }
    let drained = try Drained(folder.write("damaged", bytes))
    #expect(drained.values.count == 700)
    #expect(drained.values.allSatisfy { $0 == value })
    #expect(drained.facts.remarks.contains { $0.hasPrefix("damaged from byte 16 on: 1 blocks") })
  }

  @Test func `a later version is refused, not misread`() throws {
    let folder = TemporaryFolder()
    var (bytes, _) = try Self.small(folder)
    bytes[8] = 2
    var head = Array(bytes[..<12])
    head.appendLittle(CRC32C.of(head[...]))
    bytes.replaceSubrange(..<16, with: head)
    let path = folder.write("later", bytes)
    let error = try #require(throws: RecordingError.self) { try Recording.open(path) }
    #expect(error.what == "is a capture of version 2, this program reads version 1")
  }

  @Test func `a full device is told once, and nothing more is tried`() throws {
    let error = try #require(throws: RecordingError.self) {
      try CaptureWriter(path: "/dev/full", facts: CaptureTests.facts(), scale: nil)
    }
    #expect(error.kind == .diskFull)
    #expect(error.what.contains("errno 28"))
  }

  /// A real file system of 64 kB: only root may mount one.
  @Test(.enabled(if: geteuid() == 0 && SmallDisk.canMount, "needs the right to mount a tmpfs"))
  func `a disk that fills keeps what was written`() throws {
    let disk = try #require(SmallDisk(kilobytes: 64))
    let path = "\(disk.path)/full.vitalsync"
    let writer = try CaptureWriter(path: path, facts: CaptureTests.facts(), scale: nil)
    var random = SeededGenerator(seed: 8)
    var written = 0
    var failure: RecordingError?
    for block in 0..<200 {
      do {
        let values = (0..<250).map { _ in Float.random(in: -1...1, using: &random) }
        try writer.append(SampleBlock(start: block * 250, millivolts: values))
        try writer.flush()
        if failure == nil { written += 250 }
      } catch {
        #expect(failure == nil, "told more than once")
        failure = error
      }
    }
    #expect(failure?.kind == .diskFull)
    #expect(writer.hasFailed)
    #expect(written > 0 && written < 50_000)
    let drained = try Drained(path)
    #expect(drained.values.count == written)
    #expect(drained.facts.remarks.contains { $0.hasPrefix("the recording was cut") })
  }
}

/// A tmpfs of a given size, unmounted with its holder.
private final class SmallDisk {
  let path: String

  static let canMount: Bool = SmallDisk(kilobytes: 64) != nil

  init?(kilobytes: Int) {
    var template = Array("/tmp/vitalsync-disk.XXXXXX".utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      return nil
    }
    path = String(cString: made)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      rmdir(path)
      return nil
    }
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}

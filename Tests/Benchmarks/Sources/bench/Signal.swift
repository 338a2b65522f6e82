import ECGCore
import Glibc

/// Samples to measure on, cut into blocks of one second as a replay hands them on.
struct Signal {
  let blocks: [SampleBlock]
  let count: Int

  init(records: [String], rate: SampleRate, hours: Double) throws {
    var recorded: [Float] = []
    for record in records { recorded += try WFDBLead(record).millivolts(at: rate.hertz) }
    guard !recorded.isEmpty else { throw BenchError("the records hold no samples") }
    let count = Int(hours * 3600 * rate.hertz)
    let size = rate.samples(in: 1)
    blocks = stride(from: 0, to: count, by: size).map { start in
      SampleBlock(
        start: start,
        millivolts: (start..<min(start + size, count)).map { recorded[$0 % recorded.count] })
    }
    self.count = count
  }

  func write(to path: String) throws {
    guard let file = fopen(path, "wb") else { throw BenchError("\(path): \(String(cString: strerror(errno)))") }
    var written = 0
    for block in blocks { written += fwrite(block.millivolts, MemoryLayout<Float>.size, block.count, file) }
    guard fclose(file) == 0, written == count else { throw BenchError("\(path): could not be written") }
  }
}

/// The first of two signals of a WFDB record in format 212 (https://physionet.org/physiotools/wag/signal-5.htm), as the
/// MIT-BIH databases have it.
private struct WFDBLead {
  private let hertz: Double
  private let values: [Float]

  init(_ record: String) throws {
    let header = try readAll(record + ".hea").split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let words = header.prefix(2).map { $0.split(separator: " ") }
    guard words.count == 2, words[0].count > 2, words[1].count > 4, words[0][1] == "2", words[1][1] == "212",
      let hertz = Double(words[0][2]), let gain = Float(words[1][2].prefix { $0.isNumber || $0 == "." }),
      let zero = Float(words[1][4])
    else { throw BenchError("\(record).hea: not two signals in format 212") }
    self.hertz = hertz
    let bytes = try readAll(record + ".dat")
    values = stride(from: 0, to: bytes.count - 2, by: 3).map { k in
      let twelve = Int(bytes[k]) | Int(bytes[k + 1] & 0x0F) << 8
      return (Float(twelve > 2047 ? twelve - 4096 : twelve) - zero) / gain
    }
  }

  /// On another grid, by cubic convolution (R. G. Keys 1981): the cost of detection depends on it little, accuracy is
  /// measured elsewhere.
  func millivolts(at wanted: Double) -> [Float] {
    let step = hertz / wanted
    let last = values.count - 1
    return (0..<Int(Double(values.count) / step)).map { index in
      let place = Double(index) * step
      let k = Int(place)
      let t = Float(place - Double(k))
      let (a, b, c, d) = (values[max(k - 1, 0)], values[k], values[min(k + 1, last)], values[min(k + 2, last)])
      let cubic = (3 * (b - c) + d - a) * t + 2 * a - 5 * b + 4 * c - d
      return b + 0.5 * t * (c - a + t * cubic)
    }
  }
}

private func readAll(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw BenchError("\(path): \(String(cString: strerror(errno)))") }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  let size = ftell(file)
  rewind(file)
  return [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
    count = fread(buffer.baseAddress, 1, buffer.count, file)
  }
}

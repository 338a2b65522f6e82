package import ECGCore
import Glibc

/// First signal and beat annotations of an MIT-BIH record (two signals, format 212 or 16, 200 units a millivolt, zero
/// at 1024), for tests against whole databases. The project's own reader is in Recordings; this one owes it nothing, so
/// that neither hides the other's mistakes.
package struct ReferenceRecord {
  package let name: String
  package let rate: SampleRate
  package let millivolts: [Float]
  /// Samples of the annotated beats.
  package let beats: [Int]

  /// The folder with the databases, from `VITALSYNC_DATA`; `nil` where it is unset.
  package static var dataFolder: String? {
    getenv("VITALSYNC_DATA").map { String(cString: $0) }
  }

  /// `nil` where the files cannot be read.
  package init?(folder: String, name: String) {
    guard let rate = SampleRate(hertz: 360), let data = Self.bytes("\(folder)/\(name).dat"),
      let annotations = Self.bytes("\(folder)/\(name).atr"), let header = Self.bytes("\(folder)/\(name).hea")
    else { return nil }
    self.name = name
    self.rate = rate
    // The format is the second word of the signal's line: "118e_6.dat 16 200(1024) …".
    let words = String(decoding: header, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let format = words.firstIndex { $0 == "\(name).dat" }.map { words[$0 + 1] }
    millivolts = (format == "16" ? Self.format16(data) : Self.format212(data)).map { Float($0 - 1024) / 200 }
    beats = Self.beats(annotations)
  }

  /// The first signal of a record of noise, in millivolts: format 212, no annotations, zero at 0 (the Noise Stress Test
  /// Database's `bw`, `em` and `ma`).
  package static func noise(folder: String, name: String) -> [Float]? {
    bytes("\(folder)/\(name).dat").map { format212($0).map { Float($0) / 200 } }
  }

  package var blocks: [SampleBlock] { [SampleBlock(start: 0, millivolts: millivolts)] }

  /// Frames of three bytes: twelve bits of each signal, the first one's high four in the middle byte's low half.
  private static func format212(_ data: [UInt8]) -> [Int] {
    stride(from: 0, to: data.count - 2, by: 3).map { index in
      let raw = Int(data[index]) | (Int(data[index + 1]) & 0x0F) << 8
      return raw < 2048 ? raw : raw - 4096
    }
  }

  /// Frames of four bytes: sixteen bits of each signal, low byte first.
  private static func format16(_ data: [UInt8]) -> [Int] {
    stride(from: 0, to: data.count - 3, by: 4).map { index in
      Int(Int16(truncatingIfNeeded: Int(data[index]) | Int(data[index + 1]) << 8))
    }
  }

  /// MIT annotation format: ten bits of time difference and six of code; codes 59–63 are control words.
  private static func beats(_ bytes: [UInt8]) -> [Int] {
    var beats: [Int] = []
    var time = 0
    var index = 0
    func word(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
    while index + 1 < bytes.count {
      let code = word(index) >> 10
      let value = word(index) & 0x3FF
      index += 2
      switch code {
      case 0 where value == 0: return beats
      case 59:
        guard index + 3 < bytes.count else { return beats }
        time += Int(Int32(truncatingIfNeeded: word(index) << 16 | word(index + 2)))
        index += 4
      case 60, 61, 62: break
      case 63: index += value + value % 2
      default:
        time += value
        // ECG beat codes of WFDB's ecgcodes.h: 1–13, 25 (B), 30 (?), 34 (e), 35 (n), 38 (f), 41 (r).
        if (1...13).contains(code) || [25, 30, 34, 35, 38, 41].contains(code) { beats.append(time) }
      }
    }
    return beats
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return all }
      all += buffer[0..<count]
    }
  }
}

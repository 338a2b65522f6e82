/// Turns the bytes of a `.dat` file into converter values, whole packs at a time (`signal(5)`).
struct WFDBSampleDecoder {
  let format: WFDBFormat

  /// Decodes `count` samples from the front of `bytes` into `samples`; bytes missing at the end count as zero.
  func decode(_ bytes: UnsafeRawBufferPointer, count: Int, into samples: inout [Int32]) {
    samples.removeAll(keepingCapacity: true)
    switch format {
    case .null: break
    case .difference8: decode(count, into: &samples) { Int32(Int8(bitPattern: byte(bytes, $0))) }
    case .offset8: decode(count, into: &samples) { Int32(byte(bytes, $0)) - 128 }
    case .little16: decode(count, into: &samples) { Int32(Int16(bitPattern: word(bytes, 2 * $0))) }
    case .big16: decode(count, into: &samples) { Int32(Int16(bitPattern: word(bytes, 2 * $0).byteSwapped)) }
    case .offset16: decode(count, into: &samples) { Int32(word(bytes, 2 * $0)) - 32768 }
    case .little24:
      decode(count, into: &samples) { index in
        let low = UInt32(word(bytes, 3 * index)) | UInt32(byte(bytes, 3 * index + 2)) << 16
        return Int32(bitPattern: low << 8) >> 8
      }
    case .little32:
      decode(count, into: &samples) { index in
        Int32(bitPattern: UInt32(word(bytes, 4 * index)) | UInt32(word(bytes, 4 * index + 2)) << 16)
      }
    case .packed212:
      decode(count, into: &samples) { index in
        let base = index / 2 * 3
        let shared = UInt32(byte(bytes, base + 1))
        let value =
          index % 2 == 0
          ? UInt32(byte(bytes, base)) | (shared & 0x0F) << 8 : UInt32(byte(bytes, base + 2)) | (shared & 0xF0) << 4
        return Self.signed(value, bits: 12)
      }
    case .packed310:
      decode(count, into: &samples) { index in
        let base = index / 3 * 4
        let first = UInt32(word(bytes, base))
        let second = UInt32(word(bytes, base + 2))
        switch index % 3 {
        case 0: return Self.signed(first >> 1, bits: 10)
        case 1: return Self.signed(second >> 1, bits: 10)
        default: return Self.signed(first >> 11 | (second >> 11) << 5, bits: 10)
        }
      }
    case .packed311:
      decode(count, into: &samples) { index in
        let base = index / 3 * 4
        let all = UInt32(word(bytes, base)) | UInt32(word(bytes, base + 2)) << 16
        return Self.signed(all >> UInt32(index % 3 * 10), bits: 10)
      }
    }
  }

  @inline(__always)
  private func decode(_ count: Int, into samples: inout [Int32], _ sample: (Int) -> Int32) {
    for index in 0..<count { samples.append(sample(index)) }
  }

  @inline(__always)
  private static func signed(_ value: UInt32, bits: Int32) -> Int32 {
    Int32(bitPattern: value << UInt32(32 - bits)) >> (32 - bits)
  }
}

@inline(__always)
private func byte(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt8 {
  at < bytes.count ? bytes[at] : 0
}

@inline(__always)
private func word(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt16 {
  UInt16(byte(bytes, at)) | UInt16(byte(bytes, at + 1)) << 8
}

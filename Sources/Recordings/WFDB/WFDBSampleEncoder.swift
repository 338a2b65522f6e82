/// Converter values into the bytes of a `.dat` file (`signal(5)`), whole packs at a time.
struct WFDBSampleEncoder {
  let format: WFDBFormat
  /// Samples that wait for their pack to fill.
  private var waiting: [Int] = []

  init(format: WFDBFormat) {
    self.format = format
  }

  /// Counts that the format can hold; the lowest of its bits means "not taken" (format 8: differences, of any 16-bit value).
  static func range(of format: WFDBFormat) -> ClosedRange<Int> {
    switch format {
    case .null, .difference8, .little16, .big16, .offset16: -32_767...32_767
    case .little24: -8_388_607...8_388_607
    case .little32: -2_147_483_647...2_147_483_647
    case .offset8: -127...127
    case .packed212: -2047...2047
    case .packed310, .packed311: -511...511
    }
  }

  mutating func append(_ samples: [Int], to bytes: inout [UInt8]) {
    waiting += samples
    let pack = format.pack.samples
    let whole = waiting.count / pack * pack
    encode(waiting[..<whole], to: &bytes)
    waiting.removeFirst(whole)
  }

  /// A last pack that is not full: its missing samples are zero, and the bytes that hold none of its own are left away.
  mutating func finish(to bytes: inout [UInt8]) {
    guard !waiting.isEmpty else { return }
    let wanted = format.bytes(for: waiting.count)
    var last: [UInt8] = []
    encode((waiting + Array(repeating: 0, count: format.pack.samples - waiting.count))[...], to: &last)
    bytes += last.prefix(wanted)
    waiting.removeAll()
  }

  private func encode(_ samples: ArraySlice<Int>, to bytes: inout [UInt8]) {
    func word(_ value: Int) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    switch format {
    case .null: break
    case .difference8: for value in samples { bytes.append(UInt8(truncatingIfNeeded: value)) }
    case .offset8: for value in samples { bytes.append(UInt8(truncatingIfNeeded: value + 128)) }
    case .little16: for value in samples { word(value) }
    case .offset16: for value in samples { word(value + 32_768) }
    case .big16:
      for value in samples {
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value))
      }
    case .little24:
      for value in samples {
        word(value)
        bytes.append(UInt8(truncatingIfNeeded: value >> 16))
      }
    case .little32:
      for value in samples {
        word(value)
        word(value >> 16)
      }
    case .packed212:
      for at in stride(from: samples.startIndex, to: samples.endIndex, by: 2) {
        let (first, second) = (samples[at], samples[at + 1])
        bytes.append(UInt8(truncatingIfNeeded: first))
        bytes.append(UInt8(truncatingIfNeeded: first >> 8 & 0x0F | second >> 4 & 0xF0))
        bytes.append(UInt8(truncatingIfNeeded: second))
      }
    case .packed310:
      for at in stride(from: samples.startIndex, to: samples.endIndex, by: 3) {
        let third = samples[at + 2]
        word((samples[at] & 0x3FF) << 1 | (third & 0x1F) << 11)
        word((samples[at + 1] & 0x3FF) << 1 | (third >> 5 & 0x1F) << 11)
      }
    case .packed311:
      for at in stride(from: samples.startIndex, to: samples.endIndex, by: 3) {
        let all = samples[at] & 0x3FF | (samples[at + 1] & 0x3FF) << 10 | (samples[at + 2] & 0x3FF) << 20
        word(all)
        word(all >> 16)
      }
    }
  }
}

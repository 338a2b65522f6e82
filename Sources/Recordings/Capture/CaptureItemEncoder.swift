import ECGCore

/// Items into the bytes of a block's payload: a kind, a length, a content.
enum CaptureItemEncoder {
  static func append(_ kind: CaptureFormat.ItemKind, _ content: [UInt8], to payload: inout [UInt8]) {
    payload.append(kind.rawValue)
    payload.appendVarint(UInt64(content.count))
    payload += content
  }

  static func pairs(_ pairs: [String: String]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVarint(UInt64(pairs.count))
    for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
      bytes.append(string: key)
      bytes.append(string: value)
    }
    return bytes
  }

  static func scale(_ scale: CountScale) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(scale.bits), scale.isAssumed ? 1 : 0]
    for value in [scale.referenceMillivolts, scale.gain, scale.midScale] { bytes.appendLittle(value.bitPattern) }
    return bytes
  }

  /// As counts where every value is exactly a count's, else as the values' own bits.
  static func samples(_ block: SampleBlock, scale: CountScale?) -> (CaptureFormat.ItemKind, [UInt8]) {
    var bytes: [UInt8] = []
    bytes.append(signed: block.start)
    bytes.appendVarint(UInt64(block.count))
    var counts: [Int64] = []
    if let scale {
      for value in block.millivolts {
        guard let count = scale.counts(value) else { break }
        counts.append(count)
      }
    }
    let isExact = scale != nil && counts.count == block.count
    if isExact {
      IntegerCodec.encode(counts, into: &bytes)
    } else {
      for value in block.millivolts { bytes.appendLittle(value.bitPattern) }
    }
    appendFlags(block.flags, to: &bytes)
    return (isExact ? .counts : .floats, bytes)
  }

  /// Runs of equal flags; none where all are empty.
  private static func appendFlags(_ flags: [SampleFlags], to bytes: inout [UInt8]) {
    var runs: [(length: Int, flags: SampleFlags)] = []
    for flag in flags {
      if let last = runs.indices.last, runs[last].flags == flag {
        runs[last].length += 1
      } else {
        runs.append((1, flag))
      }
    }
    if runs.allSatisfy({ $0.flags.isEmpty }) { runs = [] }
    bytes.appendVarint(UInt64(runs.count))
    for run in runs {
      bytes.appendVarint(UInt64(run.length))
      bytes.append(run.flags.rawValue)
    }
  }

  static func raw(_ bytes: [UInt8], lengths: [Int64], arrivals: [Int64]) -> [UInt8] {
    var coded: [UInt8] = []
    coded.appendVarint(UInt64(lengths.count))
    IntegerCodec.encode(lengths, into: &coded)
    IntegerCodec.encode(arrivals, into: &coded)
    if let lines = LineCodec.encode(bytes), lines.count < bytes.count {
      coded.append(1)
      coded += lines
    } else {
      coded.append(0)
      coded.appendVarint(UInt64(bytes.count))
      coded += bytes
    }
    return coded
  }

  static func mark(_ sample: Int, _ texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(signed: sample)
    for text in texts { bytes.append(string: text) }
    return bytes
  }

  static func end(_ reason: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(string: reason)
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(string: String) {
    appendVarint(UInt64(string.utf8.count))
    append(contentsOf: string.utf8)
  }

  fileprivate mutating func append(signed value: Int) { appendVarint(ZigZag.encode(Int64(value))) }
}

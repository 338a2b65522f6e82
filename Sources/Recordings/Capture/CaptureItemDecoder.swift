import ECGCore

/// A block's payload into its items. Kinds not known are passed over: later versions may add some.
struct CaptureItemDecoder {
  /// In force for the counts that follow.
  private(set) var scale: CountScale?
  /// Raw bytes are most of a capture, and of no use to who reads samples.
  var skipsRaw = false

  /// `nil` where the payload is not what the format says, though its checksum holds.
  mutating func items(_ payload: ArraySlice<UInt8>) -> [CaptureItem]? {
    var cursor = ByteCursor(payload)
    var items: [CaptureItem] = []
    while let kind = cursor.byte() {
      guard let length = cursor.count(atMost: cursor.remaining), let content = cursor.take(length) else { return nil }
      guard let known = CaptureFormat.ItemKind(rawValue: kind), !(skipsRaw && known == .raw) else { continue }
      var inner = ByteCursor(content)
      guard let item = item(known, &inner) else { return nil }
      items.append(item)
    }
    return items
  }

  private mutating func item(_ kind: CaptureFormat.ItemKind, _ cursor: inout ByteCursor) -> CaptureItem? {
    switch kind {
    case .facts: return Self.pairs(&cursor).flatMap { CaptureFacts(pairs: $0) }.map { .facts($0) }
    case .settings: return Self.pairs(&cursor).map { .settings($0) }
    case .scale:
      guard let bits = cursor.byte(), let assumed = cursor.byte(), let reference = cursor.double(),
        let gain = cursor.double(), let mid = cursor.double(),
        let scale = CountScale(
          bits: Int(bits), referenceMillivolts: reference, gain: gain, midScale: mid, isAssumed: assumed != 0)
      else { return nil }
      self.scale = scale
      return .scale(scale)
    case .counts, .floats: return samples(kind, &cursor).map { .samples($0) }
    case .raw: return Self.raw(&cursor).map { .raw($0) }
    case .mark:
      guard let sample = Self.signed(&cursor), let text = cursor.string() else { return nil }
      return .mark(sample: sample, text: text)
    case .note:
      guard let sample = Self.signed(&cursor), let name = cursor.string(), let json = cursor.string() else {
        return nil
      }
      return .note(sample: sample, name: name, json: json)
    case .end: return cursor.string().map { .end(reason: $0) }
    }
  }

  private func samples(_ kind: CaptureFormat.ItemKind, _ cursor: inout ByteCursor) -> SampleBlock? {
    // Grid indices stay far from where sums of them could overflow.
    guard let start = Self.signed(&cursor), (-(1 << 60)...(1 << 60)).contains(start),
      let count = cursor.count(atMost: CaptureFormat.payloadLimit)
    else { return nil }
    var values: [Float] = []
    if kind == .counts {
      guard let scale, let counts = IntegerCodec.decode(count, from: &cursor) else { return nil }
      values = counts.map { scale.millivolts($0) }
    } else {
      guard count * 4 <= cursor.remaining else { return nil }
      for _ in 0..<count {
        guard let word = cursor.word() else { return nil }
        values.append(Float(bitPattern: word))
      }
    }
    guard values.allSatisfy(\.isFinite), let flags = Self.flags(&cursor, count: count) else { return nil }
    return SampleBlock(start: start, millivolts: values, flags: flags)
  }

  private static func flags(_ cursor: inout ByteCursor, count: Int) -> [SampleFlags]? {
    guard let runs = cursor.count(atMost: count) else { return nil }
    var flags: [SampleFlags] = []
    for _ in 0..<runs {
      guard let length = cursor.count(atMost: count - flags.count), let raw = cursor.byte() else { return nil }
      flags.append(contentsOf: repeatElement(SampleFlags(rawValue: raw), count: length))
    }
    return flags.isEmpty || flags.count == count ? flags : nil
  }

  private static func raw(_ cursor: inout ByteCursor) -> [RawChunk]? {
    guard let count = cursor.count(atMost: CaptureFormat.payloadLimit),
      let lengths = IntegerCodec.decode(count, from: &cursor),
      let arrivals = IntegerCodec.decode(count, from: &cursor), let coding = cursor.byte()
    else { return nil }
    let bytes: [UInt8]
    if coding == 1 {
      guard let decoded = LineCodec.decode(&cursor) else { return nil }
      bytes = decoded
    } else {
      guard coding == 0, let length = cursor.count(atMost: cursor.remaining), let plain = cursor.take(length) else {
        return nil
      }
      bytes = Array(plain)
    }
    var chunks: [RawChunk] = []
    var at = 0
    for (length, arrival) in zip(lengths, arrivals) {
      guard (0...Int64(bytes.count - at)).contains(length) else { return nil }
      chunks.append(RawChunk(bytes: Array(bytes[at..<(at + Int(length))]), arrivalMicroseconds: arrival))
      at += Int(length)
    }
    return at == bytes.count ? chunks : nil
  }

  private static func pairs(_ cursor: inout ByteCursor) -> [String: String]? {
    guard let count = cursor.count(atMost: cursor.remaining) else { return nil }
    var pairs: [String: String] = [:]
    for _ in 0..<count {
      guard let key = cursor.string(), let value = cursor.string() else { return nil }
      pairs[key] = value
    }
    return pairs
  }

  private static func signed(_ cursor: inout ByteCursor) -> Int? {
    cursor.varint().map { Int(ZigZag.decode($0)) }
  }
}

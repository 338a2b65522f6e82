package import ECGCore

/// One thing a capture holds, in the order in which it was written.
package enum CaptureItem: Hashable, Sendable {
  case facts(CaptureFacts)
  /// What the program was told: options of the session.
  case settings([String: String])
  /// How the counts that follow become millivolts.
  case scale(CountScale)
  case samples(SampleBlock)
  /// Bytes as they came.
  case raw([RawChunk])
  case mark(sample: Int, text: String)
  /// A finding or another remark, as JSON.
  case note(sample: Int, name: String, json: String)
  /// The recording was closed in order.
  case end(reason: String)
}

/// Bytes that came at once, and when: microseconds of the session's clock.
package struct RawChunk: Hashable, Sendable {
  package var bytes: [UInt8]
  package var arrivalMicroseconds: Int64

  package init(bytes: [UInt8], arrivalMicroseconds: Int64) {
    self.bytes = bytes
    self.arrivalMicroseconds = arrivalMicroseconds
  }
}

/// What is known of a session when its recording begins.
package struct CaptureFacts: Hashable, Sendable {
  package var rate: SampleRate
  package var rateReason: String
  /// Where the signal comes from: a port, a file.
  package var source: String
  /// Wall-clock time of the beginning, in nanoseconds since 1970.
  package var startedUnixNanoseconds: Int64?
  /// Board, firmware, bridge, serial number, …
  package var device: [String: String]

  package init(
    rate: SampleRate, rateReason: String, source: String, startedUnixNanoseconds: Int64? = nil,
    device: [String: String] = [:]
  ) {
    self.rate = rate
    self.rateReason = rateReason
    self.source = source
    self.startedUnixNanoseconds = startedUnixNanoseconds
    self.device = device
  }

  var pairs: [String: String] {
    var pairs: [String: String] = [:]
    for (key, value) in device { pairs["device.\(key)"] = value }
    pairs["rate_hz"] = "\(rate.hertz)"
    pairs["rate_reason"] = rateReason
    pairs["source"] = source
    if let startedUnixNanoseconds { pairs["started_unix_ns"] = "\(startedUnixNanoseconds)" }
    return pairs
  }

  init?(pairs: [String: String]) {
    guard let hertz = pairs["rate_hz"].flatMap(Double.init), let rate = SampleRate(hertz: hertz) else { return nil }
    self.rate = rate
    rateReason = pairs["rate_reason"] ?? "stated in the recording"
    source = pairs["source"] ?? ""
    startedUnixNanoseconds = pairs["started_unix_ns"].flatMap { Int64($0) }
    device = [:]
    for (key, value) in pairs where key.hasPrefix("device.") { device[String(key.dropFirst(7))] = value }
  }
}

/// Converter counts to electrode millivolts: `(counts − midScale) · reference / 2^bits / gain`, in that order, in Double.
package struct CountScale: Hashable, Sendable {
  package var bits: Int
  package var referenceMillivolts: Double
  package var gain: Double
  package var midScale: Double
  /// Nobody stated it.
  package var isAssumed: Bool

  /// `nil` where these are no converter's figures.
  package init?(bits: Int, referenceMillivolts: Double, gain: Double, midScale: Double, isAssumed: Bool) {
    guard (1...32).contains(bits), referenceMillivolts.isFinite, gain.isFinite, gain != 0, midScale.isFinite,
      referenceMillivolts != 0
    else { return nil }
    self.bits = bits
    self.referenceMillivolts = referenceMillivolts
    self.gain = gain
    self.midScale = midScale
    self.isAssumed = isAssumed
  }

  package func millivolts(_ counts: Int64) -> Float {
    Float((Double(counts) - midScale) * referenceMillivolts / Double(1 << bits) / gain)
  }

  /// The count that gives exactly this value, or `nil`.
  func counts(_ millivolts: Float) -> Int64? {
    let estimate = (Double(millivolts) * gain * Double(1 << bits) / referenceMillivolts + midScale).rounded()
    guard abs(estimate) < 1e15 else { return nil }
    let counts = Int64(estimate)
    return self.millivolts(counts).bitPattern == millivolts.bitPattern ? counts : nil
  }
}

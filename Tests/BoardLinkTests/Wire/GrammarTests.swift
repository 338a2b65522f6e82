import BoardLink
import ECGCore
import Testing

/// Lines as public sketches print them, and what each format makes of them.
@Suite struct GrammarTests {
  struct Line: Sendable, CustomStringConvertible {
    let format: WireFormat
    let text: String
    let expected: WireMessage?
    var description: String { "\(format.rawValue): \(text)" }

    /// A reading.
    init(_ format: WireFormat, _ text: String, _ counts: Double, at stamp: Double? = nil) {
      self.format = format
      self.text = text
      expected = .sample(WireSample(counts: counts, stamp: stamp, characters: text.utf8.count + 2))
    }

    /// A lead off.
    init(_ format: WireFormat, _ text: String, _ leads: SampleFlags, at stamp: Double? = nil) {
      self.format = format
      self.text = text
      expected = .sample(WireSample(counts: nil, leads: leads, stamp: stamp, characters: text.utf8.count + 2))
    }

    init(_ format: WireFormat, _ text: String, other expected: WireMessage?) {
      self.format = format
      self.text = text
      self.expected = expected
    }
  }

  static let lines: [Line] = [
    Line(.integer, "512", 512), Line(.integer, " 512 ", 512), Line(.integer, "-3", -3), Line(.integer, "$512", 512),
    Line(.integer, "512,", 512), Line(.integer, "512,,", other: .damaged), Line(.volts, "1.25;", 1.25),
    Line(.columns, "512,498,", 512), Line(.columns, "512,", other: .damaged), Line(.labelled, "ECG = 512", 512),
    Line(.labelled, "ECG : 512,", 512), Line(.timeValue, "1234,", other: .damaged),
    Line(.integer, "!", .leadsOff), Line(.integer, "Leads off!", .leadsOff),
    Line(.integer, "5.12", other: .damaged), Line(.integer, "5 12", other: .damaged),
    Line(.integer, "12,34", other: .damaged), Line(.integer, "99999999", other: .damaged),
    Line(.integer, "51\u{7}2", other: .damaged), Line(.integer, "AD8232 ready", other: .passedOver),
    Line(.integer, "", other: nil), Line(.integer, "   ", other: nil),
    Line(.timeValue, "1234,512", 512, at: 1234), Line(.timeValue, "1234\t512", 512, at: 1234),
    Line(.timeValue, "0.004; 512", 512, at: 0.004), Line(.timeValue, "1234567,512,71", 512, at: 1_234_567),
    Line(.timeValue, "1234,!", .leadsOff, at: 1234), Line(.timeValue, "!", .leadsOff),
    Line(.timeValue, "micros,value,hr", other: .passedOver), Line(.timeValue, "512", other: .damaged),
    Line(.timeValue, "-4,512", other: .damaged), Line(.timeValue, "1234,512,", 512, at: 1234),
    Line(.columns, "512,498", 512), Line(.columns, "512 498 510", 512), Line(.columns, "0,0", .leadsOff),
    Line(.columns, "0,498", 0), Line(.columns, "raw,filtered", other: .passedOver),
    Line(.columns, "512", other: .damaged),
    Line(.volts, "1.234", 1.234), Line(.volts, "0.00", 0), Line(.volts, "-512.37", -512.37),
    Line(.volts, "1.2341.240", other: .damaged), Line(.volts, "99999999.5", other: .damaged),
    Line(.volts, "2", other: .damaged), Line(.volts, "!", .leadsOff),
    Line(.labelled, "EKG:512,t:6", 512), Line(.labelled, "bpm:71 raw: 512", 512), Line(.labelled, "x:5,y:6", 5),
    Line(.labelled, "Lead off detected!", .leadsOff), Line(.labelled, "IP: 192.168.1.17", other: .passedOver),
    Line(.labelled, "EKG:512,t", other: .passedOver), Line(.labelled, "EKG:", other: .passedOver),
    Line(.json, #"{"ecg":512}"#, 512), Line(.json, #"{"bpm": 71, "ECG": 512, "lead": "ok", "on": true}"#, 512),
    Line(.json, #"{"status":"ready"}"#, other: .passedOver), Line(.json, #"{"ecg":51"#, other: .damaged),
    Line(.json, #"{"ecg":512}x"#, other: .damaged), Line(.json, #"{}"#, other: .damaged),
    Line(.json, #"{"ecg":"#, other: .damaged), Line(.json, "HTTP 200", other: .passedOver),
    Line(.prefixed, "E,1234,512", 512, at: 1234), Line(.prefixed, "R,1234,800", other: .passedOver),
    Line(.prefixed, "E,1234", other: .damaged), Line(.prefixed, "ready", other: .passedOver),
    Line(.prefixed, "1,2", other: .damaged),
  ]

  @Test(arguments: lines) func line(_ line: Line) {
    var decoder = line.format.makeDecoder()
    // The first line is dropped; its end is behind us.
    _ = decoder.absorb(0x0A)
    let messages = (Array(line.text.utf8) + [0x0D, 0x0A]).compactMap { decoder.absorb($0) }
    #expect(messages == (line.expected.map { [$0] } ?? []))
  }

  @Test(arguments: ["\r\n", "\n", "\r", "\r\r\n", "\n\r"]) func everyEndOfALineIsOne(_ end: String) {
    var decoder = WireFormat.integer.makeDecoder()
    let text = ["17", "510", "!", "512"].joined(separator: end) + end + "5"
    let messages = text.utf8.compactMap { decoder.absorb($0) }
    let counts = messages.map { if case .sample(let sample) = $0 { sample.counts } else { -1.0 } }
    #expect(counts == [510, nil, 512])
  }

  @Test func packetsAreFoundAgainAfterDamage() {
    var decoder = PacketDecoder()
    let bytes: [UInt8] = [
      0x02, 0x00,  // the end of one whose beginning was not seen
      0xEC, 0x02, 0x00, 0x02, 0xEC, 0x01, 0xFF, 0xFE,  // 512, 511
      0xEC, 0x02, 0x00,  // its last byte lost
      0xEC, 0x03, 0xEC, 0xEF,  // 1004, with the mark inside
      0xEC, 0x01, 0x01, 0x33,  // a wrong check
      0xEC, 0x01, 0x00, 0x01,  // 256
    ]
    let messages = bytes.compactMap { decoder.absorb($0) }
    let counts = messages.compactMap { if case .sample(let sample) = $0 { sample.counts } else { nil } }
    #expect(counts == [512, 511, 1004, 256])
    #expect(messages.filter { $0 == .damaged }.count == 2)
  }

  /// 1.65 V is the resting level of the reference design; 1.1 V above it, behind a gain of 1100, is 1 mV. Half scale, and a
  /// third of it more, is the same of a ten-bit converter of 3.3 V.
  @Test(arguments: [
    ("1.65", "2.75"), ("V:1.65", "V:2.75"), (#"{"v":1.65}"#, #"{"v":2.75}"#), ("1.65,7", "2.75,7"),
    ("512.00", "853.33"), ("512.00 9", "853.33 9"),
  ])
  func voltsBecomeMillivoltsAtTheElectrodes(_ low: String, _ high: String) throws {
    var bench = LinkBench()
    for index in 0..<1500 {
      bench.absorb(Array("\(index % 2 == 0 ? low : high)\r\n".utf8), at: UInt64(index) * 4_000_000 + 1_000_000_000)
    }
    let samples = bench.samples.map(\.millivolts)
    #expect(samples.count > 1400)
    #expect(samples.allSatisfy { abs($0) < 2e-5 || abs($0 - 1) < 2e-5 })
  }
}

import BoardLink
import ECGCore

extension FuzzTarget {
  /// The whole link, detection and clocks included: chunks, pauses and ticks as the input says, at any time of arrival.
  static let link = FuzzTarget(name: "link", longestInput: 512) { bytes in
    var input = FuzzInput(bytes)
    var decoder = LinkDecoder(options: options(&input))
    var sink = LinkWatch()
    var now: UInt64 = 1_000_000_000
    var given = 0
    var chunk: [UInt8] = []
    var sequence: UInt16 = 0
    var micros: UInt32 = 0
    while !input.isAtEnd, given < 16_384 {
      switch input.byte() % 6 {
      case 0:
        chunk = input.take(Int(input.byte()))
        fallthrough
      case 1:
        // The same once more, and again: sixteen lines settle a format.
        let step = pause(input.byte())
        for _ in 0...(input.byte() % 64) {
          now += step
          given += chunk.count
          decoder.absorb(chunk.span, arrivalNanoseconds: now, into: &sink)
        }
      case 2:
        now += pause(input.byte())
        decoder.tick(nowNanoseconds: now, into: &sink)
      case 3:
        // Sound lines of VitalSync's own, from the number and the time that were reached, or from others.
        let kind = input.byte()
        if kind & 1 != 0 { sequence = input.word() }
        if kind & 2 != 0 { micros = UInt32(input.word()) << 16 | UInt32(input.word()) }
        let step = pause(input.byte())
        for _ in 0...(kind >> 2) {
          let line = checked("\(sequence),\(micros),\(input.byte()),\(kind & 3)")
          sequence &+= 1
          micros &+= 4000
          now += step
          given += line.count
          decoder.absorb(line.span, arrivalNanoseconds: now, into: &sink)
        }
      case 4:
        let line = checked(
          "#vitalsync 1 board=uno fw=1.0.0 rate=\(125 + Int(input.byte())) bits=10 vref_mv=5000 gain=1100 mid=338 baud=115200"
        )
        given += line.count
        decoder.absorb(line.span, arrivalNanoseconds: now, into: &sink)
      default:
        // A column that counts, in steps that the input says, beside a reading.
        let step = UInt64(input.word())
        let delay = pause(input.byte())
        var stamp = UInt64(input.word()) << 16
        for _ in 0...(input.byte() % 64) {
          let line = Array("\(stamp),\(input.byte())\n".utf8)
          stamp += step
          now += delay
          given += line.count
          decoder.absorb(line.span, arrivalNanoseconds: now, into: &sink)
        }
      }
      if let violation = sink.violation { throw violation }
      let counts = decoder.status.counts
      try require(counts.bytes == given, "\(counts.bytes) of \(given) bytes counted")
      try require(counts.lost >= 0 && counts.late >= 0 && counts.torn >= 0, "\(counts)")
      // Two bytes are the shortest line; the rest of what is placed bridges single places between paced lines.
      try require(sink.placed <= 4 * given + 64, "\(sink.placed) samples of \(given) bytes")
    }
    decoder.end(.lost, words: "gone", nowNanoseconds: now, into: &sink)
    if let violation = sink.violation { throw violation }
  }

  private static func options(_ input: inout FuzzInput) -> LinkOptions {
    var options = LinkOptions(port: "fuzz")
    let which = Int(input.byte())
    if which & 0x10 != 0, which & 0x0F < WireFormat.allCases.count { options.wire = WireFormat.allCases[which & 0x0F] }
    if which & 0x20 != 0 { options.baud = 9600 }
    if which & 0x40 != 0 { options.rateHertz = Double(input.word()) / 8 }
    if which & 0x80 != 0 { options.converterBits = 8 + Int(input.byte() % 17) }
    return options
  }

  /// From nothing to 78 h, finer where links live: a quarter of an octave a step.
  private static func pause(_ code: UInt8) -> UInt64 {
    code == 0 ? 0 : (UInt64(4 + code & 3) << UInt64(code >> 2 % 48)) >> 2
  }

  private static func checked(_ text: String) -> [UInt8] {
    Array("\(text)*\(hexadecimal(CRC16.of(Array(text.utf8)[...])))\n".utf8)
  }
}

/// Holds what a link gives to what it promises, and keeps none of it.
private struct LinkWatch: Sink {
  private(set) var placed = 0
  private(set) var violation: FuzzViolation?
  /// `nil` before a stream has begun.
  private var end: Int?

  mutating func receive(_ output: LinkOutput) {
    do {
      try check(output)
    } catch {
      violation = violation ?? error as? FuzzViolation
    }
  }

  private mutating func check(_ output: LinkOutput) throws {
    switch output {
    case .streamStarted(let facts):
      end = 0
      try require(SampleRate.accepted.contains(facts.rate.hertz), "a rate of \(facts.rate.hertz)")
    case .samples(let block):
      guard let reached = end else { throw FuzzViolation("samples before a stream") }
      try require(block.count > 0 && block.start >= reached, "\(block.start) after \(reached)")
      try require(block.flags.isEmpty || block.flags.count == block.count, "\(block.flags.count) flags")
      try require(block.millivolts.allSatisfy(\.isFinite), "not finite")
      end = block.end
      placed += block.count
    case .wantsBaud(let baud): try require(baud > 0, "a baud of \(baud)")
    case .wantsWrite(let bytes): try require(bytes.count <= 64, "\(bytes.count) bytes to write")
    case .light(let light):
      try require(light.seconds.isFinite && light.red >= 0 && light.infrared >= 0, "light \(light)")
    case .measured(let measure): try require(measure.value.isFinite && measure.value >= 0, "\(measure)")
    case .event(let event): try require(!event.words.isEmpty, "an event without words")
    }
  }
}

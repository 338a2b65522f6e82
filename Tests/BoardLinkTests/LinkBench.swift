import BoardLink
import ECGCore
import Glibc

/// A decoder with a pty or bare bytes at one end and what it said at the other.
struct LinkBench {
  var decoder: LinkDecoder
  private(set) var outputs: [LinkOutput] = []

  init(_ options: LinkOptions = LinkOptions(port: "test")) {
    decoder = LinkDecoder(options: options)
  }

  mutating func absorb(_ bytes: [UInt8], at nanoseconds: UInt64) {
    var sink = Collected<LinkOutput>()
    decoder.absorb(bytes.span, arrivalNanoseconds: nanoseconds, into: &sink)
    outputs += sink.elements
  }

  mutating func tick(at nanoseconds: UInt64) {
    var sink = Collected<LinkOutput>()
    decoder.tick(nowNanoseconds: nanoseconds, into: &sink)
    outputs += sink.elements
  }

  mutating func end(_ phase: LinkStatus.Phase, words: String?, at nanoseconds: UInt64) {
    var sink = Collected<LinkOutput>()
    decoder.end(phase, words: words, nowNanoseconds: nanoseconds, into: &sink)
    outputs += sink.elements
  }

  mutating func interrupt(words: String, at nanoseconds: UInt64) {
    var sink = Collected<LinkOutput>()
    decoder.interrupt(words: words, nowNanoseconds: nanoseconds, into: &sink)
    outputs += sink.elements
  }

  mutating func resume(port: String, at nanoseconds: UInt64) {
    var sink = Collected<LinkOutput>()
    decoder.resume(port: port, nowNanoseconds: nanoseconds, into: &sink)
    outputs += sink.elements
  }

  var blocks: [SampleBlock] {
    outputs.compactMap { if case .samples(let block) = $0 { block } else { nil } }
  }

  var streams: [StreamFacts] {
    outputs.compactMap { if case .streamStarted(let facts) = $0 { facts } else { nil } }
  }

  var words: [String] {
    outputs.compactMap { if case .event(let event) = $0 { event.words } else { nil } }
  }

  var wantedBauds: [Int] {
    outputs.compactMap { if case .wantsBaud(let baud) = $0 { baud } else { nil } }
  }

  var wantedWrites: [String] {
    outputs.compactMap { if case .wantsWrite(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
  }

  /// Every placed sample: its grid index, millivolts and flags.
  var samples: [(index: Int, millivolts: Float, flags: SampleFlags)] {
    blocks.flatMap { block in
      (0..<block.count).map { (block.start + $0, block.millivolts[$0], block.flags(at: $0)) }
    }
  }

  /// Polls a port, as the monitor's loop does, until `isDone` or the deadline.
  mutating func run(
    _ port: SerialPort, atMostSeconds: Double, until isDone: (LinkBench) -> Bool
  ) throws {
    let deadline = monotonicNanoseconds() + UInt64(atMostSeconds * 1e9)
    while monotonicNanoseconds() < deadline, !isDone(self) {
      var descriptor = pollfd(fd: port.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let before = monotonicNanoseconds()
      let wake = decoder.nextWake.map { $0 > before ? ($0 - before) / 1_000_000 : 0 }
      _ = poll(&descriptor, 1, Int32(min(wake ?? 20, 20)))
      let heard = outputs.count
      var sink = Collected<LinkOutput>()
      if descriptor.revents != 0 {
        let now = monotonicNanoseconds()
        _ = try port.read { decoder.absorb($0, arrivalNanoseconds: now, into: &sink) }
      }
      decoder.tick(nowNanoseconds: monotonicNanoseconds(), into: &sink)
      outputs += sink.elements
      for output in outputs[heard...] {
        switch output {
        case .wantsBaud(let baud): try port.setBaud(baud)
        case .wantsWrite(let bytes): _ = try port.write(bytes)
        default: break
        }
      }
    }
  }
}

func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

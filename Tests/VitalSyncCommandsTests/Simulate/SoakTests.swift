import BoardLink
import ECGCore
import Glibc
import Recordings
import Testing

/// A board at VitalSync's highest rate, decoded, analysed and recorded for hours of its own time, as fast as it goes:
/// counts stay exact and memory flat. `VITALSYNC_SOAK=28800` (`make soak`) runs eight hours and prints the figures.
@Suite struct SoakTests {
  private static let seconds = getenv("VITALSYNC_SOAK").flatMap { Double(String(cString: $0)) } ?? 30
  private static let hertz = 500.0
  private static let batch = 0.016

  @Test func hoursPassAndNothingGrows() throws {
    let path = "/tmp/vitalsync-soak-\(getpid()).vsr"
    defer { unlink(path) }
    var settings = HeartSettings()
    settings.bpm = .init(60, 160)
    let heart = SyntheticHeart(settings)
    let sketch = VirtualSketch(rateHertz: Self.hertz, baud: 230_400)
    // One line in ten thousand is lost, the last ten seconds' none.
    let plan = FaultPlan([.damage(.drop, share: 1e-4, from: 1, lasting: Self.seconds - 11)], seed: 8)
    var model = VirtualBoardModel(
      sketch: sketch,
      source: VirtualSource(
        millivolts: heart.millivolts(), hertz: SyntheticHeart.hertz, calibration: sketch.calibration),
      faults: plan)
    var options = LinkOptions(port: "soak")
    options.baud = 230_400
    var decoder = LinkDecoder(options: options)
    var desk = try Desk(path: path)
    var resident: [Int] = []
    var bytes: [UInt8] = []
    var now = 0.0
    var step = 0
    while now < Self.seconds {
      step += 1
      now = Double(step) * Self.batch
      bytes.removeAll(keepingCapacity: true)
      model.run(until: now, into: &bytes)
      let arrival = UInt64((1 + now) * 1e9)
      decoder.absorb(bytes.span, arrivalNanoseconds: arrival, into: &desk)
      decoder.tick(nowNanoseconds: arrival, into: &desk)
      try desk.record(bytes, arrival: arrival)
      // Eight looks, the first after an eighth of the time.
      if now >= Self.seconds / 8 * Double(resident.count + 1) { resident.append(Self.residentKilobytes()) }
    }
    try desk.close()

    let counts = decoder.status.counts
    #expect(counts.lost == model.spoilt)
    #expect(counts.torn == 0)
    // What is still on the wire: two lines at the most.
    #expect((0...2).contains(model.sent - model.spoilt - counts.samples))
    #expect(desk.samples == counts.samples)
    #expect(desk.end == counts.samples + counts.lost)
    #expect(try recorded(path) == counts.samples)
    var truth = 0
    while heart.beat(truth).seconds < now { truth += 1 }
    #expect(abs(Double(desk.beats - truth)) < max(3, 0.01 * Double(truth)))
    let first = try #require(resident.first)
    let last = try #require(resident.last)
    // Pages that the allocator keeps, and the file's: 8 MB.
    #expect(last - first < 8192, "from \(first) to \(last) kB")
    print(
      "soak: \(Int(now)) s of board time at \(Int(Self.hertz)) Hz: \(counts.samples) samples, \(counts.lost) lost by number, "
        + "\(model.spoilt) dropped; \(desk.beats) beats, \(truth) true; resident at each eighth: \(resident) kB")
  }

  /// Takes what the link gives: through the chain, into the capture.
  private struct Desk: Sink {
    private let path: String
    private var pipeline: ECGPipeline?
    private var writer: CaptureWriter?
    private(set) var samples = 0
    private(set) var beats = 0
    private(set) var end = 0
    private var failure: RecordingError?
    private var nextFlush: UInt64 = 0

    init(path: String) throws {
      self.path = path
    }

    mutating func receive(_ output: LinkOutput) {
      do throws(RecordingError) {
        switch output {
        case .streamStarted(let facts):
          pipeline = ECGPipeline(rate: facts.rate, settings: PipelineSettings())
          writer = try CaptureWriter(
            path: path,
            facts: CaptureFacts(
              rate: facts.rate, rateReason: facts.rateReason, source: "soak", startedUnixNanoseconds: 0, device: [:]),
            scale: nil)
        case .samples(let block):
          samples += block.count
          end = block.end
          try writer?.append(block)
          var events = Counter()
          pipeline?.process(block, into: &events)
          beats += events.beats
        case .event, .light, .measured, .wantsBaud, .wantsWrite: break
        }
      } catch {
        failure = error
      }
    }

    mutating func record(_ bytes: [UInt8], arrival: UInt64) throws {
      if let failure { throw failure }
      try writer?.append(raw: bytes, arrivalNanoseconds: Int64(arrival))
      guard arrival >= nextFlush else { return }
      // A minute at once: the disk is not what is measured.
      nextFlush = arrival + 60_000_000_000
      try writer?.flush()
    }

    mutating func close() throws {
      var events = Counter()
      pipeline?.finish(into: &events)
      beats += events.beats
      try writer?.close()
      if let failure { throw failure }
    }
  }

  private struct Counter: Sink {
    var beats = 0

    mutating func receive(_ event: PipelineEvent) {
      if case .beat = event { beats += 1 }
    }
  }

  private func recorded(_ path: String) throws -> Int {
    var reader = try Recording.open(path)
    var count = 0
    while let block = try reader.next()?.block { count += block.count }
    return count
  }

  /// VmRSS.
  private static func residentKilobytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, 256, file) != nil else { return 0 }
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024 : 0
  }
}

import BoardLink
import ECGCore
import Glibc
import Testing

/// A virtual board on a real pty, read through a real serial port.
@Suite(.serialized) struct VirtualBoardTests {
  /// A ramp tells every sample from its neighbours.
  private let ramp = VirtualSource(counts: Array(100..<900))

  private func bench(_ board: VirtualBoard, options: (inout LinkOptions) -> Void = { _ in }, samples: Int) throws
    -> LinkBench
  {
    var settings = LinkOptions(port: board.path)
    options(&settings)
    let port = try SerialPort(path: board.path, baud: settings.firstBaud)
    var bench = LinkBench(settings)
    try bench.run(port, atMostSeconds: 20) { $0.samples.count >= samples }
    return bench
  }

  @Test func vitalSyncBoardIsReadWithoutAnyOption() throws {
    let board = try VirtualBoard(VirtualBoard.Settings(source: ramp))
    let bench = try bench(board, samples: 250)
    let facts = try #require(bench.streams.first)
    #expect(facts.wire == .vitalsync)
    #expect(facts.rate == SampleRate(hertz: 250))
    #expect(facts.board.board == "virtual")
    #expect(bench.decoder.status.counts.torn == 0)
    #expect(bench.decoder.status.counts.lost == 0)
    let calibration = VirtualSketch.calibration
    for (place, sample) in bench.samples.enumerated() {
      #expect(sample.index == place)
      #expect(sample.millivolts == calibration.millivolts(Double(100 + place % 800)))
    }
  }

  @Test func integerSketchAt9600IsFoundAndItsRateIsTheUARTs() throws {
    // Three digits, CR and LF: 50 bits, 192 lines a second, whatever the sketch means to do.
    let sketch = VirtualSketch(wire: .integer, rateHertz: 1000, baud: 9600)
    let board = try VirtualBoard(VirtualBoard.Settings(sketch: sketch, source: ramp))
    let bench = try bench(board, samples: 600)
    let facts = try #require(bench.streams.first)
    #expect(facts.wire == .integer)
    #expect(bench.wantedBauds == [9600])
    #expect(facts.rateReason == "UART-limited at 9600 baud")
    #expect(abs(facts.rate.hertz - 192) < 2)
  }

  @Test func timeAndValueAreToldApart() throws {
    let sketch = VirtualSketch(wire: .timeValue, rateHertz: 200)
    let board = try VirtualBoard(VirtualBoard.Settings(sketch: sketch, source: ramp, batchSeconds: 0.016))
    let bench = try bench(board, samples: 700)
    let facts = try #require(bench.streams.first)
    #expect(facts.wire == .timeValue)
    #expect(facts.rate == SampleRate(hertz: 200))
    #expect(facts.rateReason.contains("milliseconds"))
    #expect(bench.decoder.status.counts.lost == 0)
  }

  @Test func theBoardBeginsAnewWheneverItsPortIsOpened() throws {
    let board = try VirtualBoard(VirtualBoard.Settings(source: ramp, batchSeconds: 0.004))
    for _ in 0..<3 {
      let bench = try bench(board, samples: 40)
      #expect(bench.streams.count == 1)
      #expect(bench.samples.prefix(40).map(\.index) == Array(0..<40))
      #expect(bench.samples.first?.millivolts == VirtualSketch.calibration.millivolts(100))
      // The board looks at its port every few milliseconds.
      usleep(200_000)
    }
  }

  @Test func theBoardAnswersCommands() throws {
    let board = try VirtualBoard(VirtualBoard.Settings(source: ramp))
    let port = try SerialPort(path: board.path, baud: 115_200)
    var bench = LinkBench()
    try bench.run(port, atMostSeconds: 10) { $0.samples.count > 20 }
    _ = try port.write(Array("rate 125\n".utf8))
    try bench.run(port, atMostSeconds: 10) { $0.streams.count == 2 }
    _ = try port.write(Array("rate 7\n".utf8))
    try bench.run(port, atMostSeconds: 10) { $0.words.contains { $0.contains("refused") } }
    #expect(bench.streams.map(\.rate.hertz) == [250, 125])
    #expect(bench.words.contains("the board took the command: rate 125"))
    #expect(bench.words.contains("the board refused rate 7: rate is 125 to 500"))
  }

  @Test func pulledCableIsToldAndEverythingSentWasRead() throws {
    let source = VirtualSource(counts: Array(100..<400), end: .unplugs)
    let board = try VirtualBoard(VirtualBoard.Settings(source: source, speed: 4))
    let port = try SerialPort(path: board.path, baud: 115_200)
    var bench = LinkBench()
    let error = #expect(throws: LinkError.self) { try bench.run(port, atMostSeconds: 20) { _ in false } }
    #expect(bench.decoder.status.counts.samples == 300)
    #expect(bench.samples.map(\.index) == Array(0..<300))
    bench.end(.lost, words: try #require(error).description, at: monotonicNanoseconds())
    #expect(bench.decoder.status.phase == .lost)
    #expect(bench.words.last?.contains("the device is gone") == true)
  }
}

import BoardLink
import Foundation
import Testing

@testable import VitalSyncCommands

/// The lines of a session, into a real pipe whose reader is slow.
struct HeadlessWriterTests {
  private let second: UInt64 = 1_000_000_000
  private var status = LinkStatus(phase: .streaming, port: "/dev/ttyUSB0")

  @Test func theLinkOfASilentBoardIsToldEveryTenSecondsOfTheWall() throws {
    let pipe = try SmallPipe()
    var writer = HeadlessWriter(try LineQueue(descriptor: pipe.writing), isLive: true)
    for time in 0...25 { try writer.link(status, seconds: 0, now: UInt64(time) * second) }
    #expect(pipe.lines().count == 3)
  }

  @Test func aReplayCountsSignalTime() throws {
    let pipe = try SmallPipe()
    var writer = HeadlessWriter(try LineQueue(descriptor: pipe.writing), isLive: false)
    for time in 0...25 { try writer.link(status, seconds: Double(time), now: 0) }
    for time in 0...25 { try writer.link(status, seconds: 25, now: UInt64(time) * second) }
    #expect(pipe.lines().count == 3)
  }

  @Test func aMessageCarriesTheStateThatFollowsIt() throws {
    let pipe = try SmallPipe()
    var outputs = SessionOutputs(link: LinkStatus(phase: .detecting, port: "/dev/ttyUSB0"))
    outputs.headless = HeadlessWriter(try LineQueue(descriptor: pipe.writing), isLive: true)
    outputs.notice("index lines at 115200 baud", seconds: 0)
    outputs.take(status, seconds: 0)
    let lines = pipe.lines()
    #expect(lines.count == 1)
    #expect(lines.first?["phase"] as? String == "streaming")
    #expect(lines.first?["message"] as? String == "index lines at 115200 baud")
  }

  @Test func whatTheBoardSaysOfItselfIsAChangeAndTheLengthOfAMeasurementIsNot() throws {
    let pipe = try SmallPipe()
    var writer = HeadlessWriter(try LineQueue(descriptor: pipe.writing), isLive: true)
    var status = status
    status.rateReason = "measured over 12 s"
    try writer.link(status, seconds: 0, now: 0)
    status.rateReason = "measured over 13 s"
    try writer.link(status, seconds: 1, now: second)
    #expect(pipe.lines().count == 1)
    status.rateReason = "board clock"
    try writer.link(status, seconds: 2, now: 2 * second)
    #expect(pipe.lines().count == 1)
    status.board = BoardFacts()
    status.board?.board = "NodeMCU"
    try writer.link(status, seconds: 3, now: 3 * second)
    status.board?.firmware = "2.0"
    try writer.link(status, seconds: 4, now: 4 * second)
    #expect(pipe.lines().count == 2)
  }

  @Test func linesThatNobodyReadsAreDroppedCountedAndTold() throws {
    let pipe = try SmallPipe()
    let queue = try LineQueue(descriptor: pipe.writing, limit: 8192)
    var writer = HeadlessWriter(queue, isLive: true)
    var written = 0
    while queue.dropped < 10 {
      // Eleven seconds of wall time apart, so that each is due.
      try writer.link(status, seconds: Double(written), now: UInt64(written) * 11 * second)
      written += 1
      try #require(written < 10_000, "nothing is ever dropped")
    }
    var lines: [[String: Any]] = []
    while queue.wantsWrite {
      lines += pipe.lines()
      try queue.flush()
    }
    lines += pipe.lines()
    #expect(lines.count == written - 10)
    try writer.link(status, seconds: 0, now: UInt64(written) * 11 * second)
    let after = pipe.lines()
    #expect(after.count == 1)
    #expect((after.first?["message"] as? String)?.hasPrefix("10 lines were dropped") == true)
    #expect(queue.dropped == 0)
  }

  @Test func aRecordingsLinesAreNeverDroppedAndTheSourceIsHeldBack() throws {
    let pipe = try SmallPipe()
    let queue = try LineQueue(descriptor: pipe.writing, limit: 8192)
    var writer = HeadlessWriter(queue, isLive: false)
    #expect(!writer.holdsBack)
    for step in 0..<200 { try writer.link(status, seconds: Double(step) * 10) }
    #expect(writer.holdsBack)
    var count = 0
    while queue.wantsWrite {
      count += pipe.lines().count
      try queue.flush()
    }
    count += pipe.lines().count
    #expect(count == 200)
    #expect(!writer.holdsBack)
  }

  @Test func aReaderThatWentAwayIsNoFailure() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = try SmallPipe()
    var writer = HeadlessWriter(try LineQueue(descriptor: pipe.writing), isLive: true)
    pipe.stopReading()
    try writer.link(status, seconds: 0)
    #expect(writer.isClosed)
    #expect(!writer.queue.wantsWrite)
  }

  @Test func thePipesOwnModeIsLeftAlone() throws {
    let pipe = try SmallPipe()
    let queue = try LineQueue(descriptor: pipe.writing)
    try queue.write(Array("x\n".utf8), bounded: true)
    #expect(fcntl(pipe.writing, F_GETFL) & O_NONBLOCK == 0)
  }
}

/// A pipe of one page.
private final class SmallPipe {
  let writing: Int32
  private var reading: Int32
  private var rest: [UInt8] = []

  init() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    reading = ends[0]
    writing = ends[1]
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    // F_SETPIPE_SZ (Linux, 1031): the smallest there is.
    _ = fcntl(writing, 1031, 4096)
  }

  deinit {
    stopReading()
    close(writing)
  }

  func stopReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  /// The whole lines that wait.
  func lines() -> [[String: Any]] {
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = read(reading, &chunk, chunk.count), count > 0 { rest += chunk[0..<count] }
    guard let last = rest.lastIndex(of: 10) else { return [] }
    defer { rest.removeFirst(last + 1) }
    return rest[...last].split(separator: 10).compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0))) as? [String: Any]
    }
  }
}

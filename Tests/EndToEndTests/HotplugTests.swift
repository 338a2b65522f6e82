import Foundation
import TestSupport
import Testing

/// Plug, unplug and return under another name, as udev tells it. The program and libudev are the real ones, and behind each
/// port stands a real tty with the sketch at its other end; only sysfs and netlink are umockdev's.
@Suite(.timeLimit(.minutes(30))) struct HotplugTests {
  @Test(.enabled(if: UmockdevTestbed.isInstalled, "needs Debian's package umockdev"))
  func boardsComeAndGoOnATestbed() throws {
    // umockdev works only in a process started through its wrapper: this bundle again.
    let bundle = CommandLine.arguments[0]
    let running = try Command.Running(
      [bundle, "--testing-library", "swift-testing", "--no-parallel", "--filter", "InsideTestbed"],
      environment: ["VITALSYNC_UMOCKDEV": "1"], program: "/usr/bin/umockdev-wrapper")
    let outcome = running.wait(limit: 150)
    #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
    #expect((outcome.output + outcome.errors).contains("Test run with 3 tests in 1 suite passed"))
    for line in outcome.output.split(separator: "\n") where line.hasPrefix("measured") { print(line) }
  }
}

/// Runs only inside the process that the test above starts.
@Suite(.serialized, .enabled(if: getenv("VITALSYNC_UMOCKDEV") != nil, "runs under umockdev-wrapper"))
struct InsideTestbed {
  /// Puts the sketch's tty behind a board's port, then lets udev tell of it.
  private func plug(_ board: MockBoard, _ sketch: SketchBoard, into testbed: UmockdevTestbed) throws {
    try sketch.plug()
    try #require(testbed.add(board.description))
    try #require(testbed.back(board, by: sketch.terminal()))
    testbed.sendEvent("/sys" + board.ttyPath, "add")
  }

  private func pull(_ board: MockBoard, from testbed: UmockdevTestbed) {
    testbed.sendEvent("/sys" + board.ttyPath, "remove")
    testbed.remove(board)
  }

  @Test func theSameBoardIsTakenUpUnderAnotherNameAndAStrangerIsNot() throws {
    let testbed = try #require(UmockdevTestbed())
    let folder = try ScratchFolder()
    let sketch = SketchBoard(link: folder.file("tty"))
    try plug(.cp2102, sketch, into: testbed)
    let monitor = try Command.Running(["monitor", "--headless"])
    #expect(monitor.hears(3), "\(monitor.errorsSoFar)")
    #expect(monitor.linkEvents.last?["port"] as? String == "/dev/ttyUSB0")

    // udev's word alone: the tty behind it has not hung up.
    let pulled = Date()
    pull(.cp2102, from: testbed)
    try #require(monitor.secondsUntil("reconnecting") != nil, "\(monitor.messages)")
    let noticed = Date().timeIntervalSince(pulled)
    #expect(monitor.messages.contains { $0.contains("CP2102 (10c4:ea60), serial 0001") })
    sketch.pull()

    // Another board gets the name that is free now.
    let other = SketchBoard(link: folder.file("other"))
    var stranger = MockBoard.ch340
    stranger.tty = "ttyUSB0"
    try plug(stranger, other, into: testbed)
    #expect(monitor.waits { $0.messages.contains { $0.contains("another board was plugged in") } })
    usleep(700_000)
    #expect(monitor.linkEvents.last?["phase"] as? String == "reconnecting")

    var returned = MockBoard.cp2102
    returned.tty = "ttyUSB1"
    let plugged = Date()
    try plug(returned, sketch, into: testbed)
    try #require(monitor.secondsUntil("streaming") != nil, "\(monitor.messages)")
    let back = Date().timeIntervalSince(plugged)
    print("measured: reconnecting told \(noticed) s after udev's word, taken up again \(back) s after its return")
    #expect(monitor.linkEvents.last?["port"] as? String == "/dev/ttyUSB1")
    #expect(monitor.hears(3))
    // The stranger goes again, and that is nothing to us.
    pull(stranger, from: testbed)
    #expect(monitor.hears(2))
    monitor.send(SIGTERM)
    let outcome = monitor.wait(limit: 20)
    #expect(outcome.status == 0)
    let source = try #require(outcome.events("summary").first?["source"] as? [String: Any])
    #expect(source["interruptions"] as? Int == 1)
    #expect(source["lost"] as? Int == 0)
    pull(returned, from: testbed)
  }

  @Test func ofTwoAlikeTheSocketTells() throws {
    let testbed = try #require(UmockdevTestbed())
    let folder = try ScratchFolder()
    let (left, right) = (SketchBoard(link: folder.file("left")), SketchBoard(link: folder.file("right")))
    var first = MockBoard.ch340
    first.tty = "ttyUSB0"
    var second = MockBoard.ch340
    (second.tty, second.socket, second.name) = ("ttyUSB1", "1-7", "USB_Serial_too")
    try plug(first, left, into: testbed)
    try plug(second, right, into: testbed)
    let monitor = try Command.Running(["monitor", "/dev/ttyUSB0", "--headless"])
    #expect(monitor.hears(2), "\(monitor.errorsSoFar)")
    pull(first, from: testbed)
    left.pull()
    try #require(monitor.secondsUntil("reconnecting") != nil)
    // The twin in the other socket stays where it is, and is left alone.
    usleep(700_000)
    #expect(monitor.linkEvents.last?["phase"] as? String == "reconnecting")
    first.tty = "ttyUSB2"
    try plug(first, left, into: testbed)
    try #require(monitor.secondsUntil("streaming") != nil, "\(monitor.messages)")
    #expect(monitor.linkEvents.last?["port"] as? String == "/dev/ttyUSB2")
    monitor.send(SIGTERM)
    #expect(monitor.wait(limit: 20).status == 0)
    for board in [first, second] { pull(board, from: testbed) }
  }

  @Test func waitingTakesTheBoardThatComes() throws {
    let testbed = try #require(UmockdevTestbed())
    let folder = try ScratchFolder()
    let sketch = SketchBoard(link: folder.file("tty"))
    let monitor = try Command.Running(["monitor", "--wait", "--headless"])
    #expect(monitor.waits { $0.errorsSoFar.contains("Waiting for a board") })
    try plug(.ftdi, sketch, into: testbed)
    #expect(monitor.hears(1), "\(monitor.errorsSoFar)")
    #expect(monitor.linkEvents.last?["bridge"] as? String == "FT232R (0403:6001)")
    monitor.send(SIGTERM)
    #expect(monitor.wait(limit: 20).status == 0)
    pull(.ftdi, from: testbed)
  }
}

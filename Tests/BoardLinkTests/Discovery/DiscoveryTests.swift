import BoardLink
import Glibc
import TestSupport
import Testing

/// Discovery is tested in a process of its own, started through umockdev-wrapper: the wrapper is what makes the real
/// libudev see devices that are not there.
@Suite struct DiscoveryTests {
  @Test(.enabled(if: UmockdevTestbed.isInstalled, "needs Debian's package umockdev"))
  func realLibudevSeesTheTestbedsBoards() throws {
    let program = CommandLine.arguments[0]
    let command =
      "VITALSYNC_UMOCKDEV=1 umockdev-wrapper '\(program)' --testing-library swift-testing --no-parallel"
      + " --filter InsideUmockdev 2>&1"
    let pipe = try #require(popen(command, "r"))
    var output = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), pipe) != nil { output += line.withUnsafeBufferPointer { text($0) } }
    let status = pclose(pipe)
    #expect(status == 0, "\(output)")
    #expect(output.contains("Test run with 4 tests in 1 suite passed"), "\(output)")
  }

  private func text(_ characters: UnsafeBufferPointer<CChar>) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test func catalogueNamesWhatItKnowsAndTheDriverOtherwise() {
    #expect(BridgeCatalogue.name(vendor: 0x1a86, product: 0x55d4, driver: "cdc_acm") == "CH9102")
    #expect(BridgeCatalogue.name(vendor: 0x2341, product: 0x9999, driver: "cdc_acm") == "Arduino")
    #expect(BridgeCatalogue.name(vendor: 0x1234, product: 1, driver: "mos7840") == "mos7840")
  }
}

/// Runs only inside the process that the test above starts.
@Suite(.serialized, .enabled(if: getenv("VITALSYNC_UMOCKDEV") != nil, "runs under umockdev-wrapper"))
struct InsideUmockdev {
  @Test func nothingPluggedInIsAnEmptyList() throws {
    let testbed = try #require(UmockdevTestbed())
    withExtendedLifetime(testbed) {}
    #expect(try BoardDiscovery.list().isEmpty)
  }

  @Test func everyKindOfBridgeIsListed() throws {
    let testbed = try #require(UmockdevTestbed())
    for board in [MockBoard.uno, .ftdi, .ch340, .cp2102, .nameless] { #expect(testbed.add(board.description)) }
    let boards = try BoardDiscovery.list()
    #expect(boards.map(\.port) == ["/dev/ttyACM0", "/dev/ttyACM1", "/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyUSB2"])
    #expect(boards.map(\.bridge) == ["Arduino Uno", "USB CDC", "CP2102", "CH340", "FT232R"])
    #expect(boards.map(\.identity) == ["2341:0043", "1234:5678", "10c4:ea60", "1a86:7523", "0403:6001"])
    #expect(boards.map(\.serialNumber) == ["75830303934351F0B1C0", nil, "0001", nil, "A50285BI"])
    #expect(boards[2].byID == "/dev/serial/by-id/usb-CP2102_USB_to_UART_Bridge_Controller-if00-port0")
    #expect(boards[2].bridgeWords == "CP2102 (10c4:ea60)")
    #expect(boards.allSatisfy { $0.access != nil })
    #expect(BoardDiscovery.board(at: "/dev/ttyUSB1")?.bridge == "CH340")
    #expect(BoardDiscovery.board(at: "/dev/ttyS0") == nil)
  }

  @Test func plugAndUnplugAreHeard() throws {
    let testbed = try #require(UmockdevTestbed())
    let monitor = try HotplugMonitor()
    #expect(monitor.next() == nil)
    #expect(testbed.add(MockBoard.cp2102.description))
    testbed.sendEvent("/sys" + MockBoard.cp2102.ttyPath, "add")
    guard case .added(let board) = try #require(wait(monitor)) else {
      Issue.record("no plug")
      return
    }
    #expect(board.port == "/dev/ttyUSB0")
    #expect(board.bridge == "CP2102")
    while monitor.next() != nil {}
    testbed.sendEvent("/sys" + MockBoard.cp2102.ttyPath, "remove")
    testbed.remove(MockBoard.cp2102)
    #expect(wait(monitor) == .removed(port: "/dev/ttyUSB0"))
    #expect(try BoardDiscovery.list().isEmpty)
  }

  @Test func theSameBoardIsKnownUnderAnotherName() throws {
    let testbed = try #require(UmockdevTestbed())
    #expect(testbed.add(MockBoard.ftdi.description))
    let before = try #require(try BoardDiscovery.list().first)
    testbed.remove(MockBoard.ftdi)
    var returned = MockBoard.ftdi
    returned.tty = "ttyUSB7"
    #expect(testbed.add(returned.description))
    let after = try #require(try BoardDiscovery.list().first)
    #expect(after.port == "/dev/ttyUSB7")
    #expect(after.serialNumber == before.serialNumber)
    #expect(after.byID == before.byID)
    #expect(after.byID != nil)
  }

  private func wait(_ monitor: HotplugMonitor) -> HotplugEvent? {
    for _ in 0..<100 {
      if let event = monitor.next() { return event }
      var descriptor = pollfd(fd: monitor.fileDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, 20)
    }
    return nil
  }
}

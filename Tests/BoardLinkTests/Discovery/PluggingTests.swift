import BoardLink
import Glibc
import TestSupport
import Testing

/// Plugging, unplugging and coming back, for each kind of board, with real libudev over umockdev; in a process of its own, as
/// umockdev's wrapper must start it.
@Suite struct PluggingTests {
  @Test(.enabled(if: UmockdevTestbed.isInstalled, "needs Debian's package umockdev"))
  func boardsComeAndGo() throws {
    let program = CommandLine.arguments[0]
    let command =
      "VITALSYNC_UMOCKDEV=1 umockdev-wrapper '\(program)' --testing-library swift-testing --no-parallel"
      + " --filter BoardsOnTheTestbed 2>&1"
    let pipe = try #require(popen(command, "r"))
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
    let words = String(decoding: output, as: UTF8.self)
    #expect(pclose(pipe) == 0, "\(words)")
    #expect(words.contains("Test run with 4 tests in 1 suite passed"), "\(words)")
  }
}

/// Runs only inside the process that the test above starts.
@Suite(.serialized, .enabled(if: getenv("VITALSYNC_UMOCKDEV") != nil, "runs under umockdev-wrapper"))
struct BoardsOnTheTestbed {
  /// Kind, name in the list, and the name under which it comes back.
  private static let kinds: [(board: MockBoard, bridge: String, laterTTY: String)] = [
    (.cp2102, "CP2102", "ttyUSB5"), (.ch340, "CH340", "ttyUSB6"), (.ftdi, "FT232R", "ttyUSB7"),
    (.uno, "Arduino Uno", "ttyACM8"), (.nameless, "USB CDC", "ttyACM9"),
  ]

  @Test(arguments: Self.kinds.indices) func eachKindIsListedPluggedUnpluggedAndBackUnderAnotherName(_ index: Int) throws
  {
    let kind = Self.kinds[index]
    let testbed = try #require(UmockdevTestbed())
    let monitor = try HotplugMonitor()
    #expect(try BoardDiscovery.list().isEmpty)

    let plugged = try plug(kind.board, testbed, monitor)
    #expect(plugged.port == "/dev/" + kind.board.tty)
    #expect(plugged.bridge == kind.bridge)
    #expect(plugged.serialNumber == kind.board.serial)
    #expect(try BoardDiscovery.list() == [plugged])

    try unplug(kind.board, testbed, monitor)
    #expect(try BoardDiscovery.list().isEmpty)
    #expect(BoardDiscovery.board(at: plugged.port) == nil)

    var later = kind.board
    later.tty = kind.laterTTY
    let back = try plug(later, testbed, monitor)
    #expect(back.port == "/dev/" + kind.laterTTY)
    #expect(try BoardDiscovery.list() == [back])
    #expect(BoardDiscovery.board(at: back.port) == back)
    // All but the name is as it was.
    #expect(back.bridge == plugged.bridge && back.identity == plugged.identity)
    #expect(back.serialNumber == plugged.serialNumber)
    #expect(back.byID == plugged.byID && back.byID != nil)
    #expect(back.byPath == plugged.byPath && back.byPath != nil)
    try unplug(later, testbed, monitor)
  }

  /// Cheap CH340 boards have no serial number: what tells two of them apart is the socket.
  @Test func twinsAreToldApartByTheirSockets() throws {
    let testbed = try #require(UmockdevTestbed())
    let monitor = try HotplugMonitor()
    var twin = MockBoard.ch340
    twin.socket = "1-7"
    twin.tty = "ttyUSB2"
    // udev would give both the same link by name; umockdev holds one of a kind.
    twin.name = "USB_Serial_2"
    let first = try plug(.ch340, testbed, monitor)
    let second = try plug(twin, testbed, monitor)
    #expect(first.serialNumber == nil && second.serialNumber == nil)
    #expect(first.identity == second.identity)
    #expect(first.byPath != second.byPath)
    // They change their names, not their sockets. (A name that was taken once is never free again in umockdev.)
    try unplug(.ch340, testbed, monitor)
    try unplug(twin, testbed, monitor)
    var renamed = twin
    renamed.tty = "ttyUSB0"
    let back = try plug(renamed, testbed, monitor)
    #expect(back.port == "/dev/ttyUSB0")
    #expect(back.byPath == second.byPath)
    try unplug(renamed, testbed, monitor)
  }

  /// A hub that is plugged in with all its boards.
  @Test func severalAtOnceAreAllHeard() throws {
    let testbed = try #require(UmockdevTestbed())
    for kind in Self.kinds { #expect(testbed.add(kind.board.description)) }
    // Listens only now: umockdev's queue holds ten events, and making a board sends four.
    let monitor = try HotplugMonitor()
    for kind in Self.kinds { testbed.sendEvent("/sys" + kind.board.ttyPath, "add") }
    var ports: Set<String> = []
    while ports.count < Self.kinds.count, case .added(let board) = wait(monitor) { ports.insert(board.port) }
    #expect(ports == Set(Self.kinds.map { "/dev/" + $0.board.tty }))
    #expect(try BoardDiscovery.list().count == Self.kinds.count)
    while monitor.next() != nil {}
    for kind in Self.kinds { testbed.sendEvent("/sys" + kind.board.ttyPath, "remove") }
    var gone: Set<String> = []
    while gone.count < Self.kinds.count, case .removed(let port) = wait(monitor) { gone.insert(port) }
    #expect(gone == ports)
    for kind in Self.kinds { testbed.remove(kind.board) }
    #expect(try BoardDiscovery.list().isEmpty)
  }

  /// The computer's own serial port is no board, and neither is a keyboard on USB.
  @Test func whatIsNoSerialPortOnUSBIsNotSeen() throws {
    let testbed = try #require(UmockdevTestbed())
    let monitor = try HotplugMonitor()
    let own = "/devices/platform/serial8250/tty/ttyS0"
    let keyboard = "/devices/pci0000:00/0000:00:14.0/usb1/1-8"
    #expect(testbed.add("P: \(own)\nN: ttyS0\nE: DEVNAME=/dev/ttyS0\nE: SUBSYSTEM=tty\n\n"))
    #expect(
      testbed.add(
        "P: \(keyboard)\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nA: idVendor=046d\nA: idProduct=c31c\n\n"
          + "P: \(keyboard)/1-8:1.0/input/input1\nE: SUBSYSTEM=input\n\n"))
    #expect(monitor.next() == nil)
    for action in ["add", "change", "remove"] { testbed.sendEvent("/sys" + own, action) }
    testbed.sendEvent("/sys" + keyboard, "add")
    #expect(monitor.next() == nil)
    #expect(try BoardDiscovery.list().isEmpty)
    // What comes after them is heard first.
    let plugged = try plug(.cp2102, testbed, monitor)
    #expect(plugged.bridge == "CP2102")
    // A change, as udev sends it when it has settled, is neither plug nor unplug.
    testbed.sendEvent("/sys" + MockBoard.cp2102.ttyPath, "change")
    try unplug(.cp2102, testbed, monitor)
  }

  private func plug(
    _ board: MockBoard, _ testbed: UmockdevTestbed, _ monitor: HotplugMonitor
  ) throws -> DiscoveredBoard {
    #expect(testbed.add(board.descriptionWithSocket))
    testbed.sendEvent("/sys" + board.ttyPath, "add")
    guard case .added(let found) = try #require(wait(monitor), "\(board.name) was plugged in and not heard") else {
      throw Unheard()
    }
    // umockdev sends one event when the device is made and one when it is told to.
    while monitor.next() != nil {}
    return found
  }

  private func unplug(_ board: MockBoard, _ testbed: UmockdevTestbed, _ monitor: HotplugMonitor) throws {
    testbed.sendEvent("/sys" + board.ttyPath, "remove")
    testbed.remove(board)
    // umockdev leaves it in its /dev.
    if let root = getenv("UMOCKDEV_DIR").map({ String(cString: $0) }) {
      unlink("\(root)/dev/\(board.pathLink)")
    }
    #expect(wait(monitor) == .removed(port: "/dev/" + board.tty))
    while monitor.next() != nil {}
  }

  private func wait(_ monitor: HotplugMonitor) -> HotplugEvent? {
    for _ in 0..<100 {
      if let event = monitor.next() { return event }
      var descriptor = pollfd(fd: monitor.fileDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, 20)
    }
    return nil
  }

  private struct Unheard: Error {}
}

extension MockBoard {
  /// The name that udev's rules give to the socket.
  fileprivate var pathLink: String { "serial/by-path/pci-0000:00:14.0-usb-0:\(socket.dropFirst(2)):1.0-port0" }

  fileprivate var descriptionWithSocket: String {
    description.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      switch true {
      case line.hasPrefix("S: "): [String(line), "S: \(pathLink)"]
      case line.hasPrefix("E: DEVLINKS="): [line + " /dev/\(pathLink)"]
      default: [String(line)]
      }
    }.joined(separator: "\n")
  }
}

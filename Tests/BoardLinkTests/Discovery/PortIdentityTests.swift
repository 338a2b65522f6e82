import BoardLink
import Testing

/// Which of the boards that are plugged in is the one that went away.
@Suite struct PortIdentityTests {
  private func board(
    _ port: String, serial: String?, socket: String, channel: String? = "00.0", product: UInt16 = 0xea60
  ) -> DiscoveredBoard {
    DiscoveredBoard(
      port: port, bridge: "CP2102", vendor: 0x10c4, product: product, serialNumber: serial, socket: socket,
      channel: channel)
  }

  @Test func aSerialNumberIsKnownInAnySocketUnderAnyName() {
    let identity = PortIdentity(board("/dev/ttyUSB0", serial: "A1", socket: "1-1"))
    #expect(identity.matches(board("/dev/ttyUSB1", serial: "A1", socket: "1-4")))
    #expect(!identity.matches(board("/dev/ttyUSB0", serial: "A2", socket: "1-1")))
    #expect(!identity.matches(board("/dev/ttyUSB0", serial: "A1", socket: "1-1", product: 0xea70)))
  }

  @Test func withoutASerialNumberTheSocketTells() {
    let identity = PortIdentity(board("/dev/ttyUSB0", serial: nil, socket: "1-1"))
    #expect(identity.matches(board("/dev/ttyUSB3", serial: nil, socket: "1-1")))
    #expect(!identity.matches(board("/dev/ttyUSB0", serial: nil, socket: "1-2")))
  }

  @Test func clonesWithOneSerialNumberAreToldByTheirSocket() {
    let ours = board("/dev/ttyUSB0", serial: "0001", socket: "1-1")
    let clone = board("/dev/ttyUSB1", serial: "0001", socket: "1-2")
    var identity = PortIdentity(ours)
    identity.notice([ours])
    #expect(identity.matches(clone), "nothing yet shows that there are two")
    identity.notice([ours, clone])
    #expect(!identity.matches(clone))
    #expect(identity.matches(board("/dev/ttyUSB7", serial: "0001", socket: "1-1")))
  }

  @Test func aBoardThatMovedIsNoTwinOfItself() {
    var identity = PortIdentity(board("/dev/ttyUSB0", serial: "0001", socket: "1-1"))
    let moved = board("/dev/ttyUSB0", serial: "0001", socket: "1-3")
    identity.notice([moved])
    #expect(identity.matches(moved))
  }

  @Test func twoPortsOfOneDeviceAreTwo() {
    let identity = PortIdentity(board("/dev/ttyUSB0", serial: "A1", socket: "1-1", channel: "00.0"))
    #expect(!identity.matches(board("/dev/ttyUSB0", serial: "A1", socket: "1-1", channel: "01.0")))
  }
}

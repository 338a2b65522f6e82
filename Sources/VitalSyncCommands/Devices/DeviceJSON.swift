import BoardLink

/// `devices --json`.
struct DeviceListJSON: Encodable {
  var schemaVersion = JSONText.schemaVersion
  var devices: [DeviceJSON]

  init(_ boards: [DiscoveredBoard]) {
    devices = boards.map(DeviceJSON.init)
  }
}

/// A line of `devices --watch --json`.
struct DeviceEventJSON: Encodable {
  /// `present` or `removed`.
  var event: String
  var schemaVersion = JSONText.schemaVersion
  var port: String
  var device: DeviceJSON?

  init(_ board: DiscoveredBoard) {
    event = "present"
    port = board.port
    device = DeviceJSON(board)
  }

  init(removed port: String) {
    event = "removed"
    self.port = port
  }
}

/// One port.
struct DeviceJSON: Encodable {
  var port: String
  var bridge: String
  /// `vendor:product`, hexadecimal.
  var usb: String
  var productName: String?
  var serialNumber: String?
  var byID: String?
  var byPath: String?
  var owner: String?
  var group: String?
  /// Permission bits, octal.
  var mode: String?
  var openToMe: Bool?
  /// The kernel may put the board to sleep.
  var mayBeSuspended: Bool
  var holders: [Holder]

  struct Holder: Encodable {
    var pid: Int32
    var command: String
  }

  init(_ board: DiscoveredBoard) {
    port = board.port
    bridge = board.bridge
    usb = board.identity
    productName = board.productName
    serialNumber = board.serialNumber
    byID = board.byID
    byPath = board.byPath
    owner = board.access?.owner
    group = board.access?.group
    mode = board.access.map { String($0.mode, radix: 8) }
    openToMe = board.access?.isOpenToMe
    mayBeSuspended = board.mayBeSuspended
    holders = board.holders.map { Holder(pid: $0.processIdentifier, command: $0.command) }
  }
}

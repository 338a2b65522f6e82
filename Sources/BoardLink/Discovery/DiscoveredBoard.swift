/// A serial port on USB, and what is known of it without opening it.
package struct DiscoveredBoard: Hashable, Sendable {
  /// "/dev/ttyUSB0"
  package var port: String
  /// "CP2102", "CH340", …; the kernel's driver where the chip is not in the catalogue.
  package var bridge: String
  package var vendor: UInt16
  package var product: UInt16
  /// As the device's own descriptors have it.
  package var productName: String?
  package var serialNumber: String?
  /// Stays the same for the same board, whichever socket it is in: "/dev/serial/by-id/…"
  package var byID: String?
  /// Stays the same for the same socket, whichever board is in it: "/dev/serial/by-path/…"
  package var byPath: String?
  /// The USB socket by its place in the tree of hubs, whichever board is in it: "/sys/devices/…/usb1/1-4". What udev makes
  /// `byPath` of, and known without a running udevd.
  package var socket: String
  /// Which of the device's ports, where it has several (CP2105, FT2232): its interface's number.
  package var channel: String?
  /// The kernel may put it to sleep (`power/control` is `auto`).
  package var mayBeSuspended: Bool
  /// `nil` where the device file is not there (yet).
  package var access: PortAccess?
  package var holders: [PortHolder]

  package init(
    port: String, bridge: String, vendor: UInt16, product: UInt16, productName: String? = nil,
    serialNumber: String? = nil, byID: String? = nil, byPath: String? = nil, socket: String, channel: String? = nil,
    mayBeSuspended: Bool = false, access: PortAccess? = nil, holders: [PortHolder] = []
  ) {
    self.port = port
    self.bridge = bridge
    self.vendor = vendor
    self.product = product
    self.productName = productName
    self.serialNumber = serialNumber
    self.byID = byID
    self.byPath = byPath
    self.socket = socket
    self.channel = channel
    self.mayBeSuspended = mayBeSuspended
    self.access = access
    self.holders = holders
  }

  /// "10c4:ea60"
  package var identity: String { hexadecimal(vendor) + ":" + hexadecimal(product) }

  /// For the link line: "CP2102 (10c4:ea60)"
  package var bridgeWords: String { "\(bridge) (\(identity))" }

  /// The remedy for `mayBeSuspended`, until it is plugged in again.
  package var suspensionRemedy: String { "echo on | sudo tee \(socket)/power/control" }

  private func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

internal import CUdev
import Glibc

/// Finds the serial ports on USB, by libudev.
package enum BoardDiscovery {
  /// What is looked for, in words, for a user whose board was not found.
  package static let looksFor =
    "a serial port on USB: CP210x, CH340/CH341/CH9102, FTDI, PL2303, or a board's own USB (ttyACM)"

  /// All that are plugged in, in the order of their names.
  package static func list() throws(LinkError) -> [DiscoveredBoard] {
    try ports { $0.board }
  }

  /// The same, quickly: without those that hold them.
  package static func listUnasked() throws(LinkError) -> [DiscoveredBoard] {
    try ports { $0.boardUnasked }
  }

  private static func ports(_ make: (UdevDevice) -> DiscoveredBoard?) throws(LinkError) -> [DiscoveredBoard] {
    let context = try UdevContext()
    guard let enumeration = udev_enumerate_new(context.pointer) else {
      throw .discoveryUnavailable(operation: "udev_enumerate_new", errno: errno)
    }
    defer { udev_enumerate_unref(enumeration) }
    udev_enumerate_add_match_subsystem(enumeration, "tty")
    let result = udev_enumerate_scan_devices(enumeration)
    guard result >= 0 else { throw .discoveryUnavailable(operation: "listing the ttys", errno: -result) }
    var boards: [DiscoveredBoard] = []
    var entry = udev_enumerate_get_list_entry(enumeration)
    while let current = entry {
      if let path = udev_list_entry_get_name(current),
        let pointer = udev_device_new_from_syspath(context.pointer, path),
        let board = make(UdevDevice(taking: pointer))
      {
        boards.append(board)
      }
      entry = udev_list_entry_get_next(current)
    }
    return boards.sorted { ($0.port.count, $0.port) < ($1.port.count, $1.port) }
  }

  /// What libudev says of one port: `nil` where it is no serial port on USB.
  package static func board(at port: String) -> DiscoveredBoard? {
    guard let boards = try? listUnasked() else { return nil }
    let resolved = resolvedPath(port)
    return boards.first { $0.port == port || resolved != nil && resolvedPath($0.port) == resolved }
  }
}

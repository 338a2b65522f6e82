import Glibc

/// umockdev's testbed: sysfs, /dev and netlink as libudev sees them, made up. Works only in a process started through
/// `umockdev-wrapper`. The library is loaded by name, so that the tests build without it.
package final class UmockdevTestbed {
  private let library: UnsafeMutableRawPointer
  private let testbed: UnsafeMutableRawPointer
  private var relay: TestbedRelay?

  package static let isInstalled = access("/usr/bin/umockdev-wrapper", X_OK) == 0

  package init?() {
    guard let library = dlopen("libumockdev.so.0", RTLD_NOW), let symbol = dlsym(library, "umockdev_testbed_new") else {
      return nil
    }
    typealias New = @convention(c) () -> UnsafeMutableRawPointer?
    guard let testbed = unsafeBitCast(symbol, to: New.self)() else { return nil }
    self.library = library
    self.testbed = testbed
  }

  /// Adds devices in the form of `umockdev-record`; an "add" event goes out for each.
  package func add(_ description: String) -> Bool {
    typealias Add =
      @convention(c) (
        UnsafeMutableRawPointer, UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
      ) -> Int32
    guard let symbol = dlsym(library, "umockdev_testbed_add_from_string") else { return false }
    return unsafeBitCast(symbol, to: Add.self)(testbed, description, nil) != 0
  }

  package func sendEvent(_ path: String, _ action: String) {
    typealias Send = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void
    guard let symbol = dlsym(library, "umockdev_testbed_uevent") else { return }
    unsafeBitCast(symbol, to: Send.self)(testbed, path, action)
  }

  /// All devices of a board, and the link to its port.
  package func remove(_ board: MockBoard) {
    for path in board.paths.reversed() { remove("/sys" + path) }
    if let root = getenv("UMOCKDEV_DIR") {
      for name in [board.link, board.tty] { unlink(String(cString: root) + "/dev/" + name) }
    }
  }

  /// Puts a real tty behind a board's port: a pty whose other end the test holds.
  package func back(_ board: MockBoard, by terminal: String) -> Bool {
    guard let root = getenv("UMOCKDEV_DIR") else { return false }
    let node = String(cString: root) + "/dev/\(board.tty)"
    unlink(node)
    relay = relay ?? TestbedRelay(socket: String(cString: root) + "/ioctl/_default")
    return symlink(terminal, node) == 0
  }

  private func remove(_ path: String) {
    typealias Remove = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Void
    guard let symbol = dlsym(library, "umockdev_testbed_remove_device") else { return }
    unsafeBitCast(symbol, to: Remove.self)(testbed, path)
  }
}

/// A USB-serial board as `umockdev-record` would describe it.
package struct MockBoard {
  package var socket: String
  package var vendor: String
  package var product: String
  package var name: String
  package var serial: String?
  package var driver: String
  package var tty: String

  package var usbPath: String { "/devices/pci0000:00/0000:00:14.0/usb1/\(socket)" }
  /// USB bridges have a port between interface and tty; native CDC has none.
  private var portPath: String { driver == "cdc_acm" ? "\(usbPath)/\(socket):1.0" : "\(usbPath)/\(socket):1.0/\(tty)" }
  package var ttyPath: String { "\(portPath)/tty/\(tty)" }
  package var paths: [String] {
    var paths = [usbPath, "\(usbPath)/\(socket):1.0"]
    if driver != "cdc_acm" { paths.append(portPath) }
    return paths + [ttyPath]
  }
  package var link: String { "serial/by-id/usb-\(name)-if00-port0" }

  package var description: String {
    var lines = [
      "P: \(usbPath)", "E: DEVTYPE=usb_device", "E: SUBSYSTEM=usb", "E: DRIVER=usb", "A: idVendor=\(vendor)",
      "A: idProduct=\(product)", "A: product=\(name)",
    ]
    if let serial { lines.append("A: serial=\(serial)") }
    lines += [
      "", "P: \(usbPath)/\(socket):1.0", "E: DEVTYPE=usb_interface", "E: SUBSYSTEM=usb", "E: DRIVER=\(driver)",
      "L: driver=../../../../../../../bus/usb/drivers/\(driver)", "",
    ]
    if driver != "cdc_acm" {
      lines += [
        "P: \(portPath)", "E: SUBSYSTEM=usb-serial", "E: DRIVER=\(driver)",
        "L: driver=../../../../../../../../bus/usb-serial/drivers/\(driver)", "",
      ]
    }
    lines += [
      // A file: umockdev would make a pty of its own, and could not give the same name twice.
      "P: \(ttyPath)", "N: \(tty)=00", "S: \(link)", "E: DEVNAME=/dev/\(tty)", "E: DEVLINKS=/dev/\(link)",
      "E: SUBSYSTEM=tty", "",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  package static let cp2102 = MockBoard(
    socket: "1-1", vendor: "10c4", product: "ea60", name: "CP2102_USB_to_UART_Bridge_Controller", serial: "0001",
    driver: "cp210x", tty: "ttyUSB0")
  package static let ch340 = MockBoard(
    socket: "1-2", vendor: "1a86", product: "7523", name: "USB_Serial", serial: nil, driver: "ch341-uart",
    tty: "ttyUSB1")
  package static let ftdi = MockBoard(
    socket: "1-3", vendor: "0403", product: "6001", name: "FT232R_USB_UART", serial: "A50285BI", driver: "ftdi_sio",
    tty: "ttyUSB2")
  package static let uno = MockBoard(
    socket: "1-4", vendor: "2341", product: "0043", name: "Arduino_Uno", serial: "75830303934351F0B1C0",
    driver: "cdc_acm", tty: "ttyACM0")
  package static let nameless = MockBoard(
    socket: "1-5", vendor: "1234", product: "5678", name: "Thing", serial: nil, driver: "cdc_acm", tty: "ttyACM1")
}

internal import CUdev
import Glibc

/// libudev's context. One a thread: libudev is not thread-safe.
final class UdevContext {
  let pointer: OpaquePointer

  init() throws(LinkError) {
    guard let pointer = udev_new() else { throw .discoveryUnavailable(operation: "udev_new", errno: errno) }
    self.pointer = pointer
  }

  deinit {
    udev_unref(pointer)
  }
}

/// A device as libudev gives it; owned.
final class UdevDevice {
  private let pointer: OpaquePointer

  init(taking pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit {
    udev_device_unref(pointer)
  }

  var node: String? { udev_device_get_devnode(pointer).map { String(cString: $0) } }
  var action: String? { udev_device_get_action(pointer).map { String(cString: $0) } }

  /// The symbolic links that udev made to the device's file.
  var links: [String] {
    var links: [String] = []
    var entry = udev_device_get_devlinks_list_entry(pointer)
    while let current = entry {
      if let name = udev_list_entry_get_name(current) { links.append(String(cString: name)) }
      entry = udev_list_entry_get_next(current)
    }
    return links
  }

  /// The board's USB port, where the tty hangs on one.
  var board: DiscoveredBoard? {
    guard var board = boardUnasked else { return nil }
    board.holders = PortHolder.holding(board.port)
    return board
  }

  /// The same without its holders, for which all of /proc must be read.
  var boardUnasked: DiscoveredBoard? {
    guard let port = node,
      // Parents belong to the device: no reference is taken.
      let usb = udev_device_get_parent_with_subsystem_devtype(pointer, "usb", "usb_device"),
      let vendor = attribute(usb, "idVendor").flatMap({ UInt16($0, radix: 16) }),
      let product = attribute(usb, "idProduct").flatMap({ UInt16($0, radix: 16) })
    else { return nil }
    let links = SerialLinks.all(to: port, known: links)
    return DiscoveredBoard(
      port: port, bridge: BridgeCatalogue.name(vendor: vendor, product: product, driver: driver), vendor: vendor,
      product: product, productName: attribute(usb, "product"), serialNumber: attribute(usb, "serial"),
      byID: links.first { $0.hasPrefix(SerialLinks.byID) }, byPath: links.first { $0.hasPrefix(SerialLinks.byPath) },
      socket: udev_device_get_syspath(usb).map { String(cString: $0) } ?? "", channel: channel,
      mayBeSuspended: attribute(usb, "power/control") == "auto", access: PortAccess(port: port), holders: [])
  }

  /// The interface's number and, behind it, the port's on the interface.
  private var channel: String? {
    guard let interface = udev_device_get_parent_with_subsystem_devtype(pointer, "usb", "usb_interface") else {
      return nil
    }
    let port = udev_device_get_parent_with_subsystem_devtype(pointer, "usb-serial", nil)
      .flatMap { attribute($0, "port_number") }
    let parts = [attribute(interface, "bInterfaceNumber"), port].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ".")
  }

  /// The nearest parent's driver that says more than "usb".
  private var driver: String? {
    var parent = udev_device_get_parent(pointer)
    while let current = parent {
      if let name = udev_device_get_driver(current).map({ String(cString: $0) }), name != "usb" { return name }
      parent = udev_device_get_parent(current)
    }
    return nil
  }

  private func attribute(_ device: OpaquePointer, _ name: String) -> String? {
    guard let value = udev_device_get_sysattr_value(device, name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}

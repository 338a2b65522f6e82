internal import CUdev
import Glibc

/// A board came or went.
package enum HotplugEvent: Hashable, Sendable {
  case added(DiscoveredBoard)
  /// Only the name is left.
  case removed(port: String)
}

/// Tells when serial ports on USB come and go. Not Sendable: it belongs to the thread of the loop that polls it.
package final class HotplugMonitor {
  private let context: UdevContext
  private let monitor: OpaquePointer

  package init() throws(LinkError) {
    let context = try UdevContext()
    // udevd passes events on when permissions and links are made. Where it does not run, the kernel's own must do.
    let source = access("/run/udev/control", F_OK) == 0 ? "udev" : "kernel"
    guard let monitor = udev_monitor_new_from_netlink(context.pointer, source) else {
      throw .discoveryUnavailable(operation: "udev_monitor_new_from_netlink", errno: errno)
    }
    self.context = context
    self.monitor = monitor
    udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil)
    let result = udev_monitor_enable_receiving(monitor)
    guard result >= 0 else {
      udev_monitor_unref(monitor)
      throw .discoveryUnavailable(operation: "listening for plugs", errno: -result)
    }
  }

  deinit {
    udev_monitor_unref(monitor)
  }

  /// For `poll`: readable when an event waits.
  package var fileDescriptor: Int32 { udev_monitor_get_fd(monitor) }

  /// The next event that concerns a serial port on USB; `nil` where none waits.
  package func next() -> HotplugEvent? {
    while let pointer = udev_monitor_receive_device(monitor) {
      let device = UdevDevice(taking: pointer)
      switch device.action {
      case "add":
        if let board = device.board { return .added(board) }
      case "remove":
        if let port = device.node, isNumbered(port) { return .removed(port: port) }
      default: break
      }
    }
    return nil
  }

  /// The parent is gone with the device: only its name tells a USB port from a console.
  private func isNumbered(_ port: String) -> Bool {
    port.hasPrefix("/dev/ttyUSB") || port.hasPrefix("/dev/ttyACM") || port.hasPrefix("/dev/ttyCH")
  }
}

import Glibc

/// Why a board cannot be reached: what happened, at which port, and what to do.
package enum LinkError: Error, Hashable, Sendable {
  /// No such device file.
  case absent(port: String)
  /// The device file exists and may not be opened by this user; `group` owns it and `mayGroup` says whether the group may.
  case permissionDenied(port: String, group: String?, mayGroup: Bool)
  /// Another program holds the port. Empty where /proc does not show it (a program of another user).
  case busy(port: String, holders: [PortHolder])
  /// ModemManager looks for a modem in it, or (`processIdentifier` is `nil`) may well do so: it runs, and nobody who can be
  /// seen holds the port. `usb` is "vendor:product".
  case probedForModem(port: String, processIdentifier: Int32?, usb: String?)
  /// The path opens, but it is no terminal.
  case notATerminal(port: String)
  /// The device went away: unplugged, or the other end of a pty closed.
  case gone(port: String, errno: Int32)
  /// udev says that it went, and its driver has not hung up.
  case unplugged(port: String)
  /// The driver refuses this baud.
  case unsupportedBaud(port: String, baud: Int, errno: Int32)
  /// A call failed for a reason of the system's own.
  case failed(operation: String, subject: String, errno: Int32)
  /// libudev gives nothing.
  case discoveryUnavailable(operation: String, errno: Int32)
  /// What a virtual board is told to do cannot be read.
  case misspelt(text: String, reason: String)
  /// Where a virtual board's link is to stand, something stands already.
  case linkTaken(path: String, what: String)
}

extension LinkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .absent(let port):
      "\(port): there is no such device. Is the board plugged in? `vitalsync devices` lists what is."
    case .permissionDenied(let port, let group?, true):
      "\(port): permission denied; group \(group) may open it and you are not in it. "
        + "Run `sudo usermod -aG \(group) $USER`, then log out and in again."
    case .permissionDenied(let port, let group, _):
      "\(port): permission denied, and group \(group ?? "?") may not open it either. "
        + "Run `ls -l \(port)` to see who may."
    case .busy(let port, let holders) where holders.isEmpty:
      "\(port): another program holds it. Run `sudo fuser -v \(port)` to see which, and end it."
    case .busy(let port, let holders):
      "\(port): held by " + holders.map(\.description).joined(separator: ", ") + ". End it, then try again."
    case .probedForModem(let port, let pid, let usb):
      "\(port): "
        + (pid.map { "ModemManager (pid \($0)) holds it and looks for a modem. " }
          ?? "another program holds it: most likely ModemManager, which looks for a modem. ")
        + "It lets go within half a minute. To keep it away for good: \(Self.modemRule(usb))"
    case .notATerminal(let port):
      "\(port): is no serial port. To read a recording, use `vitalsync analyze` or `vitalsync monitor --replay`."
    case .gone(let port, let number):
      "\(port): the device is gone (\(errorWords(number))). Plug it in again."
    case .unplugged(let port): "\(port): the device was unplugged. Plug it in again."
    case .unsupportedBaud(let port, let baud, let number):
      "\(port): its driver refuses \(baud) baud (\(errorWords(number))). Choose another with --baud."
    case .failed(let operation, let subject, let number):
      "\(subject): \(operation) failed: \(errorWords(number))."
    case .misspelt(let text, let reason):
      "\(text): \(reason). See docs/simulate.md."
    case .linkTaken(let path, let what):
      "\(path): \(what) stands there. Choose another --link, or remove it if no virtual board uses it."
    case .discoveryUnavailable(let operation, let number):
      "libudev: \(operation) failed: \(errorWords(number)). Name the port yourself: `vitalsync monitor /dev/ttyUSB0`."
    }
  }
}

extension LinkError {
  /// The command that makes ModemManager leave a board alone, by the property that its own rules look for.
  static func modemRule(_ usb: String?) -> String {
    let parts = usb?.split(separator: ":") ?? []
    let (vendor, product) = parts.count == 2 ? ("\(parts[0])", "\(parts[1])") : ("VENDOR", "PRODUCT")
    return
      "echo 'ATTRS{idVendor}==\"\(vendor)\", ATTRS{idProduct}==\"\(product)\", ENV{ID_MM_DEVICE_IGNORE}=\"1\"'"
      + " | sudo tee /etc/udev/rules.d/78-vitalsync.rules && sudo udevadm control --reload, then plug the board in again."
  }
}

/// "No such device, errno 19".
func errorWords(_ number: Int32) -> String {
  String(cString: strerror(number)) + ", errno \(number)"
}

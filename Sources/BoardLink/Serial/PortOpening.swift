internal import CSerial
import Glibc

/// The steps that make a path a serial port of ours, each with its own words where it fails.
enum PortOpening {
  static func open(_ path: String) throws(LinkError) -> Int32 {
    while true {
      let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      switch errno {
      case EINTR: continue
      case ENOENT, ENOTDIR: throw .absent(port: path)
      case EACCES, EPERM:
        let access = PortAccess(port: path)
        throw .permissionDenied(port: path, group: access?.group, mayGroup: access?.mayGroup ?? false)
      case EBUSY: throw busy(path)
      case EISDIR: throw .notATerminal(port: path)
      // A device file whose driver has nothing behind it.
      case let number where isGone(number): throw .gone(port: path, errno: number)
      case let number: throw .failed(operation: "open", subject: path, errno: number)
      }
    }
  }

  /// Locks, sets raw mode and baud, raises both modem lines. Returns the settings as they were found.
  static func prepare(_ descriptor: Int32, path: String, baud: Int) throws(LinkError) -> cserial_settings {
    guard isatty(descriptor) == 1 else {
      throw isGone(errno) ? .gone(port: path, errno: errno) : .notATerminal(port: path)
    }
    // The lock first: it leaves a stranger's session undisturbed where it fails.
    guard cserial_try_lock(descriptor) == 0 else {
      if errno == EWOULDBLOCK { throw busy(path) }
      throw .failed(operation: "lock", subject: path, errno: errno)
    }
    guard cserial_set_exclusive(descriptor, 1) == 0 else {
      throw .failed(operation: "exclusive use", subject: path, errno: errno)
    }
    var found = cserial_settings()
    guard cserial_save_settings(descriptor, &found) == 0 else {
      throw .failed(operation: "reading the settings", subject: path, errno: errno)
    }
    guard let speed = UInt32(exactly: baud), speed > 0, cserial_make_raw(descriptor, speed) == 0 else {
      throw .unsupportedBaud(port: path, baud: baud, errno: errno)
    }
    try raiseModemLines(descriptor, path: path)
    return found
  }

  /// DTR and RTS both up. On a NodeMCU they drive two transistors that act only where the lines differ (RTS alone:
  /// reset; DTR alone: flash mode), so (1,1) and (0,0) both run; a board with native USB (Leonardo, RP2040) sends nothing
  /// until DTR is up, which leaves (1,1). The kernel raises both as it opens the port; both are set in one call here
  /// so that no third state lies between. With HUPCL off they stay up when the port closes, and the next opening
  /// does not reset an Uno.
  private static func raiseModemLines(_ descriptor: Int32, path: String) throws(LinkError) {
    var dtr: Int32 = 0
    var rts: Int32 = 0
    guard cserial_get_modem_lines(descriptor, &dtr, &rts) == 0 else { return try tolerateNoModemLines(path) }
    if dtr == 1 && rts == 1 { return }
    guard cserial_set_modem_lines(descriptor, 1, 1) == 0 else { return try tolerateNoModemLines(path) }
  }

  /// A pty has no modem lines (ENOTTY), some drivers none either (EINVAL).
  private static func tolerateNoModemLines(_ path: String) throws(LinkError) {
    if isGone(errno) { throw .gone(port: path, errno: errno) }
  }

  private static func busy(_ path: String) -> LinkError {
    let holders = others(holding: path)
    let prober = holders.first(where: \.isModemManager)
    guard prober != nil || holders.isEmpty && PortHolder.modemManagerRuns else {
      return .busy(port: path, holders: holders)
    }
    return .probedForModem(
      port: path, processIdentifier: prober?.processIdentifier, usb: BoardDiscovery.board(at: path)?.identity)
  }

  private static func others(holding path: String) -> [PortHolder] {
    let own = getpid()
    let holders = PortHolder.holding(path)
    // This process shows among the holders only because it has just tried; alone it is the holder (a second opening).
    let others = holders.filter { $0.processIdentifier != own }
    return others.isEmpty ? holders : others
  }
}

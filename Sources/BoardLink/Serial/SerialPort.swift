internal import CSerial
import Glibc

/// An open serial port. Owns its descriptor: raw, locked, non-blocking; closed and put back as it was found at the end.
///
/// Not Sendable: it belongs to the thread of the loop that polls it.
package final class SerialPort {
  package let path: String
  /// For `poll`: readable when bytes wait, and when the device is gone.
  package let fileDescriptor: Int32
  /// What was asked for. Drivers round it (a CP2102 makes 115384 of 115200).
  package private(set) var baud: Int

  /// The device file behind `path`, its links followed.
  package let devicePath: String

  private var found: cserial_settings
  private var isClosed = false
  private var buffer = [UInt8](repeating: 0, count: SerialPort.bufferSize)

  /// What the kernel holds for a tty at most (TTYB_DEFAULT_MEM_LIMIT, drivers/tty/tty_buffer.c).
  private static let bufferSize = 65536

  /// The kernel's line discipline gives at most 4 KiB a read (N_TTY_BUF_SIZE); where it gave much less, nothing more waits.
  private static let fullRead = 2048

  package init(path: String, baud: Int) throws(LinkError) {
    let descriptor = try PortOpening.open(path)
    do throws(LinkError) {
      found = try PortOpening.prepare(descriptor, path: path, baud: baud)
    } catch {
      _ = Glibc.close(descriptor)
      throw error
    }
    self.path = path
    devicePath = resolvedPath(path) ?? path
    self.baud = baud
    fileDescriptor = descriptor
  }

  deinit {
    close()
  }

  /// Whether the device that was opened is still the one behind its file. A driver may take its time to hang up.
  package var isAttached: Bool {
    var ours = stat()
    var named = stat()
    guard access(path, F_OK) == 0, fstat(fileDescriptor, &ours) == 0, stat(devicePath, &named) == 0 else {
      return false
    }
    var state = pollfd(fd: fileDescriptor, events: 0, revents: 0)
    _ = poll(&state, 1, 0)
    return ours.st_rdev == named.st_rdev && state.revents & Int16(POLLHUP) == 0
  }

  /// What the driver counted; `nil` where it counts nothing.
  package var lineErrors: LineErrors? {
    var counts = cserial_line_errors()
    guard cserial_get_line_errors(fileDescriptor, &counts) == 0 else { return nil }
    return LineErrors(
      overruns: counts.overrun &+ counts.buffer_overrun, framing: counts.frame, breaks: counts.breaks)
  }

  /// Changes the speed while the port is open. What waited unread was received at the old speed and is thrown away.
  package func setBaud(_ baud: Int) throws(LinkError) {
    guard let value = UInt32(exactly: baud), value > 0, cserial_set_baud(fileDescriptor, value) == 0 else {
      throw isGone(errno) ? .gone(port: path, errno: errno) : .unsupportedBaud(port: path, baud: baud, errno: errno)
    }
    self.baud = baud
  }

  /// What the driver says that it made of the baud.
  package var actualBaud: Int? {
    var value: UInt32 = 0
    return cserial_get_baud(fileDescriptor, &value) == 0 ? Int(value) : nil
  }

  /// Reads all that is there and hands it over in one piece, so that what waited together arrives together; returns how
  /// many bytes. 0: nothing waits. What came before the device went away is still handed over; the error comes with the next read.
  package func read(_ body: (Span<UInt8>) -> Void) throws(LinkError) -> Int {
    var count = 0
    var failure: LinkError?
    while count < Self.bufferSize, failure == nil {
      do throws(LinkError) {
        let more = try readOnce(at: count)
        count += more
        if more < Self.fullRead { break }
      } catch {
        failure = error
      }
    }
    if count > 0 {
      let bytes = buffer
      body(bytes.span.extracting(first: count))
    } else if let failure {
      throw failure
    }
    return count
  }

  /// One read(2) into the buffer from `offset`.
  private func readOnce(at offset: Int) throws(LinkError) -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { Glibc.read(fileDescriptor, $0 + offset, bytes.count - offset) } ?? 0
      }
      if count > 0 { return count }
      // A tty that was hung up reads as an end of file.
      if count == 0 { throw .gone(port: path, errno: EIO) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return 0
      case let number where isGone(number): throw .gone(port: path, errno: number)
      case let number: throw .failed(operation: "read", subject: path, errno: number)
      }
    }
  }

  /// Writes what the port takes at once; returns how many bytes that was.
  package func write(_ bytes: [UInt8]) throws(LinkError) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(fileDescriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: return 0
      case let number where isGone(number): throw .gone(port: path, errno: number)
      case let number: throw .failed(operation: "write", subject: path, errno: number)
      }
    }
  }

  /// Puts the settings back, but leaves DTR and RTS up: a board is not reset by our leaving.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    _ = cserial_set_exclusive(fileDescriptor, 0)
    _ = cserial_restore_settings(fileDescriptor, &found)
    _ = Glibc.close(fileDescriptor)
  }
}

/// Errors by which the kernel says that a tty's device has left.
func isGone(_ number: Int32) -> Bool {
  number == ENODEV || number == ENXIO || number == EIO || number == EPIPE
}

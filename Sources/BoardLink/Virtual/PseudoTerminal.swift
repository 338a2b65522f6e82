internal import CSerial
import Glibc

/// The master of a pty: a real tty whose other end, `path`, anyone may open as a serial port.
package final class PseudoTerminal: Sendable {
  package let fileDescriptor: Int32
  /// The other end: "/dev/pts/7".
  package let path: String

  /// Raw from the start, so that nothing sent is echoed back before a program opens the other end.
  package init(baud: Int = 115_200) throws(LinkError) {
    var name = [CChar](repeating: 0, count: 128)
    let descriptor = cserial_open_pty(&name, UInt(name.count))
    guard descriptor >= 0 else { throw .failed(operation: "opening a pty", subject: "/dev/ptmx", errno: errno) }
    guard let speed = UInt32(exactly: baud), cserial_make_raw(descriptor, speed) == 0 else {
      let number = errno
      _ = Glibc.close(descriptor)
      throw .unsupportedBaud(port: "pty", baud: baud, errno: number)
    }
    fileDescriptor = descriptor
    path = name.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  deinit {
    _ = Glibc.close(fileDescriptor)
  }

  /// The baud that the program at the other end has set.
  package var otherEndsBaud: Int? {
    var value: UInt32 = 0
    return cserial_get_baud(fileDescriptor, &value) == 0 ? Int(value) : nil
  }

  /// Writes what the other end's buffer takes; returns how many bytes.
  package func write(_ bytes: Span<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      while true {
        let count = Glibc.write(fileDescriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR { return 0 }
      }
    }
  }

  /// What the other end has written, at most 256 bytes; empty where nothing waits or nobody is there.
  package func read() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 256)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(fileDescriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return Array(buffer.prefix(count)) }
      if errno != EINTR { return [] }
    }
  }

  /// Bytes sent that the other end has not read yet; `nil` where the other end is held exclusively and cannot be asked.
  package func unreadAtOtherEnd() -> Int? {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { _ = Glibc.close(descriptor) }
    let count = cserial_unread(descriptor)
    return count < 0 ? nil : Int(count)
  }
}

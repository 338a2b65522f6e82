import CSerial
import Glibc

/// The signals that end or disturb a session, as a descriptor to poll: nothing runs in a handler.
struct SignalWatch {
  let descriptor: Int32
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH]

  /// Call before any thread is started, so that all of them leave these signals to the descriptor.
  init() throws(CommandFailure) {
    descriptor = cserial_signal_descriptor(Self.signals, Int32(Self.signals.count))
    guard descriptor >= 0 else {
      throw CommandFailure(.failure, "signals cannot be watched (\(errnoText())). Is /proc/sys/fs/file-max exhausted?")
    }
  }

  /// Whether one came that asks to end; the others only wake the loop.
  func endIsWanted() -> Bool {
    var wanted = false
    while case let signal = cserial_next_signal(descriptor), signal > 0 {
      if signal != SIGWINCH { wanted = true }
    }
    return wanted
  }
}

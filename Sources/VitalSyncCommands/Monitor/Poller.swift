import Glibc

/// Sleeps until a descriptor is ready or a deadline passes: the one place where the monitor waits.
struct Poller {
  private var entries: [pollfd] = []

  init() {}

  /// Forgets the descriptors of the last round.
  mutating func begin() {
    entries.removeAll(keepingCapacity: true)
  }

  mutating func watch(_ descriptor: Int32, forReading: Bool = true, forWriting: Bool = false) {
    let events = Int16((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0))
    entries.append(pollfd(fd: descriptor, events: events, revents: 0))
  }

  /// Waits. A deadline in the past only looks.
  mutating func wait(until deadline: UInt64?) {
    var timeout: Int32 = -1
    if let deadline {
      let now = MonotonicClock.now
      // Rounded up: a poll that ends a moment early would spin.
      timeout = deadline <= now ? 0 : Int32(clamping: (deadline - now + 999_999) / 1_000_000)
    }
    for index in entries.indices { entries[index].revents = 0 }
    _ = poll(&entries, nfds_t(entries.count), timeout)
  }

  /// Something can be read, or the other end is gone (which a read will tell).
  func isReadable(_ descriptor: Int32) -> Bool {
    entries.contains { $0.fd == descriptor && $0.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 }
  }

  func isWritable(_ descriptor: Int32) -> Bool {
    entries.contains { $0.fd == descriptor && $0.revents & Int16(POLLOUT | POLLERR) != 0 }
  }
}

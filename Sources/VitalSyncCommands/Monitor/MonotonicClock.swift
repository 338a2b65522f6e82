import Glibc

/// The host's monotonic clock in nanoseconds, sleep counted: a closed lid is a hole in the signal, not a pause of the
/// heart. Arrival stamps, frames and deadlines are read off it.
enum MonotonicClock {
  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// A duration in nanoseconds.
  static func nanoseconds(_ seconds: Double) -> UInt64 {
    UInt64((seconds * 1e9).rounded())
  }
}

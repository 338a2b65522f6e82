import Glibc

/// Moments as ISO 8601 in universal time.
enum UniversalTime {
  /// `2026-11-21T16:14:03.249Z`
  static func text(unixNanoseconds: Int64) -> String {
    let milliseconds = unixNanoseconds >= 0 ? unixNanoseconds / 1_000_000 : (unixNanoseconds - 999_999) / 1_000_000
    var seconds = time_t(milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
    let fraction = Int(milliseconds) - Int(seconds) * 1000
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    let digits = String(fraction)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      + "." + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + "Z"
  }
}

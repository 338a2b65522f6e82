import Glibc

/// When a recording began by the clock on the wall, in seconds since midnight.
enum TimeOfDay {
  private static let day = 86_400.0

  /// `11:00:00`, `9:05:01.5` or `11:00`, as a WFDB header writes it; `nil` for anything else.
  static func seconds(of text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.first?.isNumber == true }),
      let hours = Double(parts[0]), let minutes = Double(parts[1]),
      let seconds = parts.count == 3 ? Double(parts[2]) : 0,
      hours < 24, minutes < 60, seconds < 60
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  /// Of a stamp in seconds since any midnight.
  static func seconds(since midnight: Double) -> Double? {
    guard midnight.isFinite, abs(midnight) < 1e12 else { return nil }
    let rest = midnight.truncatingRemainder(dividingBy: day)
    return rest < 0 ? rest + day : rest
  }

  /// Of a moment, where this computer stands.
  static func local(unixNanoseconds: Int64) -> Double? {
    var whole = time_t(unixNanoseconds / 1_000_000_000)
    var broken = tm()
    guard localtime_r(&whole, &broken) != nil else { return nil }
    let fraction = Double(unixNanoseconds % 1_000_000_000) * 1e-9
    return Double(broken.tm_hour) * 3600 + Double(broken.tm_min) * 60 + Double(broken.tm_sec) + fraction
  }
}

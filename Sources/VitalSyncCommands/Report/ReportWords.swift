import ECGCore

/// A number with so many decimals.
func fixed(_ value: Double, _ places: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled.isFinite, scaled < 1e15 else { return "\(value)" }
  let digits = String(Int(scaled))
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + digits }
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return sign + padded.dropLast(places) + "." + padded.suffix(places)
}

/// What every report says, whatever it found.
enum ReportWords {
  static let disclaimer = "Not a medical device. A finding is a reason to ask a doctor, no finding is no clearance."
}

/// "1:04:09" from an hour on, "4:09" before.
func clock(_ seconds: Double) -> String {
  let whole = Int(seconds.rounded(.down))
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let tail = "\(two(whole % 60))"
  return whole >= 3600 ? "\(whole / 3600):\(two(whole / 60 % 60)):\(tail)" : "\(whole / 60):\(tail)"
}

func padding(_ count: Int) -> String {
  String(repeating: " ", count: max(0, count))
}

extension Reading {
  /// The figure in words, or the words of its refusal.
  func words(_ text: (Value) -> String) -> String {
    switch self {
    case .value(let value): text(value)
    case .refused(let refusal): "not given: \(refusal.words)"
    }
  }
}

extension Severity {
  /// Seen without colour: three marks, two, one letter.
  var mark: String {
    switch self {
    case .alarm: "!!!"
    case .warning: "!! "
    case .note: "i  "
    }
  }
}

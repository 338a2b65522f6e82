/// Numbers in the eight ASCII characters that a heading has for them.
enum EDFNumber {
  static let width = 8

  /// The text of eight characters at most that comes nearest; `nil` where the number is too large for any.
  static func text(_ value: Double) -> String? {
    guard value.isFinite, abs(value) < 1e8 else { return nil }
    for decimals in stride(from: 6, through: 0, by: -1) {
      let text = DecimalText.short(value, decimals: decimals)
      if text.utf8.count <= width { return text }
    }
    return nil
  }

  static func value(_ text: String) -> Double { Double(text) ?? 0 }

  /// The text says just this number, but for the rounding of a double.
  static func exact(_ value: Double) -> String? {
    guard let text = text(value), abs(self.value(text) - value) <= 1e-12 * max(1, abs(value)) else { return nil }
    return text
  }
}

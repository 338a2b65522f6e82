/// Date-times and times of day as tables write them.
///
/// Read are ISO 8601 (`2024-03-26 15:04:53.249732`, also with `T`, `Z` or an offset, `/` for `-`), `26.03.2024 15:04:53`,
/// `3/26/2024 15:04:53`, and the bare times `15:04:53.249` and `04:53.249`. A fraction may have any length.
enum TimeStampText {
  /// Seconds since 1970 (a time of day: since midnight), or `nil`.
  static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard range.count >= 7 else { return nil }
    var scanner = Scanner(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    if scanner.peek == UInt8(ascii: "[") { scanner.at += 1 }
    var days = 0
    if isDate(bytes, range) {
      guard let date = scanner.date() else { return nil }
      days = date
      guard scanner.peek == UInt8(ascii: " ") || scanner.peek == UInt8(ascii: "T") else { return nil }
      scanner.at += 1
      scanner.skipSpaces()
    }
    guard let time = scanner.time(), let offset = scanner.offset() else { return nil }
    if scanner.peek == UInt8(ascii: "]") { scanner.at += 1 }
    guard scanner.at == scanner.end else { return nil }
    return Double(days) * 86_400 - Double(offset) + time
  }

  /// Whether a range begins with digits and a date's separator.
  static func isDate(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count >= 8 else { return false }
    var at = range.lowerBound
    while at < range.upperBound, DecimalText.isDigit(bytes[at]) { at += 1 }
    let digits = at - range.lowerBound
    guard (1...4).contains(digits), at + 1 < range.upperBound, "-/.".utf8.contains(bytes[at]) else { return false }
    let separator = bytes[at]
    at += 1
    while at < range.upperBound, DecimalText.isDigit(bytes[at]) { at += 1 }
    return at < range.upperBound && bytes[at] == separator
  }

  private struct Scanner {
    let bytes: [UInt8]
    var at: Int
    let end: Int

    var peek: UInt8? { at < end ? bytes[at] : nil }

    mutating func skipSpaces() { while at < end, DecimalText.isSpace(bytes[at]) { at += 1 } }

    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
      let first = at
      var value = 0
      while at < end, DecimalText.isDigit(bytes[at]), at - first < digits.upperBound {
        value = value * 10 + Int(bytes[at] & 15)
        at += 1
      }
      return at - first >= digits.lowerBound ? value : nil
    }

    /// Days since 1970.
    mutating func date() -> Int? {
      let first = at
      guard let a = number(1...4) else { return nil }
      let yearFirst = at - first == 4
      let separator = peek
      at += 1
      guard let b = number(1...2), peek == separator else { return nil }
      at += 1
      guard let c = number(yearFirst ? 1...2 : 4...4) else { return nil }
      let dayFirst = separator == UInt8(ascii: ".")
      let (year, month, day) = yearFirst ? (a, b, c) : dayFirst ? (c, b, a) : (c, a, b)
      guard (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year) else { return nil }
      return Self.days(year: year, month: month, day: day)
    }

    /// Seconds since midnight.
    mutating func time() -> Double? {
      guard let first = number(1...4), peek == UInt8(ascii: ":") else { return nil }
      at += 1
      guard let second = number(2...2), second < 60 else { return nil }
      var whole = first * 60 + second
      if peek == UInt8(ascii: ":") {
        at += 1
        guard let third = number(2...2), third <= 60 else { return nil }
        whole = whole * 60 + third
      } else if peek != UInt8(ascii: ".") && peek != UInt8(ascii: ",") {
        // `15:04` alone: hours and minutes tell no sample's time.
        return nil
      }
      guard peek == UInt8(ascii: ".") || peek == UInt8(ascii: ",") else { return Double(whole) }
      at += 1
      var fraction = 0.0
      var digits = 0
      while at < end, DecimalText.isDigit(bytes[at]) {
        if digits < 9 {
          fraction = fraction * 10 + Double(bytes[at] & 15)
          digits += 1
        }
        at += 1
      }
      return Double(whole) + fraction / DecimalText.powersOfTen[digits]
    }

    /// Seconds east of Greenwich; 0 where nothing is said.
    mutating func offset() -> Int? {
      guard let sign = peek else { return 0 }
      if sign == UInt8(ascii: "Z") {
        at += 1
        return 0
      }
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return 0 }
      at += 1
      guard let hours = number(2...2) else { return nil }
      if peek == UInt8(ascii: ":") { at += 1 }
      let minutes = number(2...2) ?? 0
      return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    }

    /// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
    static func days(year: Int, month: Int, day: Int) -> Int {
      let shifted = month <= 2 ? year - 1 : year
      let era = shifted / 400
      let yearOfEra = shifted - era * 400
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
      let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      return era * 146_097 + dayOfEra - 719_468
    }
  }
}

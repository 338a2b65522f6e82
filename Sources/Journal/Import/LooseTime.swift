/// A time as some device writes it, taken apart; which of two numbers is the day only a whole column may tell.
struct LooseTime {
  /// Three numbers in their order, or with the month by its name.
  private var numbers: [Int]
  private(set) var isYearFirst = false
  private var month: Int?
  private var second = 0
  private var millisecond = 0
  /// `nil`: a day alone.
  private(set) var hasTime = false
  /// With AM and PM, as in the lands where the month goes first.
  private(set) var isTwelveHour = false
  private var offset: Int?

  /// Which number goes first where the year does not.
  enum Order: String, Sendable { case dayFirst, monthFirst }

  private static let halves = ["am": "am", "pm": "pm", "a.m.": "am", "p.m.": "pm"]
  /// By their first letters, in English, German and Spanish.
  private static let months = [
    ["jan", "ene"], ["feb"], ["mar", "mär"], ["apr", "abr"], ["may", "mai"], ["jun"], ["jul"], ["aug", "ago"], ["sep"],
    ["oct", "okt"], ["nov"], ["dec", "dez", "dic"],
  ]

  init?(_ text: String) {
    numbers = []
    var meridiem: String?
    // An ISO time parts day and time by a T.
    let isISO =
      text.count > 11 && text[text.index(text.startIndex, offsetBy: 10)] == "T" && text.first?.isNumber == true
    let words = (isISO ? text.replacingFirst("T") : text).split { $0 == " " || $0 == "," }
    for word in words {
      let folded = word.lowercased()
      if let half = Self.halves[folded] {
        meridiem = half
      } else if word.contains(":"), !word.hasPrefix("+"), !word.hasPrefix("-") {
        guard let clock = Clock(word) else { return nil }
        (second, millisecond, hasTime) = (clock.second, clock.millisecond, true)
        meridiem = clock.meridiem ?? meridiem
        offset = clock.offset ?? offset
      } else if let seconds = Clock.offset(word) {
        offset = seconds
      } else if let index = Self.months.firstIndex(where: { $0.contains { folded.hasPrefix($0) } }) {
        month = index + 1
      } else {
        let parts = word.split { "-/.".contains($0) }
        let values = parts.compactMap { MomentText.digits($0, 1...4) }
        guard !values.isEmpty, values.count == parts.count, numbers.count + values.count <= 3 else { return nil }
        if numbers.isEmpty, parts[0].count == 4 { isYearFirst = true }
        numbers += values
      }
    }
    guard numbers.count == (month == nil ? 3 : 2) else { return nil }
    if let meridiem {
      let hour = second / 3600
      guard hasTime, (1...12).contains(hour) else { return nil }
      isTwelveHour = true
      second += 3600 * ((hour == 12 ? -12 : 0) + (meridiem == "pm" ? 12 : 0))
    }
  }

  /// Of day and month, where both are numbers, the one written first and the other.
  private var pair: (Int, Int)? {
    guard month == nil else { return nil }
    return isYearFirst ? (numbers[1], numbers[2]) : (numbers[0], numbers[1])
  }

  /// What its numbers say of the order; `nil` where they fit both.
  var order: Order? {
    guard let (first, second) = pair else { return nil }
    if first > 12 { return .dayFirst }
    return second > 12 ? .monthFirst : nil
  }

  var isAmbiguous: Bool { pair.map { order == nil && $0 != $1 } ?? false }

  func moment(_ order: Order) -> Moment? {
    guard let day = day(order) else { return nil }
    guard let offset else { return Moment(day: day, secondOfDay: second, millisecond: millisecond) }
    let utc = Int64(day.number) * 86_400 + Int64(second - offset)
    return Moment(milliseconds: utc * 1000 + Int64(millisecond), utcOffset: offset)
  }

  private func day(_ order: Order) -> Day? {
    if let month {
      let (day, year) = numbers[0] > 31 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
      return Day(year: Self.full(year), month: month, day: day)
    }
    guard let (first, second) = pair else { return nil }
    let (day, month) = order == .dayFirst ? (first, second) : (second, first)
    return Day(year: isYearFirst ? numbers[0] : Self.full(numbers[2]), month: month, day: day)
  }

  /// Of two digits, those of this century: no device here is older.
  private static func full(_ year: Int) -> Int { year < 100 ? 2000 + year : year }

  private struct Clock {
    var second: Int
    var millisecond: Int
    var meridiem: String?
    var offset: Int?

    init?(_ word: Substring) {
      var text = word
      for end in ["am", "pm"] where text.lowercased().hasSuffix(end) {
        meridiem = end
        text = text.dropLast(2)
      }
      if text.hasSuffix("Z") {
        offset = 0
        text = text.dropLast()
      } else if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) {
        guard let seconds = Self.offset(text[sign...]) else { return nil }
        offset = seconds
        text = text[..<sign]
      }
      guard let (second, millisecond) = MomentText.timeOfDay(text) else { return nil }
      self.second = second
      self.millisecond = millisecond
    }

    static func offset(_ word: Substring) -> Int? {
      guard word.hasPrefix("+") || word.hasPrefix("-") else { return word == "Z" || word == "UTC" ? 0 : nil }
      return MomentText.offset(word)
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ letter: Character) -> String {
    guard let place = firstIndex(of: letter) else { return self }
    return self[..<place] + " " + self[index(after: place)...]
  }
}

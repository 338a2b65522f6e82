import ECGCore

/// Which stretch of signal stands where on the panel: dot columns of time, counted from the session's start.
struct TraceWindow {
  let rate: SampleRate
  let dotsPerSecond: Double
  let dotsAcross: Int
  let isScrolling: Bool
  /// The dot column of the newest sample drawn.
  let head: Int
  /// Grid index just past the newest sample drawn.
  let end: Int
  /// Dot columns of the erase bar before the beam.
  let erased: Int

  init(rate: SampleRate, end: Int, dotsPerSecond: Double, dotsAcross: Int, isScrolling: Bool, eraseDots: Int) {
    self.rate = rate
    self.dotsPerSecond = dotsPerSecond
    self.dotsAcross = dotsAcross
    self.isScrolling = isScrolling
    self.end = end
    head = Int((Double(max(0, end - 1)) / rate.hertz * dotsPerSecond).rounded(.down))
    erased = isScrolling ? 0 : min(eraseDots, dotsAcross / 4)
  }

  /// The oldest dot column shown.
  var first: Int { max(0, head - dotsAcross + 1 + erased) }

  /// Where on the panel a dot column of time stands; `nil` where it is not shown.
  func place(_ dot: Int) -> Int? {
    guard dot >= first, dot <= head else { return nil }
    return isScrolling ? dotsAcross - 1 - (head - dot) : dot % dotsAcross
  }

  /// The dot column of a grid position.
  func dot(_ position: Double) -> Int {
    Int((position / rate.hertz * dotsPerSecond).rounded(.down))
  }

  /// The (fractional) grid position at which a dot column begins.
  func position(_ dot: Int) -> Double {
    Double(dot) / dotsPerSecond * rate.hertz
  }

  /// The dot column shown at a place on the panel, or `nil` where nothing is.
  func dot(at place: Int) -> Int? {
    if isScrolling {
      let dot = head - (dotsAcross - 1 - place)
      return dot >= first ? dot : nil
    }
    let turn = head / dotsAcross
    let dot = turn * dotsAcross + place
    let candidate = dot <= head ? dot : dot - dotsAcross
    return candidate >= first ? candidate : nil
  }

  /// The newest dot column shown at so many neighbouring places.
  func newestDot(from place: Int, count: Int) -> Int? {
    var newest: Int?
    for offset in 0..<count {
      if let dot = dot(at: place + offset) { newest = max(newest ?? dot, dot) }
    }
    return newest
  }
}

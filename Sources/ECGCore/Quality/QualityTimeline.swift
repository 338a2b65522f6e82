/// The newest judged seconds, for questions about a stretch: was it fit throughout?
struct QualityTimeline {
  /// Seconds remembered: longer than any interval or pause that is asked about.
  private static let rememberedSeconds = 32

  private var seconds = RingWindow(
    capacity: Self.rememberedSeconds, blank: QualitySecond(start: 0, count: 0, index: 0, state: .poor))

  /// Just past the newest judged sample; `nil` before the first and after a gap.
  private(set) var judgedTo: Int?

  mutating func append(_ second: QualitySecond) {
    seconds.append(second)
    judgedTo = second.start + second.count
  }

  /// A gap: nothing said before it speaks of what follows.
  mutating func removeAll() {
    seconds.removeAll()
    judgedTo = nil
  }

  /// What the stretch `from … to` is good for, by its worst second.
  func fitness(from: Int, to: Int) -> Fitness {
    var isUnfit = false
    var index = seconds.count - 1
    while index >= 0 {
      let second = seconds[index]
      if second.start + second.count <= from { break }
      if second.start <= to {
        if second.state == .leadsOff { return .leadsOff }
        if second.state.refusal != nil { isUnfit = true }
      }
      index -= 1
    }
    // Older than what is remembered: it cannot be vouched for.
    if index < 0, let oldest = seconds.first, oldest.start > from { return .unfit }
    return isUnfit ? .unfit : .fit
  }

  enum Fitness { case fit, unfit, leadsOff }
}

/// Ectopic beats by their class, grouped; bigeminy and trigeminy.
///
/// Own design on the classes of ANSI/AAMI EC57 that the beats were given: ventricular and supraventricular ones that follow one
/// another make a group. Three groups with one usual beat between make bigeminy, with two trigeminy. Deviations: fusion beats
/// make none; in fibrillation no beat is supraventricularly early. Delay: a group is told with the first beat after it.
struct EctopyWatch {
  /// Intervals the usual one is the median of.
  private static let medianCount = 9
  private static let fewestForMedian = 3
  /// Groups in the same distance that make bigeminy or trigeminy.
  static let patternGroups = 3

  private var usual = RingWindow(capacity: medianCount, blank: 1.0)
  private var scratch = [Double](repeating: 0, count: medianCount)
  private var wasEctopic = false
  private var group: EctopicGroup?
  private var groupSeconds = 0.0
  /// Usual beats since the last group, and how often groups in a row came after one, or after two of them.
  private var sinceGroup = 0
  private var afterOne = 0
  private var afterTwo = 0
  private var patternOnset = 0

  init() {}

  /// The group that still goes on.
  var open: EctopicGroup? { group }
  /// The median of the newest intervals between two usual beats, in seconds; `nil` before there are enough.
  private(set) var usualSeconds: Double?

  /// Every second, or every third beat is ectopic, and where that began.
  var pattern: (name: RhythmName, onset: Int)? {
    // It ends with a usual beat too many.
    if afterOne >= Self.patternGroups - 1, sinceGroup <= 1 { return (.bigeminy, patternOnset) }
    if afterTwo >= Self.patternGroups - 1, sinceGroup <= 2 { return (.trigeminy, patternOnset) }
    return nil
  }

  /// Takes an interval and the class of the beat that closes it; gives the group that it ends.
  mutating func append(_ interval: RRInterval, label: BeatLabel, isFibrillating: Bool) -> EctopicGroup? {
    let origin: EctopicGroup.Origin? =
      switch label {
      case .ventricular: .ventricular
      case .supraventricular: isFibrillating ? nil : .supraventricular
      case .normal, .fusion, .unknown: nil
      }
    let opensAtEctopic = wasEctopic
    wasEctopic = origin != nil
    guard let origin else {
      if !opensAtEctopic { learn(interval.seconds) }
      sinceGroup += 1
      defer { group = nil }
      return group
    }
    let at = Int(interval.to.rounded())
    if var growing = group, growing.origin == origin {
      growing.beats += 1
      growing.to = at
      groupSeconds += interval.seconds
      growing.beatsPerMinute = 60 * Double(growing.beats - 1) / groupSeconds
      group = growing
      return nil
    }
    notePattern(at)
    let ended = group
    group = EctopicGroup(origin: origin, from: at, to: at, beats: 1, beatsPerMinute: nil)
    groupSeconds = 0
    return ended
  }

  /// The beats that follow do not follow on these; gives the group that was open.
  mutating func breakChain() -> EctopicGroup? {
    defer {
      group = nil
      wasEctopic = false
      sinceGroup = 0
      afterOne = 0
      afterTwo = 0
    }
    return group
  }

  private mutating func learn(_ seconds: Double) {
    usual.append(seconds)
    guard usual.count >= Self.fewestForMedian else { return }
    for k in 0..<usual.count { scratch[k] = usual[k] }
    usualSeconds = scratch.medianOfPrefix(usual.count)
  }

  private mutating func notePattern(_ at: Int) {
    if group == nil {
      if afterOne == 0, afterTwo == 0 || sinceGroup != 2 { patternOnset = at }
      if sinceGroup != 1, sinceGroup != 2 { patternOnset = at }
      afterOne = sinceGroup == 1 ? afterOne + 1 : 0
      afterTwo = sinceGroup == 2 ? afterTwo + 1 : 0
    } else {
      afterOne = 0
      afterTwo = 0
    }
    sinceGroup = 0
  }
}

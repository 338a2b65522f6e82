/// Ectopic beats by timing and form, grouped; bigeminy and trigeminy.
///
/// A beat is *ventricular* where its form is not the usual one and it is early or broad (prematurity and QRS width after
/// P. de Chazal et al., IEEE TBME 51 (2004) 1196, as limits in place of their classifier), and *supraventricular* where its
/// form is the usual one and it is early against both the interval before and the usual one. Three ectopic beats with one
/// usual beat between make bigeminy, with two trigeminy. Deviations: fusion beats, interpolated beats and aberrantly
/// conducted ones are not told apart; in fibrillation no beat is early. Delay: a group is told with the first beat after it.
struct EctopyWatch {
  /// Early: closer than this share of the usual interval …
  private static let earlyOtherForm = 0.9
  private static let earlyUsualForm = 0.8
  /// … and, where the form is the usual one, of the interval before, since breath is gradual; not within a run.
  private static let earlyStep = 0.85
  /// Broad: wider than the usual form by this factor, and than 0.1 s of movement.
  private static let broad: Float = 1.25
  /// Beats are sorted into forms by likeness to any of a form; less than this to the usual one is another form for sure.
  private static let other: Float = 0.8
  /// A form this unlike the usual one is ectopic, broad or not.
  private static let unlike: Float = 0.3
  /// Early enough, broad and of another form, all three, is surely ventricular: enough for a finding (docs/rhythm.md).
  private static let earlySurely = 0.85
  /// Early beats of the usual form in a row that still are a run: 15 s at 120 bpm.
  private static let longestRun = 30
  /// Intervals the usual one is the median of.
  private static let medianCount = 9
  private static let fewestForMedian = 3
  /// Groups in the same distance that make bigeminy or trigeminy.
  static let patternGroups = 3

  private var usual = RingWindow(capacity: medianCount, blank: 1.0)
  private var scratch = [Double](repeating: 0, count: medianCount)
  private var before: Double?
  private var wasEctopic = false
  private var group: EctopicGroup?
  private var groupSeconds = 0.0
  /// Usual beats since the last group, and how often groups in a row came after one, or after two of them.
  private var sinceGroup = 0
  private var afterOne = 0
  private var afterTwo = 0
  private var patternOnset = 0

  init() {}

  /// The group that still goes on, and how many of its beats are broad.
  var open: EctopicGroup? { group }
  private(set) var broadBeats = 0
  /// The newest beat is surely ventricular: early, broad and of another form.
  private(set) var isSurelyVentricular = false
  /// Every second, or every third beat is ectopic, and where that began.
  var pattern: (name: RhythmName, onset: Int)? {
    // It ends with a usual beat too many.
    if afterOne >= Self.patternGroups - 1, sinceGroup <= 1 { return (.bigeminy, patternOnset) }
    if afterTwo >= Self.patternGroups - 1, sinceGroup <= 2 { return (.trigeminy, patternOnset) }
    return nil
  }

  /// Takes an interval and the form of the beat that closes it; gives the group that it ends.
  mutating func append(
    _ interval: RRInterval, form: BeatForm, isFibrillating: Bool
  ) -> EctopicGroup? {
    let origin = origin(interval, form, isFibrillating)
    let opensAtEctopic = wasEctopic
    defer {
      before = interval.seconds
      wasEctopic = origin != nil
    }
    guard let origin else {
      if !opensAtEctopic { usual.append(interval.seconds) }
      sinceGroup += 1
      defer { group = nil }
      return group
    }
    let at = Int(interval.to.rounded())
    if var growing = group, growing.origin == origin {
      growing.beats += 1
      growing.to = at
      groupSeconds += interval.seconds
      broadBeats += isBroad(form) ? 1 : 0
      growing.beatsPerMinute = 60 * Double(growing.beats - 1) / groupSeconds
      group = growing
      return nil
    }
    notePattern(at)
    let ended = group
    group = EctopicGroup(origin: origin, from: at, to: at, beats: 1, beatsPerMinute: nil)
    groupSeconds = 0
    broadBeats = isBroad(form) ? 1 : 0
    return ended
  }

  /// The beats that follow do not follow on these; gives the group that was open.
  mutating func breakChain() -> EctopicGroup? {
    defer {
      group = nil
      wasEctopic = false
      before = nil
      sinceGroup = 0
      afterOne = 0
      afterTwo = 0
    }
    return group
  }

  private func isBroad(_ form: BeatForm) -> Bool { form.width > Self.broad * form.usualWidth }

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

  private mutating func origin(
    _ interval: RRInterval, _ form: BeatForm, _ isFibrillating: Bool
  ) -> EctopicGroup.Origin? {
    isSurelyVentricular = false
    guard usual.count >= Self.fewestForMedian else { return nil }
    for k in 0..<usual.count { scratch[k] = usual[k] }
    let middle = scratch.medianOfPrefix(usual.count)
    let isBroad = isBroad(form)
    isSurelyVentricular = isBroad && form.likeness < Self.other && interval.seconds < Self.earlySurely * middle
    if !form.isUsual {
      if isFibrillating { return isBroad || form.likeness < Self.unlike ? .ventricular : nil }
      let isEarly = interval.seconds < Self.earlyOtherForm * middle && form.likeness < Self.other
      return isBroad || isEarly || form.likeness < Self.unlike ? .ventricular : nil
    }
    guard !isFibrillating, interval.seconds < Self.earlyUsualForm * middle else { return nil }
    if let group, group.origin == .supraventricular {
      if group.beats < Self.longestRun { return .supraventricular }
      // No longer a run but a rate: what is usual is learnt anew.
      usual.removeAll()
      return nil
    }
    guard !wasEctopic, let before, interval.seconds < Self.earlyStep * before else { return nil }
    return .supraventricular
  }
}

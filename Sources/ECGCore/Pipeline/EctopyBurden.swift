/// Ectopic beats so far, counted for a screen: no storage of its own, however long the session.
public struct EctopyBurden: Hashable, Sendable {
  /// Of one origin: beats, and the groups that they make.
  public struct Counts: Hashable, Sendable {
    public var beats = 0
    public var isolated = 0
    public var couplets = 0
    public var runs = 0
    /// In beats; 0 where there was no run.
    public var longestRun = 0
  }

  public private(set) var supraventricular = Counts()
  public private(set) var ventricular = Counts()
  /// How often every second, or every third beat came to be ectopic.
  public private(set) var bigeminies = 0
  public private(set) var trigeminies = 0

  public init() {}

  mutating func append(_ group: EctopicGroup) {
    switch group.origin {
    case .supraventricular: Self.add(group, to: &supraventricular)
    case .ventricular: Self.add(group, to: &ventricular)
    }
  }

  /// A rhythm began.
  mutating func note(_ name: RhythmName) {
    if name == .bigeminy { bigeminies += 1 }
    if name == .trigeminy { trigeminies += 1 }
  }

  private static func add(_ group: EctopicGroup, to counts: inout Counts) {
    counts.beats += group.beats
    switch group.kind {
    case .isolated: counts.isolated += 1
    case .couplet: counts.couplets += 1
    case .run:
      counts.runs += 1
      counts.longestRun = max(counts.longestRun, group.beats)
    }
  }
}

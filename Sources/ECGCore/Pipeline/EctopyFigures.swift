/// Ectopic beats of a session, counted.
public struct EctopyFigures: Hashable, Sendable {
  /// Groups kept one by one; beyond, they are only counted: a day of bigeminy has 50,000.
  public static let keptGroups = 2000

  /// Beats by origin.
  public private(set) var beats: [EctopicGroup.Origin: Int] = [:]
  /// Groups by origin and kind.
  public private(set) var groups: [EctopicGroup.Origin: [EctopicGroup.Kind: Int]] = [:]
  /// The longest run of either origin, in beats.
  public private(set) var longestRun: [EctopicGroup.Origin: Int] = [:]
  /// Couplets and runs, in order, at most `keptGroups`.
  public private(set) var notable: [EctopicGroup] = []

  public init() {}

  mutating func append(_ group: EctopicGroup) {
    beats[group.origin, default: 0] += group.beats
    groups[group.origin, default: [:]][group.kind, default: 0] += 1
    if group.kind == .run { longestRun[group.origin] = max(longestRun[group.origin] ?? 0, group.beats) }
    if group.kind != .isolated, notable.count < Self.keptGroups { notable.append(group) }
  }
}

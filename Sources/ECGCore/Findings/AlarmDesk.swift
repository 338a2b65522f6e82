/// What asks for attention now, until somebody has seen it: findings held, acknowledged, and rung for.
///
/// After IEC 60601-1-8: an alarm latches, so that one that came and went unseen still stands; a warning stands for
/// `heldSeconds` after its end; a note goes with its cause. Acknowledging quiets what stands and takes away what is over. A
/// finding that grows graver asks anew; the same kind coming back within `quietSeconds` of being acknowledged, no graver, is
/// shown but not rung for. A value without a clock: time is the session's grid.
public struct AlarmDesk: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var finding: Finding
    public var isAcknowledged: Bool

    /// It is over, and stands only because nobody has acknowledged it.
    public var isHeld: Bool { !finding.isActive }
  }

  /// A warning stands so long after its end, in seconds: long enough to be read.
  public static let heldSeconds = 30.0
  /// After being acknowledged a kind is not rung for again, in seconds: the audio pause of IEC 60601-2-27.
  public static let quietSeconds = 120.0
  /// Entries kept; the gravest stay.
  public static let most = 32

  /// What stands, gravest first, then oldest first.
  public private(set) var entries: [Entry] = []
  private let rate: SampleRate
  private var now = 0
  private var quiet: [FindingKind: Quiet] = [:]
  private var bell: Severity?

  private struct Quiet: Hashable, Sendable {
    var severity: Severity
    var at: Int
  }

  public init(rate: SampleRate) {
    self.rate = rate
  }

  /// The gravest that nobody has acknowledged; `nil` where there is nothing to acknowledge.
  public var gravestUnacknowledged: Severity? { entries.filter { !$0.isAcknowledged }.map(\.finding.severity).max() }

  /// Takes a finding as the chain tells it: (kind, onset) names it.
  public mutating func receive(_ finding: Finding) {
    now = max(now, finding.last)
    let known = entries.firstIndex { $0.finding.kind == finding.kind && $0.finding.onset == finding.onset }
    guard let known else {
      // One that is told only when it is over, a short pause say, asks just the same.
      if finding.isActive || finding.severity > .note { insert(finding) }
      return
    }
    if finding.severity > entries[known].finding.severity {
      entries.remove(at: known)
      insert(finding)
      return
    }
    entries[known].finding = finding
    if !finding.isActive, finding.severity == .note || entries[known].isAcknowledged { entries.remove(at: known) }
  }

  /// The grid has come to `position`: warnings whose time is over go.
  public mutating func advance(to position: Int) {
    now = max(now, position)
    let held = Self.heldSeconds * rate.hertz
    entries.removeAll { entry in
      entry.isHeld && entry.finding.severity < .alarm && Double(now - entry.finding.last) > held
    }
  }

  /// Somebody has seen it (key `a`): all that stands, or one finding. Returns how many asked for it.
  @discardableResult
  public mutating func acknowledge(_ one: Finding? = nil) -> Int {
    func isMeant(_ entry: Entry) -> Bool {
      one.map { $0.kind == entry.finding.kind && $0.onset == entry.finding.onset } ?? true
    }
    let asked = entries.filter { !$0.isAcknowledged && isMeant($0) }
    for entry in asked { quiet[entry.finding.kind] = Quiet(severity: entry.finding.severity, at: now) }
    entries.removeAll { $0.isHeld && isMeant($0) }
    for index in entries.indices where isMeant(entries[index]) { entries[index].isAcknowledged = true }
    if gravestUnacknowledged == nil { bell = nil }
    return asked.count
  }

  /// The bell is due for a finding of this severity; asked once, it is due no more. Notes do not ring.
  public mutating func takeBell() -> Severity? {
    defer { bell = nil }
    return bell
  }

  private mutating func insert(_ finding: Finding) {
    let place =
      entries.firstIndex { other in
        other.finding.severity < finding.severity
          || (other.finding.severity == finding.severity && other.finding.onset > finding.onset)
      } ?? entries.count
    entries.insert(Entry(finding: finding, isAcknowledged: false), at: place)
    if entries.count > Self.most { entries.removeLast() }
    guard finding.severity > .note else { return }
    if let quiet = quiet[finding.kind], finding.severity <= quiet.severity,
      Double(now - quiet.at) <= Self.quietSeconds * rate.hertz
    {
      return
    }
    bell = max(bell ?? .note, finding.severity)
  }
}

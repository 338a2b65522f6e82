/// What asks for attention now, until somebody has seen it: findings held, acknowledged, and rung for.
///
/// After IEC 60601-1-8: an alarm latches, so that one that came and went unseen still stands; a warning stands for
/// `heldSeconds` after its end; a note goes with its cause. Acknowledging quiets what stands and takes away what is over; it ends
/// with the condition, so that a finding that was over and comes again asks anew, and so does one that grows graver. Deviation: only
/// an alarm rings again and again, a warning once. A value without a clock: time is the session's grid.
public struct AlarmDesk: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var finding: Finding
    public var isAcknowledged: Bool

    /// It is over, and stands only because nobody has acknowledged it.
    public var isHeld: Bool { !finding.isActive }
  }

  /// A warning stands so long after its end, in seconds: long enough to be read.
  public static let heldSeconds = 30.0
  /// An alarm that nobody has acknowledged rings again after so long, in seconds: IEC 60601-1-8 wants 2.5 … 15 s at high priority.
  public static let ringAgainSeconds = 10.0
  /// Entries kept, the gravest of them; and names of those acknowledged, the newest of them.
  public static let most = 32

  /// What stands, gravest first, then oldest first.
  public private(set) var entries: [Entry] = []
  private let rate: SampleRate
  private var now = 0
  /// Acknowledged, and no longer standing: for the list of what is past.
  private var seen: [Finding.Name] = []
  private var bell: Severity?
  private var rangAt = 0

  public init(rate: SampleRate) {
    self.rate = rate
  }

  /// What nobody has acknowledged, gravest first; notes ask nobody.
  public var asking: some Sequence<Finding> {
    entries.lazy.filter { !$0.isAcknowledged && $0.finding.severity > .note }.map(\.finding)
  }

  /// The gravest that nobody has acknowledged; `nil` where nothing asks.
  public var gravestUnacknowledged: Finding? { asking.first { _ in true } }

  /// Somebody has seen this one.
  public func isAcknowledged(_ finding: Finding) -> Bool {
    place(of: finding.name).map { entries[$0].isAcknowledged } ?? seen.contains(finding.name)
  }

  /// Whether this one asks, though it be over.
  public func isAsking(_ finding: Finding) -> Bool {
    finding.severity > .note && place(of: finding.name).map { !entries[$0].isAcknowledged } ?? false
  }

  /// Takes a finding as the chain tells it.
  public mutating func receive(_ finding: Finding) {
    now = max(now, finding.last)
    guard let known = place(of: finding.name) else {
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
    if !finding.isActive, finding.severity == .note || entries[known].isAcknowledged { leave(at: known) }
  }

  /// The grid has come to `position`: warnings whose time is over go, and an alarm that still asks rings again.
  public mutating func advance(to position: Int) {
    now = max(now, position)
    let held = Self.heldSeconds * rate.hertz
    entries.removeAll { entry in
      entry.isHeld && entry.finding.severity < .alarm && Double(now - entry.finding.last) > held
    }
    if gravestUnacknowledged?.severity == .alarm, Double(now - rangAt) >= Self.ringAgainSeconds * rate.hertz {
      ring(.alarm)
    }
  }

  /// Somebody has seen it (key `a`): all that stands, or one finding. Returns how many asked for it.
  @discardableResult
  public mutating func acknowledge(_ one: Finding? = nil) -> Int {
    var asked = 0
    for index in entries.indices.reversed() where one.map({ $0.name == entries[index].finding.name }) ?? true {
      asked += entries[index].isAcknowledged ? 0 : 1
      entries[index].isAcknowledged = true
      if entries[index].isHeld { leave(at: index) }
    }
    if gravestUnacknowledged == nil { bell = nil }
    return asked
  }

  /// The bell is due for a finding of this severity; asked once, it is due no more. Notes do not ring.
  public mutating func takeBell() -> Severity? {
    defer { bell = nil }
    return bell
  }

  private func place(of name: Finding.Name) -> Int? { entries.firstIndex { $0.finding.name == name } }

  private mutating func leave(at index: Int) {
    let entry = entries.remove(at: index)
    guard entry.isAcknowledged else { return }
    if seen.count == Self.most { seen.removeFirst() }
    seen.append(entry.finding.name)
  }

  private mutating func ring(_ severity: Severity) {
    bell = max(bell ?? .note, severity)
    rangAt = now
  }

  private mutating func insert(_ finding: Finding) {
    let place =
      entries.firstIndex { other in
        other.finding.severity < finding.severity
          || (other.finding.severity == finding.severity && other.finding.onset > finding.onset)
      } ?? entries.count
    entries.insert(Entry(finding: finding, isAcknowledged: false), at: place)
    if entries.count > Self.most { entries.removeLast() }
    if finding.severity > .note { ring(finding.severity) }
  }
}

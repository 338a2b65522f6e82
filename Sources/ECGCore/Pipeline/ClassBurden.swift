/// Ectopic beats by the names that the classifier gave them, counted for screens and reports: singles, couplets and runs, and
/// how many in each heart-rate zone. No storage of its own, however long the session.
///
/// A couplet or a run is beats of one class that follow on one another, at most `longestStepSeconds` apart; three make a run. A
/// beat counts in the zone of the second that was judged last when it was named, within 3 s of the beat itself; the rate
/// that makes the zone is a mean over 10 s. Delay: that of the names.
public struct ClassBurden: Hashable, Sendable {
  /// Beats in a heart-rate zone.
  public struct Zone: Hashable, Sendable {
    /// Named ones (all but Q).
    public var named = 0
    public var supraventricular = 0
    public var ventricular = 0
  }

  public private(set) var supraventricular = EctopyBurden.Counts()
  public private(set) var ventricular = EctopyBurden.Counts()
  /// Beats that were named (all but Q).
  public private(set) var named = 0

  /// Beats further apart than this do not follow on one another, in seconds: a pause lies between.
  public static let longestStepSeconds = 3.0

  private let longestStep: Double
  private var zone: Int?
  private var namedInZones = SIMD8<Int32>.zero
  private var supraventricularInZones = SIMD8<Int32>.zero
  private var ventricularInZones = SIMD8<Int32>.zero
  private var previousLabel: BeatLabel?
  private var previousPosition = 0.0
  private var row = 0

  public init(rate: SampleRate) {
    longestStep = Self.longestStepSeconds * rate.hertz
  }

  /// Beats in zone 1 … 5, or 0: below all. Nothing is counted where no maximum heart rate is known.
  public func inZone(_ zone: Int) -> Zone {
    guard (0...5).contains(zone) else { return Zone() }
    return Zone(
      named: Int(namedInZones[zone]), supraventricular: Int(supraventricularInZones[zone]),
      ventricular: Int(ventricularInZones[zone]))
  }

  mutating func receive(_ event: PipelineEvent) {
    switch event {
    case .figures(let figures): zone = figures.training.zone.value
    case .classified(let classified): add(classified.beat)
    case .conditioned, .beat, .interval, .quality, .finding, .delineation, .intervals, .rhythm, .ectopy, .strip: break
    }
  }

  private mutating func add(_ beat: Beat) {
    let follows = previousLabel == beat.label && beat.position - previousPosition <= longestStep
    row = follows ? row + 1 : 1
    previousLabel = beat.label
    previousPosition = beat.position
    guard beat.label != .unknown else { return }
    named += 1
    if let zone { namedInZones[zone] += 1 }
    switch beat.label {
    case .supraventricular:
      Self.count(row, in: &supraventricular)
      if let zone { supraventricularInZones[zone] += 1 }
    case .ventricular:
      Self.count(row, in: &ventricular)
      if let zone { ventricularInZones[zone] += 1 }
    case .normal, .fusion, .unknown: break
    }
  }

  /// The beat is the `row`th of its kind that follow on one another.
  private static func count(_ row: Int, in counts: inout EctopyBurden.Counts) {
    counts.beats += 1
    switch row {
    case 1: counts.isolated += 1
    case 2:
      counts.isolated -= 1
      counts.couplets += 1
    case 3:
      counts.couplets -= 1
      counts.runs += 1
    default: break
    }
    if row >= 3 { counts.longestRun = max(counts.longestRun, row) }
  }
}

/// Everything a face may show of the heart at one moment: one value, taken after any block.
public struct MonitorSnapshot: Sendable {
  public var rate: SampleRate
  /// Grid index just past the newest sample.
  public var end: Int
  /// Mean over the last eight intervals, the normal ones among them (and at most 10 s), in beats per minute; withheld
  /// where no beat came for a while.
  public var heartRate: Reading<Double>
  /// The newest interval in milliseconds.
  public var lastInterval: Reading<Double>
  /// Over the last 60 s.
  public var hrvMinute: Reading<TimeDomainHRV>
  /// Over the last 5 min.
  public var hrvFiveMinutes: Reading<TimeDomainHRV>
  /// The rhythm as it was last told.
  public var rhythm: Reading<RhythmName>
  /// The episode that goes on, as it was last told; `nil` between two.
  public var rhythmEpisode: RhythmEpisode?
  /// Ectopic beats, and rhythms made of them, since the session began.
  public var ectopy: EctopyBurden
  /// Ectopic beats by the classes that the beats were given, since then.
  public var burden: ClassBurden
  /// Pauses since then.
  public var pauses: Int
  /// DFA-α1 over the last 2 min, anew every 5 s.
  public var scaling: Reading<ShortTermScaling>
  /// From the last minute of beats, anew every 5 s.
  public var respiration: Reading<Respiration>
  /// Zones and training impulses since the session began; `nil` before its first second.
  public var training: TrainingLoad?
  /// The newest end of effort, once a minute has gone by.
  public var recovery: HeartRateRecovery.Figures?
  /// The newest judged second.
  public var quality: QualitySecond?
  /// Electrode state of the newest sample.
  public var leads: SampleFlags
  public var beats: Int
  /// All that hold now, gravest first.
  public var activeFindings: [Finding]
  /// The newest that no longer hold, newest first, at most `MonitorSnapshot.pastLimit`.
  public var pastFindings: [Finding]
  /// What the averaged beat measured last; `nil` before there was one.
  public var intervals: HeartIntervals?
  /// Since when, and why, no finding about the heart is raised; `nil` while they are.
  public var suspension: FindingSuspension?
  /// Mains hum found in the signal and notched out, in hertz; `nil` where none is.
  public var mainsHertz: Double?

  /// How many past findings a snapshot keeps.
  public static let pastLimit = 32

  public init(rate: SampleRate) {
    self.rate = rate
    end = 0
    heartRate = .refused(.settling)
    lastInterval = .refused(.settling)
    hrvMinute = .refused(.settling)
    hrvFiveMinutes = .refused(.settling)
    rhythm = .refused(.settling)
    rhythmEpisode = nil
    ectopy = EctopyBurden()
    burden = ClassBurden(rate: rate)
    pauses = 0
    scaling = .refused(.settling)
    respiration = .refused(.settling)
    training = nil
    recovery = nil
    quality = nil
    leads = []
    beats = 0
    activeFindings = []
    pastFindings = []
    intervals = nil
    suspension = nil
    mainsHertz = nil
  }
}

extension MonitorSnapshot {
  /// Room for the findings, so that one that is told asks for no memory.
  mutating func reserveFindings() {
    activeFindings.reserveCapacity(FindingKind.allCases.count)
    pastFindings.reserveCapacity(Self.pastLimit + 1)
  }

  /// Brings the rhythm up to `episode`, newly told.
  mutating func note(_ episode: RhythmEpisode) {
    rhythmEpisode = episode.isActive ? episode : nil
    if episode.isActive { ectopy.note(episode.name) }
  }

  /// Brings the lists of findings up to `finding`, newly told.
  mutating func note(_ finding: Finding) {
    activeFindings.removeAll { $0.kind == finding.kind && $0.onset == finding.onset }
    guard finding.isActive else {
      if finding.kind == .pause { pauses += 1 }
      pastFindings.insert(finding, at: 0)
      if pastFindings.count > Self.pastLimit { pastFindings.removeLast() }
      return
    }
    let place =
      activeFindings.firstIndex {
        $0.severity < finding.severity || ($0.severity == finding.severity && $0.onset > finding.onset)
      } ?? activeFindings.count
    activeFindings.insert(finding, at: place)
  }
}

/// Runs of ventricular beats faster than 100 bpm: ventricular tachycardia, from its third beat on.
///
/// Source: three beats or more above 100 bpm, sustained from 30 s on (AHA/ACC/HRS 2017, Circulation 138 (2018) e272). Deviations:
/// broad is what the beat's class says, since a QRS duration from one lead (120 ms and 1.2 times the usual one) found no run that
/// the class did not, and six false ones. In poor signal, which such a run is to a judge that looks for the usual complexes, five
/// beats are needed, each of them all but sure. Limits chosen on the half of MIT-BIH that the classifier learnt from. Delay: the
/// third beat's class, the next beat's 0.3 s.
struct BroadRunWatch {
  /// Faster than this, in beats per minute.
  static let fast = 100.0
  /// Beats that make a run, and in poor signal.
  private static let fewest = 3
  private static let fewestInNoise = 5
  /// Probability of a beat's class, and in poor signal.
  private static let likely: Float = 0.6
  private static let likelyInNoise: Float = 0.9
  /// A longer interval is a gap in what is known, in seconds: 30 bpm.
  private static let longestInterval = 2.0
  /// From so many seconds on a run is sustained.
  static let sustainedSeconds = 30.0

  /// A run as it stands.
  struct Run: Hashable, Sendable {
    /// R peaks of its first and newest beat.
    var from: Double
    var to: Double
    var beats: Int
    var isNoisy: Bool
    /// Sum of the beats' probabilities.
    var sum: Float
    /// When its newest beat was named.
    var decidedAt: Int
  }

  private let rate: SampleRate
  private var run: Run?
  /// The newest that is a tachycardia, over or not.
  private(set) var newest: Run?

  init(rate: SampleRate) {
    self.rate = rate
  }

  /// Takes the next named beat.
  mutating func take(_ beat: NamedBeat) {
    let isNoisy = beat.label == .unknown
    let counts =
      isNoisy
      ? beat.ventricular >= Self.likelyInNoise
      : beat.label == .ventricular && beat.ventricular >= Self.likely
    guard counts else {
      run = nil
      return
    }
    if var open = run, rate.seconds(beat.position - open.to) <= Self.longestInterval {
      open.to = beat.position
      open.beats += 1
      open.isNoisy = open.isNoisy || isNoisy
      open.sum += beat.ventricular
      open.decidedAt = beat.decidedAt
      run = open
    } else {
      run = Run(
        from: beat.position, to: beat.position, beats: 1, isNoisy: isNoisy, sum: beat.ventricular,
        decidedAt: beat.decidedAt)
    }
    if let run, isTachycardia(run) { newest = run }
  }

  /// The beats that follow do not follow on these.
  mutating func breakChain() { run = nil }

  /// Beats per minute within `run`.
  func beatsPerMinute(_ run: Run) -> Double {
    run.beats > 1 ? 60 * Double(run.beats - 1) / rate.seconds(run.to - run.from) : 0
  }

  /// `run` is long and fast enough.
  func isTachycardia(_ run: Run) -> Bool {
    run.beats >= (run.isNoisy ? Self.fewestInNoise : Self.fewest) && beatsPerMinute(run) >= Self.fast
  }

  func isSustained(_ run: Run) -> Bool { rate.seconds(run.to - run.from) >= Self.sustainedSeconds }

  /// How sure, 0 … 1: the beats' mean doubt, less with each beat past the second.
  func confidence(_ run: Run) -> Double {
    1 - (1 - Double(run.sum) / Double(run.beats)) * 2 / Double(max(run.beats - 1, 1))
  }
}

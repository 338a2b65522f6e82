import ECGCore

/// The `effort` of `analyze --json`: what an athlete asks of a session. Keys are documented in docs/commands.md.
struct EffortJSON: Encodable {
  var alpha1: [Alpha]
  /// Length of the steps of `alpha1` and of `breathing`, in seconds.
  var alpha1Every_s: Int
  var breathingEvery_s: Int
  var zoneSeconds: [Int]?
  var zonesFrom_bpm: [Double]?
  /// The maximum was foretold from age.
  var maximumForetold: Bool?
  var trimpEdwards: Double?
  var trimpBanister: Double?
  var recoveries: [Recovery]
  var breathing: [Breath]

  struct Alpha: Encodable {
    var at_s: Double
    /// Mean, least and greatest of the step's.
    var alpha1: Double
    var lowest: Double
    var highest: Double
    var artefact_percent: Double
  }

  struct Recovery: Encodable {
    var endedAt_s: Int
    var peak_bpm: Double
    var hrr60_bpm: Double?
    var hrr120_bpm: Double?
  }

  struct Breath: Encodable {
    var at_s: Double
    var breaths_perMinute: Double
    var quality: Double
  }

  init(_ figures: SessionFigures, from begin: Double = 0) {
    let scaling = ThinnedSeries(figures.scaling)
    alpha1Every_s = scaling.stepSeconds
    alpha1 = scaling.steps.map { step in
      let alphas = step.figures.map(\.alpha)
      return Alpha(
        at_s: step.seconds.rounded(places: 1), alpha1: step.mean(\.alpha).rounded(places: 3),
        lowest: (alphas.min() ?? 0).rounded(places: 3), highest: (alphas.max() ?? 0).rounded(places: 3),
        artefact_percent: (100 * step.mean(\.artefactShare)).rounded(places: 1))
    }
    recoveries = figures.recoveries.map {
      Recovery(
        endedAt_s: $0.endedAt + Int(begin), peak_bpm: $0.peak.rounded(places: 1),
        hrr60_bpm: $0.after60.value?.rounded(places: 1),
        hrr120_bpm: $0.after120.value?.rounded(places: 1))
    }
    let breaths = ThinnedSeries(figures.respiration)
    breathingEvery_s = breaths.stepSeconds
    breathing = breaths.steps.map {
      Breath(
        at_s: $0.seconds.rounded(places: 1), breaths_perMinute: $0.mean(\.breathsPerMinute).rounded(places: 1),
        quality: $0.mean(\.quality).rounded(places: 2))
    }
    guard let training = figures.training, training.limits.maximum != nil else { return }
    zoneSeconds = (0...5).map { training.seconds(inZone: $0) }
    zonesFrom_bpm = (1...5).compactMap { training.limits.begin(ofZone: $0)?.rounded(places: 1) }
    maximumForetold = training.limits.isForetold
    trimpEdwards = training.edwards.value?.rounded(places: 1)
    trimpBanister = training.banister.value?.rounded(places: 1)
  }
}

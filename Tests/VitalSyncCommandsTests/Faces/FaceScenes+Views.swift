import ECGCore
import Glibc
import TerminalUI

@testable import ECGCore
@testable import VitalSyncCommands

/// The scenes of the screens behind the overview.
extension FaceScenes {
  /// Fifteen minutes of a ramp: from rest to past the second threshold, in the last third with artefacts.
  static func ramp() throws -> MonitorModel {
    var model = try calm(90)
    let rate = try rate()
    var training = TrainingLoad(limits: HeartRateLimits(maximum: 190, resting: 50, sex: .male))
    var newest: SecondFigures?
    for second in 0..<900 {
      let share = Double(second) / 900
      let beats = 75 + 100 * share
      training.add(.value(beats))
      let hrv = TimeDomainHRV(
        windowSeconds: 60, intervals: 70, excludedShare: 0.01, meanNN: 60_000 / beats, sdnn: 60 - 40 * share,
        rmssd: 45 - 38 * share, pnn50: 20 - 20 * share)
      let scaling = ShortTermScaling(
        alpha: 1.25 - 0.85 * share + 0.05 * sin(Double(second) / 20), artefactShare: share > 0.8 ? 0.07 : 0.004,
        intervals: 180)
      let figures = SecondFigures(
        quality: QualitySecond(start: rate.samples(in: Double(second)), count: 250, index: 0.95, state: .good),
        heartRate: .value(beats), hrvMinute: second < 60 ? .refused(.settling) : .value(hrv),
        hrvFiveMinutes: .refused(.settling), scaling: second < 120 ? .refused(.settling) : .value(scaling),
        respiration: .value(
          Respiration(
            breathsPerMinute: 12 + 20 * share, quality: 0.72, sinusArrhythmia: 0.2, amplitude: 0.5, slope: 0.3)),
        training: training,
        recovery: HeartRateRecovery.Figures(
          endedAt: 610, peak: 165, after60: .value(31), after120: .refused(.settling)))
      model.receive(.figures(figures))
      newest = figures
    }
    guard let newest else { throw Unmade() }
    model.snapshot?.heartRate = newest.heartRate
    model.snapshot?.hrvMinute = newest.hrvMinute
    model.snapshot?.hrvFiveMinutes = newest.hrvMinute
    model.snapshot?.scaling = newest.scaling
    model.snapshot?.respiration = newest.respiration
    model.snapshot?.training = newest.training
    model.snapshot?.recovery = newest.recovery
    model.advance(to: 900)
    return model
  }

  static func showing(_ view: ViewSettings.View, _ model: MonitorModel) -> MonitorModel {
    var model = model
    model.setView { $0.view = view }
    return model
  }

  /// The pause of the troubled session was acknowledged; the tachycardia is looked at, its signal at hand.
  static func read() throws -> MonitorModel {
    var model = try troubled()
    for finding in model.snapshot?.allFindings ?? [] { model.receive(.finding(finding)) }
    model.setView { $0.view = .findings }
    for key in [Key.character("a"), .down] {
      // What the loop does.
      if case .acknowledge(let finding) = model.handle(key, gainInUse: .normal) { model.desk?.acknowledge(finding) }
    }
    return model
  }

  /// A measure led to `seconds`, with a heart that beats once a second lying and at 80 a minute upright, a little varied.
  static func guide(
    _ kind: MeasureKind, seconds: Int, waiting: Bool = false, each: (MeasureGuide) -> Void = { _ in }
  ) throws -> MeasureGuide {
    let rate = try rate()
    var guide = MeasureGuide(kind, rate: rate)
    var beat = 0.0
    for second in 0..<seconds {
      let isUpright = guide.phase == .rising || guide.phase == .standing
      while beat < Double(second + 1) {
        let length = (isUpright ? 0.75 : 1.0) + (isUpright ? 0.01 : 0.04) * sin(beat / 3)
        guide.take(
          RRInterval(
            from: beat * hertz, to: (beat + length) * hertz, seconds: length, verdict: .normal))
        beat += length
      }
      let figure: Reading<Double> = waiting ? .refused(.leadsOff) : .value(isUpright ? 80 : 60)
      guide.take(
        QualitySecond(start: rate.samples(in: Double(second)), count: 250, index: 0.95, state: .good),
        heartRate: figure)
      each(guide)
    }
    return guide
  }

  static func measuring(_ kind: MeasureKind, seconds: Int, waiting: Bool = false) throws -> MonitorModel {
    var model = try calm(90)
    model.show(try guide(kind, seconds: seconds, waiting: waiting))
    return model
  }
}

import ECGCore
import Glibc
import TerminalUI

@testable import ECGCore
@testable import VitalSyncCommands

/// Scenes in which the beats have names.
extension FaceScenes {
  /// Names of the calm heart's beats from the newest named one back, over and over.
  private static let letters: [BeatLabel] = [.ventricular, .supraventricular, .fusion, .unknown, .normal, .normal]
  /// As many of the newest beats as a trace takes a name for.
  private static let newest = 16

  /// A calm heart whose newest beats are N N Q F S V and one that is not named yet.
  static func named() throws -> MonitorModel {
    var model = try calm(90)
    let rate = try rate()
    var figures = BeatClassFigures()
    var snapshot = model.snapshot
    for beat in 0..<111 {
      let position = (Double(beat) * beatSeconds + beatSeconds / 2) * hertz
      let label = letters[(110 - beat) % letters.count]
      let classified = ClassifiedBeat(
        beat: Beat(position: position, amplitude: 1, decidedAt: Int(position) + 50, confidence: 1, label: label),
        probabilities: .unknown, classifiedAt: Int(position) + 250, family: label == .ventricular ? 2 : 1,
        unlikeness: label == .ventricular ? 0.93 : 0)
      if beat > 110 - newest + 2 { model.receive(.classified(classified)) }
      figures.add(classified, rate: rate)
      snapshot?.burden.receive(.classified(classified))
    }
    model.snapshot = snapshot
    model.show(families, figures)
    return model
  }

  /// The same heart, taken for fibrillating.
  static func fibrillating(_ view: ViewSettings.View = .overview) throws -> MonitorModel {
    var model = try named()
    model.snapshot?.rhythm = .value(.atrialFibrillation)
    let found = finding(
      .atrialFibrillation, .warning, at: 62, "atrial fibrillation or flutter, confidence 88 %", advice: "have it seen",
      active: true)
    model.snapshot?.activeFindings = [found]
    model.receive(.finding(found))
    return showing(view, model)
  }

  static func familiesShown() throws -> MonitorModel {
    var model = try named()
    _ = model.handle(.character("t"), gainInUse: .normal)
    return model
  }

  /// The usual beat as the scenes draw it, and a broad one that ends in a deep T wave, both from closed forms.
  private static var families: [BeatFamily] {
    func seconds(_ index: Int) -> Double { Double(index - BeatFamily.peak) / BeatFamily.hertz }
    let usual = (0...105).map { millivolts(seconds($0) + beatSeconds / 2) }
    let broad = (0...105).map { index -> Float in
      let time = seconds(index)
      return Float(1.6 * exp(-pow(time / 0.045, 2) / 2) - 0.7 * exp(-pow((time - 0.28) / 0.07, 2) / 2))
    }
    return [
      BeatFamily(number: 1, beats: 97, share: 0.87, isUsual: true, millivolts: usual),
      BeatFamily(number: 2, beats: 14, share: 0.13, isUsual: false, millivolts: broad),
    ]
  }
}

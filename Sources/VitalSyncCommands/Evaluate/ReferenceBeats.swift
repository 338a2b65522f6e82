import ECGCore
import Recordings

/// What a record's annotations say of its beats.
struct ReferenceBeats: Hashable, Sendable {
  /// Samples of the annotated beats, ascending.
  private(set) var samples: [Int] = []
  /// Their classes, in the same order.
  private(set) var labels: [BeatLabel] = []
  /// Spans of ventricular flutter, ends included: no beat is annotated there, so none is held against a detector.
  private(set) var flutter: [ClosedRange<Int>] = []

  init(_ annotations: [WFDBAnnotation]) {
    var begun: Int?
    for annotation in annotations {
      if let label = annotation.code.beatLabel {
        samples.append(annotation.sample)
        labels.append(label)
      } else if annotation.code == .flutterStart {
        begun = annotation.sample
      } else if annotation.code == .flutterEnd, let start = begun {
        flutter.append(start...max(start, annotation.sample))
        begun = nil
      }
    }
    if let start = begun { flutter.append(start...Int.max) }
  }

  /// Holds classified detections against these beats, those left out that `compared` leaves out.
  func classesCompared(
    with detected: [(sample: Int, label: BeatLabel)], window: Double, skip: Double
  ) -> ClassScores {
    func counts(_ sample: Int) -> Bool {
      Double(sample) >= skip && !flutter.contains { $0.contains(sample) }
    }
    let kept = zip(samples, labels).filter { counts($0.0) }
    let found = detected.filter { counts($0.sample) }
    let comparison = BeatComparison(reference: kept.map(\.0), detected: found.map(\.sample), window: window)
    return ClassScores(comparison, reference: kept.map(\.1), detected: found.map(\.label))
  }

  /// Holds detections against these beats; both are left out before `skip` samples and inside flutter.
  func compared(with detected: [Int], window: Double, skip: Double) -> BeatComparison {
    func counts(_ sample: Int) -> Bool {
      Double(sample) >= skip && !flutter.contains { $0.contains(sample) }
    }
    return BeatComparison(
      reference: samples.filter(counts), detected: detected.filter(counts), window: window)
  }
}

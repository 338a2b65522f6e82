import Recordings

/// What a record's annotations say of its beats.
struct ReferenceBeats: Hashable, Sendable {
  /// Samples of the annotated beats, ascending.
  private(set) var samples: [Int] = []
  /// Spans of ventricular flutter, ends included: no beat is annotated there, so none is held against a detector.
  private(set) var flutter: [ClosedRange<Int>] = []

  init(_ annotations: [WFDBAnnotation]) {
    var begun: Int?
    for annotation in annotations {
      if annotation.code.beatLabel != nil {
        samples.append(annotation.sample)
      } else if annotation.code == .flutterStart {
        begun = annotation.sample
      } else if annotation.code == .flutterEnd, let start = begun {
        flutter.append(start...max(start, annotation.sample))
        begun = nil
      }
    }
    if let start = begun { flutter.append(start...Int.max) }
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

import ECGCore
import Glibc
import TerminalUI

/// The words about one beat's class.
///
/// What decided is found by occlusion (M. D. Zeiler, R. Fergus, ECCV 2014): a group of features is set to the mean of the
/// wearer's normal beats, and the trees are asked again. The blending within families is left out of it.
struct BeatExplanation {
  private(set) var lines: [String] = []

  private static let stripRows = 8
  /// Features shown, of those that say most to a reader.
  private static let shown: [(name: String, words: String, form: Form)] = [
    ("before/steady", "interval before, of the usual one", .ratio),
    ("after/steady", "interval after, of the usual one", .ratio),
    ("movement", "width of the complex", .milliseconds),
    ("usualLikeness", "complex: correlation with the usual beat", .plain),
    ("size/usual", "height of the complex, of the usual one", .ratio),
    ("atrialLikeness", "P window: correlation with the usual P wave", .plain),
    ("repolarisationLikeness", "T wave: correlation with the usual one", .plain),
    ("familyLikeness", "complex: correlation with its own family", .plain),
    ("familyShare", "share of its family among the beats of late", .percent),
    ("familyEarlyShare", "of its family, beats that came early", .percent),
    ("irregularity32", "irregularity of the last 32 intervals", .percent),
  ]

  enum Form {
    case ratio
    case milliseconds
    case plain
    case percent

    func text(_ value: Float) -> String {
      switch self {
      case .ratio: fixed(100 * Double(exp(value)), 0) + " %"
      case .milliseconds: fixed(1000 * Double(value), 0) + " ms"
      case .plain: fixed(Double(value), 2)
      case .percent: fixed(100 * Double(value), 0) + " %"
      }
    }
  }

  init(
    _ told: ClassifiedBeat, usual: [Float]?, strip: EvidenceStrips.Strip, model: BeatClassModel, rate: SampleRate,
    columns: Int, repertoire: Repertoire
  ) {
    let p = told.probabilities
    func percent(_ value: Float) -> String { fixed(100 * Double(value), 1) + " %" }
    let seconds = rate.seconds(told.beat.position)
    lines.append(
      "Beat at \(clock(seconds)) (\(fixed(seconds, 3)) s): \(ClassLines.word(told.beat.label))")
    lines.append(
      "N \(percent(p.normal))  S \(percent(p.supraventricular))  V \(percent(p.ventricular))  F \(percent(p.fusion))"
        + "  family \(told.family)  unlike the usual beat: \(percent(told.unlikeness))")
    lines.append("")
    lines += StripDrawing.lines(strip, rate: rate, columns: columns, rows: Self.stripRows, repertoire: repertoire)
    guard let features = told.features else { return }
    lines.append("")
    lines.append("What was seen" + padding(38) + "this beat   usual")
    for (name, words, form) in Self.shown {
      guard let index = BeatFeatures.names.firstIndex(of: name) else { continue }
      let mine = form.text(features.values[index])
      let others = usual.map { form.text($0[index]) } ?? "-"
      lines.append(
        "  " + words + padding(46 - words.count) + padding(11 - mine.count) + mine
          + padding(8 - others.count) + others)
    }
    guard let usual else { return }
    lines.append("")
    lines.append("Had it been as usual in …        N       S       V       F")
    lines.append(Self.row("nothing (as it was)", model.raw(features.values)))
    for group in FeatureGroup.allCases {
      var changed = features.values
      for (k, name) in BeatFeatures.names.enumerated() where FeatureGroup(name, at: k) == group {
        changed[k] = usual[k]
      }
      lines.append(Self.row(group.rawValue, model.raw(changed)))
    }
  }

  private static func row(_ words: String, _ probabilities: [Float]) -> String {
    "  " + words + padding(24 - words.count)
      + probabilities.map { value in
        let text = fixed(100 * Double(value), 1)
        return padding(7 - text.count) + text + " "
      }.joined()
  }
}

/// What kind of thing a feature speaks of.
enum FeatureGroup: String, CaseIterable {
  case timing = "timing"
  case shape = "shape of the complex"
  case waves = "P and T waves"
  case family = "its family"
  case neighbours = "its neighbours"

  /// The intervals stand first in a row.
  private static let intervals = (BeatFeatures.names.firstIndex(of: "movement") ?? 0)

  init(_ name: String, at index: Int) {
    if index < Self.intervals {
      self = .timing
    } else if name.hasPrefix("family") || name.hasPrefix("before/") || name == "isUsual" {
      self = .family
    } else if name.hasPrefix("previous") || name.hasPrefix("secondPrevious") || name.hasPrefix("next") {
      self = .neighbours
    } else if name.contains("trial") || name.contains("repolarisation") || name == "beforeComplex" || name == "segment"
    {
      self = .waves
    } else {
      self = .shape
    }
  }
}

import ECGCore
import Glibc

/// The classifier's features in a reader's words.
enum FeatureWords {
  /// How a value is written.
  enum Form {
    /// The natural logarithm of a ratio.
    case ratio
    case seconds
    case millivolts
    case share
    case plain
    case yesNo

    func text(_ value: Float) -> String {
      let value = Double(value)
      switch self {
      case .ratio: return fixed(100 * exp(min(value, 5)), 0) + " %"
      case .seconds: return fixed(1000 * value, 0) + " ms"
      case .millivolts: return fixed(value, 2) + " mV"
      case .share: return fixed(100 * value, 0) + " %"
      case .plain: return fixed(value, 2)
      case .yesNo: return value > 0.5 ? "yes" : "no"
      }
    }
  }

  /// Words and form of a feature; its own name where there are none.
  static func of(_ name: String) -> (words: String, form: Form) { told[name] ?? (name, .plain) }

  private static let told: [String: (words: String, form: Form)] = [
    "before/median8": ("interval before, of the last 8", .ratio),
    "after/median8": ("interval after, of the last 8", .ratio),
    "before/previous": ("interval before, of the one before it", .ratio),
    "after/before": ("interval after, of the one before", .ratio),
    "before/median32": ("interval before, of the last 32", .ratio),
    "after/median32": ("interval after, of the last 32", .ratio),
    "before/quantile25": ("interval before, of the short ones of late", .ratio),
    "before/quantile75": ("interval before, of the long ones of late", .ratio),
    "before/quantile90": ("interval before, of the longest of late", .ratio),
    "previous/median8": ("interval before last, of the last 8", .ratio),
    "secondPrevious/median8": ("interval two before, of the last 8", .ratio),
    "sum/median8": ("both intervals, of two of the last 8", .ratio),
    "before/steady": ("interval before, of the steady one", .ratio),
    "after/steady": ("interval after, of the steady one", .ratio),
    "before": ("interval before", .seconds), "after": ("interval after", .seconds),
    "median32": ("median of the last 32 intervals", .seconds),
    "irregularity8": ("irregularity of the last 8 intervals", .share),
    "irregularity32": ("irregularity of the last 32 intervals", .share),
    "irregularity128": ("irregularity of two minutes' intervals", .share),
    "spread": ("long intervals of late, of the short ones", .ratio),
    "strangeness": ("how far from any interval of late", .plain),
    "rank": ("rank of the interval among those of late", .share),
    "earlyShare32": ("of the last 32 intervals, early ones", .share),
    "before/spread": ("earliness, in the intervals' own spread", .plain),
    "onset": ("the fast stretch's first interval, of those before", .ratio),
    "before/onset": ("interval before, of those before the fast stretch", .ratio),
    "onsetBeats": ("beats of the fast stretch so far (logarithm)", .plain),
    "movement": ("width of the complex (nine tenths)", .seconds),
    "width": ("width of the complex, edge to edge", .seconds),
    "halfWidth": ("of the complex, above half its height", .share),
    "fullness": ("fullness of the complex", .share),
    "steepness": ("steepness of the complex", .plain), "sharpness": ("sharpness of the complex", .plain),
    "balance": ("complex: up or down, as usual is +", .plain),
    "oneSidedness": ("complex: one-sidedness, as usual is +", .plain),
    "lag": ("greatest deflection, from the R peak", .seconds),
    "segment": ("level behind the complex, of its height", .plain),
    "repolarisation": ("T wave, of the complex's height", .plain),
    "atrial": ("height of the P window, of the complex's", .plain),
    "noise": ("noise, of the complex's height", .plain),
    "beforeComplex": ("deflection before the complex", .plain), "confidence": ("the detector's confidence", .share),
    "usualLikeness": ("complex: correlation with the usual beat", .plain),
    "usualLag": ("shift to fit the usual beat best", .plain),
    "movement-usual": ("width beyond the usual beat's", .seconds),
    "width-usual": ("width beyond the usual, edge to edge", .seconds),
    "fullness-usual": ("fullness beyond the usual beat's", .plain),
    "sharpness-usual": ("sharpness beyond the usual beat's", .plain),
    "size/usual": ("height of the complex, of the usual one", .ratio),
    "balance-usual": ("up or down, beyond the usual beat's", .plain),
    "repolarisation-usual": ("T wave beyond the usual beat's", .plain),
    "complexResidual": ("complex: what the usual beat leaves over", .share),
    "whole": ("P to T: correlation with the usual beat", .plain),
    "repolarisationLikeness": ("T wave: correlation with the usual one", .plain),
    "atrialLikeness": ("P wave: correlation with the usual one", .plain),
    "atrialGain": ("P wave: height, of the usual one's", .share),
    "usualAtrial": ("the usual P wave, of the complex's height", .share),
    "atrialResidual": ("P window: what the usual P leaves over", .share),
    "usualShare": ("the usual family's share of late", .share),
    "usualMovement": ("width of the usual beat", .seconds),
    "beginningLikeness": ("complex's begin: like the usual one's", .plain),
    "atrialSurplus": ("a P wave upon the T wave before", .share),
    "atrialLikeness-usual": ("P wave's likeness, beyond its usual", .plain),
    "discordance": ("T wave against the complex", .plain),
    "slopeLikeness": ("slopes of the complex: like the usual ones", .plain),
    "steepness/usual": ("greatest slope, of the usual beat's", .ratio),
    "noise/usual": ("noise, of the usual beat's", .ratio),
    "levelStep": ("level, away from the beat before", .share),
    "drift": ("the baseline moves, of the complex's height", .share),
    "usualBeats": ("beats of the usual family so far (logarithm)", .plain),
    "familyLikeness": ("complex: correlation with its own family", .plain),
    "isUsual": ("belongs to the usual family", .yesNo),
    "familyShare": ("its family's share of the beats of late", .share),
    "familyBeats": ("beats of its family so far (logarithm)", .plain),
    "familyEarly": ("its family's interval before, on average", .ratio),
    "familyLate": ("its family's interval after, on average", .ratio),
    "familyEarlyShare": ("of its family, beats that came early", .share),
    "familyMovement-usual": ("its family's width beyond the usual", .seconds),
    "familyMovement": ("its family's width", .seconds),
    "familySize/usual": ("its family's height, of the usual one's", .ratio),
    "familyFullness-usual": ("its family's fullness beyond the usual", .plain),
    "before/family": ("interval before, of its family's", .ratio),
    "previousLikeness": ("the beat before: like the usual beat", .plain),
    "previousMovement": ("the beat before: width beyond the usual", .seconds),
    "previousEarly": ("the beat before: its interval", .ratio),
    "previousAtrial": ("the beat before: its P wave's likeness", .plain),
    "previousShare": ("the beat before: its family's share", .share),
    "previousIsSame": ("the beat before is of the same family", .yesNo),
    "secondPreviousLikeness": ("two beats before: like the usual beat", .plain),
    "secondPreviousEarly": ("two beats before: its interval", .ratio),
    "nextLikeness": ("the next beat: like the usual beat", .plain),
    "previousDistance": ("the beat before: unlike the usual one by", .share),
    "previousNoise/usual": ("the beat before: its noise, of the usual", .ratio),
    "nextIsSame": ("the next beat is of the same family", .yesNo),
  ]
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
  private static let ofWaves: Set<String> = [
    "segment", "repolarisation", "atrial", "beforeComplex", "repolarisation-usual", "repolarisationLikeness",
    "atrialLikeness", "atrialGain", "usualAtrial", "atrialResidual", "atrialSurplus", "atrialLikeness-usual",
    "discordance",
  ]

  init(_ name: String, at index: Int) {
    if index < Self.intervals {
      self = .timing
    } else if name.hasPrefix("family") || name == "before/family"
      || ["isUsual", "usualShare", "usualBeats"].contains(name)
    {
      self = .family
    } else if name.hasPrefix("previous") || name.hasPrefix("secondPrevious") || name.hasPrefix("next") {
      self = .neighbours
    } else {
      self = Self.ofWaves.contains(name) ? .waves : .shape
    }
  }
}

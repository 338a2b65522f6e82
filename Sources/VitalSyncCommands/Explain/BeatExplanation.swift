import ECGCore
import TerminalUI

/// The words about one beat's class: the strip about it, what decided, and what it is unlike.
struct BeatExplanation {
  let story: BeatStory
  let told: ClassifiedBeat
  /// `nil` where nothing is usual yet.
  let reasons: BeatReasons?
  let overlay: BeatOverlay?
  let columns: Int
  let repertoire: Repertoire

  private static let stripRows = 8
  /// Features told.
  private static let most = 10

  init(_ story: BeatStory, told: ClassifiedBeat, model: BeatClassModel, columns: Int, repertoire: Repertoire) {
    self.story = story
    self.told = told
    if let features = told.features, let usual = story.usual {
      reasons = BeatReasons(told, features: features, usual: usual, model: model)
    } else {
      reasons = nil
    }
    overlay = story.overlay
    self.columns = columns
    self.repertoire = repertoire
  }

  var lines: [String] {
    var strip = story.strip
    strip.chosen = told.beat.position
    let drawn = StripDrawing.lines(
      strip, rate: story.rate, columns: columns, rows: Self.stripRows, repertoire: repertoire)
    return heading + [""] + drawn.map(\.withoutTrailingSpaces) + features + groups + unlikeness
  }

  private func percent(_ value: Float) -> String { fixed(100 * Double(value), 1) + " %" }

  private func wrapped(_ text: String, indent: String = "") -> [String] {
    TextWrap.lines(text, columns: columns, indent: indent, hanging: indent)
  }

  private var heading: [String] {
    let p = told.probabilities
    let seconds = story.rate.seconds(told.beat.position)
    var lines = ["Beat at \(clock(seconds)) (\(fixed(seconds, 3)) s): \(ClassLines.word(told.beat.label))"]
    if told.beat.label == .unknown {
      let why =
        story.quality.flatMap(\.refusal).map { "Its second of signal was not fit to name a beat: \($0.words)." }
        ?? "The signal breaks off within the complex, or was not fit to name a beat."
      lines += wrapped("\(why) What follows is what was seen all the same.")
    }
    lines += wrapped(
      "N \(percent(p.normal)), S \(percent(p.supraventricular)), V \(percent(p.ventricular)), F \(percent(p.fusion))"
        + " (calibrated probabilities)")
    let family = story.familyCounts.familiesBySize.first { $0.number == told.family }?.counts
    if let family, family.total > 1 {
      let classes = BeatLabel.allCases.filter { family[$0] > 0 }.map { "\(family[$0]) \($0.rawValue)" }
      lines += wrapped(
        "Number \(family.total) of its family of shapes, called so far: \(classes.joined(separator: ", "))")
    } else {
      lines += wrapped("The first of its family of shapes: none like it came before")
    }
    return lines
  }

  private var features: [String] {
    guard let reasons else {
      return [""]
        + wrapped("What decided cannot be told: no beat about here was called normal, so nothing is usual yet.")
    }
    let name = reasons.label.rawValue
    let decided = reasons.features.filter { max($0.oddsFactor, 1 / $0.oddsFactor) >= BeatReasons.leastFactor }
    var lines = [""]
    guard !decided.isEmpty else {
      lines += wrapped(
        "No single feature sways it: set to what is usual one by one, each leaves the odds of \(name) as they are.")
      return lines + table(Array(reasons.features.prefix(Self.most / 2)), name)
    }
    lines.append("What decided, feature by feature")
    return lines + table(Array(decided.prefix(Self.most)), name)
      + wrapped(
        "Usual: the median of \(story.normalCount) normal beats about here. Odds: how much more likely (\(signs.times)) or less (\(signs.over)) the feature makes \(name), against its usual value.",
        indent: "  ")
  }

  private var signs: (times: String, over: String) { repertoire == .unicode ? ("×", "÷") : ("x", "/") }

  private func table(_ features: [BeatReasons.Feature], _ name: String) -> [String] {
    TextTable(
      columns: [("", .left), ("this beat", .right), ("usual", .right), ("odds of \(name)", .right)],
      rows: features.map { [$0.words, $0.valueText, $0.usualText, BeatReasons.words($0.oddsFactor, signs)] }
    ).lines.map { "  " + $0 }
  }

  private var groups: [String] {
    guard let reasons else { return [] }
    func cells(_ values: [Float]) -> [String] { values.map { fixed(100 * Double($0), 1) } }
    var rows = [["as it was"] + cells(reasons.trees) + [""]]
    for group in reasons.groups {
      rows.append(
        ["with \(group.group.rawValue) as usual"] + cells(group.probabilities)
          + [BeatReasons.words(group.oddsFactor, signs)])
    }
    let table = TextTable(
      columns: [("the trees alone, %", .left)] + ["N", "S", "V", "F"].map { ($0, .right) }
        + [("odds of \(reasons.label.rawValue)", .right)], rows: rows)
    return ["", "Had it been as usual in a whole group"] + table.lines.map { "  " + $0 }
  }

  private var unlikeness: [String] {
    var lines = ["", "Unlike the usual beat: \(percent(told.unlikeness)) (anomaly score)"]
    let (off, typical) = (fixed(100 * Double(told.distance), 1), fixed(100 * Double(told.usualDistance), 1))
    lines += wrapped(
      told.unlikeness > 0
        ? "From P to T it is off the mean usual beat by \(off) % of that beat's height; usual beats are off by \(typical) % themselves. Up to twice that is as usual: 1 - 2 \(signs.times) \(typical) / \(off) = \(fixed(Double(told.unlikeness), 2))."
        : "From P to T it is off the mean usual beat by \(off) % of that beat's height, usual beats by \(typical) % themselves: up to twice that is as usual.",
      indent: "  ")
    guard let overlay else { return lines + ["  No normal beat is near to lay it over."] }
    let at = story.rate.seconds(overlay.nearest)
    lines.append("")
    lines += wrapped(
      "Over the normal beat that it is most like, the one at \(clock(at)) (\(fixed(at, 3)) s): correlation \(fixed(overlay.likeness, 2)), off by \(fixed(100 * overlay.difference, 0)) % of its height. Line: this beat; \(repertoire == .ascii ? "o" : "dots"): the normal one."
    )
    return lines + overlay.lines(columns: columns, repertoire: repertoire)
  }
}

import ECGCore
import Foundation
import TestSupport
import Testing

@testable import VitalSyncCommands

/// What the report says of a recording that is one strip.
@Suite struct StripVerdictTests {
  private func verdict(
    _ name: StripName, _ share: Float, rules: StripVerdict.Rules, otherModel: Bool = false
  ) throws -> StripVerdict {
    func value(_ of: StripName) -> Float { of == name ? share : (1 - share) / 3 }
    let strip = RhythmStrip(
      from: 0, to: 9000,
      probabilities: StripProbabilities(
        normal: value(.normal), atrialFibrillation: value(.atrialFibrillation), other: value(.other),
        noisy: value(.noisy)))
    let rate = try #require(SampleRate(hertz: 300))
    return StripVerdict(strip, rate: rate, rules: rules, hasOtherModel: otherModel)
  }

  @Test("the figures are those of the model's card, each beside its class")
  func figures() throws {
    let card = try String(contentsOfFile: FixturePaths.repository + "/docs/models/rhythm.md", encoding: .utf8)
    let lines = card.split(separator: "\n")
    let head = try #require(lines.first { $0.hasPrefix("| | N F1 %") }).split(separator: "|").dropFirst()
    let row = try #require(lines.first { $0.hasPrefix("| model, cross-validated") }).split(separator: "|").dropFirst()
    var told: [String: Double] = [:]
    for (name, cell) in zip(head, row) {
      told[name.trimmingCharacters(in: .whitespaces)] = Double(try #require(cell.split(separator: " ").first))
    }
    #expect(told["N F1 %"] == StripVerdict.worth[.normal])
    #expect(told["A F1 %"] == StripVerdict.worth[.atrialFibrillation])
    #expect(told["O F1 %"] == StripVerdict.worth[.other])
    let noisy = try #require(card.firstMatch(of: /F1 of noisy: ([0-9.]+) ±/))
    #expect(Double(noisy.1) == StripVerdict.worth[.noisy])
    #expect(card.contains("the \(StripVerdict.strips) strips of the PhysioNet/CinC Challenge 2017"))
  }

  @Test(
    "each class in words, with its probability, what that is worth, and that it is no diagnosis",
    arguments: [
      (StripName.normal, "normal, 71 %", "88.8 %"), (.atrialFibrillation, "atrial fibrillation, 71 %", "81.4 %"),
      (.other, "other (neither normal nor fibrillation), 71 %", "70.6 %"), (.noisy, "noisy, 71 %", "69.9 %"),
    ])
  func words(name: StripName, head: String, worth: String) throws {
    let words = try verdict(name, 0.71, rules: name == .atrialFibrillation ? .found : .notFound).words
    #expect(words.hasPrefix(head + ":") && words.hasSuffix("It is no diagnosis."))
    #expect(words.contains("these 30 s") && words.contains(worth) && words.contains("cross-validated over 800 strips"))
    #expect(words.contains("Hold still, wet the electrodes") == (name == .noisy))
    #expect(!words.contains("disagree"))
    #expect(words.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(
    "a disagreement about fibrillation is told, whoever of the two says it",
    arguments: [
      (StripName.atrialFibrillation, StripVerdict.Rules.notFound, "find no atrial fibrillation here"),
      (.normal, .found, "find atrial fibrillation here"), (.other, .found, "find atrial fibrillation here"),
      (.noisy, .found, "find atrial fibrillation here"),
    ])
  func disagreement(name: StripName, rules: StripVerdict.Rules, words: String) throws {
    let verdict = try verdict(name, 0.6, rules: rules)
    #expect(verdict.disagrees && verdict.words.contains("The rules \(words): they and the model disagree."))
    #expect(verdict.detail == "60 %; the rules say otherwise")
    #expect(verdict.words.contains("ecord again"))
  }

  @Test func agreementOnFibrillationIsTold() throws {
    #expect(try verdict(.atrialFibrillation, 0.9, rules: .found).words.contains("The rules find it, too."))
    #expect(try !verdict(.normal, 0.9, rules: .notFound).words.contains("rules"))
  }

  @Test func rulesThatCouldNotJudgeAreNoContradiction() throws {
    let words = try verdict(.atrialFibrillation, 0.9, rules: .notJudged).words
    #expect(words.contains("The rules could not judge it. Record again") && !words.contains("disagree"))
    #expect(try !verdict(.noisy, 0.9, rules: .notJudged).words.contains("rules"))
  }

  @Test func anotherModelOfBeatsTakesTheFiguresAway() throws {
    let words = try verdict(.normal, 0.9, rules: .notFound, otherModel: true).words
    #expect(words.hasPrefix("normal, 90 %:") && words.contains("not known with another model of beats"))
    #expect(!words.contains("F1") && !words.contains("800"))
  }
}

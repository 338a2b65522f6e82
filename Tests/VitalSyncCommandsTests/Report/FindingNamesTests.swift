import ECGCore
import Testing

@testable import VitalSyncCommands

/// Where a rule and the classifier disagree on the same beats, the report says so.
@Suite struct FindingNamesTests {
  private func words(_ kind: FindingKind, _ letters: String) throws -> String? {
    var strip = EvidenceStrips.Strip(start: 0, millivolts: Array(repeating: 0, count: 100 * (letters.count + 1)))
    for (index, letter) in letters.enumerated() {
      let position = Double(100 * (index + 1))
      strip.beats.append(position)
      if letter != "-" { strip.labels[position] = try #require(BeatLabel(rawValue: String(letter))) }
    }
    let finding = Finding(
      kind: kind, severity: .warning, onset: 0, last: 1000, isActive: false, evidence: 0...1000, statement: "",
      advice: "", criterion: "", source: "")
    return FindingNames.words(finding, strip)
  }

  @Test(
    "what the rule asks for is counted in the letters",
    arguments: [
      (FindingKind.couplet, "NVVN", true), (.couplet, "NVNV", false), (.couplet, "NFVN", false),
      (.ventricularRun, "VVVN", true), (.ventricularRun, "VVNV", false), (.frequentVentricularBeats, "VNV", true),
      (.frequentVentricularBeats, "VNN", false), (.earlyBeats, "SNS", true), (.earlyBeats, "VNSN", true),
      (.earlyBeats, "NNNN", false),
    ])
  func agreement(kind: FindingKind, letters: String, agrees: Bool) throws {
    let told = try words(kind, letters)
    #expect((told == nil) == agrees, "\(letters): \(told ?? "nothing")")
  }

  @Test func theCountsAreTold() throws {
    #expect(try words(.couplet, "NVNNQ")?.contains("3 N, 1 V, 1 Q.") == true)
    #expect(try words(.couplet, "N-VN")?.contains("2 N, 1 V.") == true)
  }

  @Test func anSInFibrillationIsSaidToSayLittle() throws {
    #expect(try words(.atrialFibrillation, "NSNN")?.contains("says little") == true)
    #expect(try words(.atrialFibrillation, "NVNN") == nil)
  }

  @Test func otherFindingsAndUnnamedBeatsHaveNoSuchLine() throws {
    #expect(try words(.tachycardia, "NVVN") == nil)
    #expect(try words(.couplet, "---") == nil)
  }
}

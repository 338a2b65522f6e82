import ECGCore
import Testing

@testable import VitalSyncCommands

@Suite("What could not be judged is said")
struct RuleGroupsTests {
  @Test func whatWasNotJudgedComesFirstWithItsReason() throws {
    let limits = FindingLimits(AthleteProfile())
    var judged = JudgedSeconds()
    for second in 0..<60 {
      judged.add(
        judged: second < 40 ? FindingMeasure.Set(.heartRate) : [], absent: FindingMeasure.Set(.qtc))
    }
    let lines = RuleGroups(limits.accounts(judged)).lines
    let missing = try #require(lines.firstIndex { $0.hasPrefix("Not judged, since nothing here measures it: ") })
    #expect(lines[missing].hasSuffix("long QT, short QT"))
    let unsure = try #require(lines.firstIndex { $0.hasPrefix("Not judged, since it could not be told at any time: ") })
    #expect(lines[unsure].contains("long PR"))
    let rate = try #require(lines.firstIndex { $0.hasPrefix("Judged for 0:40 of 1:00: ") })
    #expect(lines[rate].contains("bradycardia") && lines[rate].contains("tachycardia"))
    #expect(max(missing, unsure) < rate)
    // Every kind is in one line, each once in it.
    for kind in FindingKind.allCases { #expect(lines.contains { $0.contains(kind.words) }, "\(kind)") }
  }

  @Test func withoutAProfileTheLimitsSaySo() {
    #expect(FindingLimits(AthleteProfile()).lines[0].hasPrefix("no profile stated"))
    #expect(FindingLimits(AthleteProfile(activity: .rest)).lines[0].hasPrefix("no profile stated"))
    #expect(!FindingLimits(AthleteProfile(ageYears: 30)).lines.contains { $0.hasPrefix("no profile") })
  }
}

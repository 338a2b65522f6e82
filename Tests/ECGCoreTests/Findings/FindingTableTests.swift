import TestSupport
import Testing

@testable import ECGCore

/// The table of rules held against given numbers, second by second: no signal, no stage before it.
@Suite("The table of rules under given inputs")
struct FindingTableTests {
  static let rate = SampleRate(hertz: 100)

  /// One number of the inputs, as a stage would fill it.
  struct Given: Sendable, CustomStringConvertible {
    var what: String
    var set: @Sendable (inout FindingInputs) -> Void
    var description: String { what }

    init(_ what: String, _ set: @escaping @Sendable (inout FindingInputs) -> Void) {
      self.what = what
      self.set = set
    }
  }

  /// Every finding, in its last form, of `seconds` that are all as `change` makes them.
  func findings(
    profile: AthleteProfile = AthleteProfile(sex: .male), seconds: Int = 60, state: SignalState = .good,
    _ change: (inout FindingInputs, Int) -> Void
  ) throws -> [Finding] {
    let rate = try #require(Self.rate)
    var board = FindingBoard(rate: rate, limits: FindingLimits(profile))
    var sink = Collected<Finding>()
    for second in 0..<seconds {
      var inputs = FindingInputs(
        second: QualitySecond(start: 100 * second, count: 100, index: 1, state: state), heartRate: .value(60))
      change(&inputs, second)
      board.look(inputs, into: &sink)
    }
    board.end(into: &sink)
    var last: [Finding] = []
    for finding in sink.elements {
      if let known = last.firstIndex(where: { $0.kind == finding.kind && $0.onset == finding.onset }) {
        last[known] = finding
      } else {
        last.append(finding)
      }
    }
    return last
  }

  /// The numbers are those of Table 1 of the International Criteria (2017), where not said otherwise.
  static let flagged: [(Given, FindingKind, Severity)] = [
    (Given("29 bpm") { $0.heartRate = .value(29) }, .bradycardia, .alarm),
    (Given("two ventricular beats in 10 s") { $0.ventricularBeats = .value(2) }, .frequentVentricularBeats, .warning),
    (Given("a couplet") { $0.ventricularRow = .value(2) }, .couplet, .warning),
    (Given("a run of three") { $0.ventricularRow = .value(3) }, .ventricularRun, .warning),
    (Given("fibrillation") { $0.atrialFibrillation = .value(0.9) }, .atrialFibrillation, .warning),
    (Given("SVT") { $0.supraventricularTachycardia = .value(0.8) }, .supraventricularTachycardia, .warning),
    (Given("broad-complex tachycardia") { $0.broadComplexTachycardia = .value(0.8) }, .broadComplexTachycardia, .alarm),
    (Given("VF") { $0.ventricularFibrillation = .value(0.8) }, .ventricularFibrillation, .alarm),
    (Given("QTc 470") { $0.qtc = .value(470) }, .longQT, .note),
    (Given("QTc 500") { $0.qtc = .value(500) }, .longQT, .warning),
    (Given("QTc 340 (ESC 2015)") { $0.qtc = .value(340) }, .shortQT, .note),
    (Given("QRS 140") { $0.qrs = .value(140) }, .broadQRS, .note),
    (Given("PR 400") { $0.pr = .value(400) }, .longPR, .note),
    (Given("fall of 11 bpm (Cole 1999)") { $0.recovery = .value(11) }, .slowRecovery, .note),
    (Given("ectopy in effort") { $0.earlyBeatsInEffort = .value(5) }, .ectopyGrowingWithEffort, .warning),
    (Given("two early beats in 10 s") { $0.earlyBeats = .value(2) }, .earlyBeats, .note),
  ]

  @Test("is found, once, with its severity", arguments: flagged)
  func found(given: Given, kind: FindingKind, severity: Severity) throws {
    let found = try findings { inputs, _ in given.set(&inputs) }
    #expect(found.map(\.kind) == [kind])
    #expect(found.first?.severity == severity)
    #expect(found.first?.isActive == false)
    // In noise nothing is said of the heart, but by the two stages that can tell it from what looks like it.
    let noisy = try findings(state: .poor) { inputs, _ in given.set(&inputs) }
    let isTold = kind == .ventricularFibrillation || kind == .broadComplexTachycardia
    #expect(noisy.map(\.kind) == (isTold ? [kind] : []))
    #expect(try findings(state: .leadsOff) { inputs, _ in given.set(&inputs) }.map(\.kind) == [.leadsOff])
  }

  /// An athlete's normal, by the same table, and the last numbers that are not yet findings.
  static let normal: [Given] = [
    Given("30 bpm") { $0.heartRate = .value(30) },
    Given("first-degree block, PR 399") { $0.pr = .value(399) },
    Given("QTc 469") { $0.qtc = .value(469) },
    Given("QTc 341") { $0.qtc = .value(341) },
    Given("QRS 139") { $0.qrs = .value(139) },
    Given("one ventricular beat") {
      $0.ventricularBeats = .value(1)
      $0.ventricularRow = .value(1)
    },
    Given("fall of 12 bpm") { $0.recovery = .value(12) },
    Given("every stage refuses") {
      $0.qtc = .refused(.poorSignal)
      $0.pr = .refused(.cannotTell)
      $0.atrialFibrillation = .refused(.settling)
    },
  ]

  @Test("is an athlete's normal", arguments: normal)
  func notFound(given: Given) throws {
    #expect(try findings { inputs, _ in given.set(&inputs) }.isEmpty)
  }

  @Test("limits follow the profile: sex, training, activity, maximum")
  func profile() throws {
    func kinds(_ profile: AthleteProfile, _ change: (inout FindingInputs) -> Void) throws -> [FindingKind] {
      try findings(profile: profile) { inputs, _ in change(&inputs) }.map(\.kind)
    }
    #expect(try kinds(AthleteProfile(sex: .female)) { $0.qtc = .value(475) }.isEmpty)
    #expect(try kinds(AthleteProfile()) { $0.qtc = .value(475) }.isEmpty)
    #expect(try kinds(AthleteProfile(sex: .female)) { $0.qtc = .value(480) } == [.longQT])
    let untrained = AthleteProfile(isAthlete: false)
    #expect(try kinds(untrained) { $0.pr = .value(210) } == [.longPR])
    #expect(try kinds(untrained) { $0.heartRate = .value(45) } == [.bradycardia])
    #expect(try kinds(AthleteProfile(activity: .rest)) { $0.recovery = .value(3) }.isEmpty)
    let runner = AthleteProfile(maximumHeartRate: 180, activity: .effort)
    #expect(try kinds(runner) { $0.heartRate = .value(181) } == [.tachycardia])
    #expect(try kinds(runner) { $0.heartRate = .value(180) }.isEmpty)
  }

  @Test("a finding clears only past its second limit, and stays past its first")
  func hysteresis() throws {
    // Down to 178 after 190: still within 5 bpm of the limit of 180. Then 170: over.
    let runner = AthleteProfile(maximumHeartRate: 180, activity: .effort)
    let found = try findings(profile: runner, seconds: 200) { inputs, second in
      inputs.heartRate = .value(second < 50 ? 190 : second < 150 && second % 2 == 0 ? 178 : second < 150 ? 182 : 170)
    }
    #expect(found.map(\.kind) == [.tachycardia])
    #expect(found.first?.statement == "heart rate up to 190 bpm")
    #expect(found.first?.last == 150 * 100 - 1)
  }

  @Test("the graver rule of a kind takes the place of the lesser one")
  func covers() throws {
    let both = try findings(seconds: 120) { inputs, second in
      inputs.heartRate = .value(230)
      inputs.qtc = .value(510)
    }
    #expect(both.map(\.severity) == [.warning, .warning])
    #expect(Set(both.map(\.kind)) == [.tachycardia, .longQT])
  }

  @Test("a rhythm begins where its stage says it began")
  func onset() throws {
    let found = try findings(seconds: 60) { inputs, second in
      inputs.atrialFibrillation = .value(second < 30 ? 0 : 0.9)
      inputs.onsets[.atrialFibrillation] = second < 30 ? nil : 512
    }
    #expect(found.map(\.onset) == [512])
  }

  @Test("fair signal makes a finding less sure")
  func certainty() throws {
    #expect(try findings { inputs, _ in inputs.heartRate = .value(25) }.first?.certainty == .certain)
    #expect(try findings(state: .fair) { inputs, _ in inputs.heartRate = .value(25) }.first?.certainty == .likely)
  }

  @Test("what no stage measures is not judged, and said so; what was refused, too")
  func account() throws {
    var judged = JudgedSeconds()
    for second in 0..<20 {
      let state: SignalState = second < 5 ? .poor : .good
      var inputs = FindingInputs(
        second: QualitySecond(start: 100 * second, count: 100, index: 1, state: state), heartRate: .value(60))
      inputs.qtc = .refused(.settling)
      let (seen, absent) = inputs.account
      judged.add(judged: seen, absent: absent)
    }
    let limits = FindingLimits(AthleteProfile())
    let accounts = limits.accounts(judged)
    func words(_ kind: FindingKind) -> String? { accounts.first { $0.kind == kind }?.words }
    #expect(words(.bradycardia) == "judged for 15 of 20 s")
    #expect(words(.leadsOff) == "judged for 20 of 20 s")
    #expect(words(.longQT) == "not judged: QTc (Fridericia) could not be told")
    #expect(words(.atrialFibrillation) == "not judged: atrial fibrillation as a rhythm is not measured")
    #expect(Set(accounts.map(\.kind)) == Set(FindingKind.allCases), "every kind stands in the table")
  }

  @Test("each row has its words: criterion, advice, source")
  func rows() {
    for activity in AthleteProfile.Activity.allCases {
      for row in FindingRule.table(FindingLimits(AthleteProfile(activity: activity))) {
        #expect(!row.criterion.isEmpty && !row.source.isEmpty)
        #expect(row.advice.hasSuffix("."), "\(row.advice)")
      }
    }
  }
}

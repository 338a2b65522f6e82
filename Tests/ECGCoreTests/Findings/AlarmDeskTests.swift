import Testing

@testable import ECGCore

/// Latching, acknowledgement and the bell, after IEC 60601-1-8.
@Suite("Findings ask for attention until somebody has seen them")
struct AlarmDeskTests {
  static let rate = SampleRate(hertz: 100)

  func desk() throws -> AlarmDesk { AlarmDesk(rate: try #require(Self.rate)) }

  func finding(
    _ kind: FindingKind, _ severity: Severity, from: Int, to: Int, active: Bool = true
  ) -> Finding {
    Finding(
      kind: kind, severity: severity, onset: 100 * from, last: 100 * to, isActive: active,
      evidence: 100 * from...100 * to, statement: "", advice: "", criterion: "", source: "")
  }

  @Test("an alarm that is over stands until it is acknowledged; a warning for half a minute; a note not at all")
  func latching() throws {
    var desk = try desk()
    desk.receive(finding(.pause, .alarm, from: 10, to: 17))
    desk.receive(finding(.tachycardia, .warning, from: 10, to: 17))
    desk.receive(finding(.leadsOff, .note, from: 10, to: 17))
    #expect(desk.entries.map(\.finding.severity) == [.alarm, .warning, .note])
    for (kind, severity) in [(FindingKind.pause, Severity.alarm), (.tachycardia, .warning), (.leadsOff, .note)] {
      desk.receive(finding(kind, severity, from: 10, to: 18, active: false))
    }
    #expect(desk.entries.map(\.finding.severity) == [.alarm, .warning])
    #expect(desk.entries.allSatisfy { $0.isHeld })
    desk.advance(to: 4800)
    #expect(desk.entries.count == 2)
    desk.advance(to: 4801)
    #expect(desk.entries.map(\.finding.severity) == [.alarm])
    desk.advance(to: 1_000_000)
    #expect(desk.gravestUnacknowledged == .alarm)
    #expect(desk.acknowledge() == 1)
    #expect(desk.entries.isEmpty)
    #expect(desk.acknowledge() == 0)
  }

  @Test("acknowledged, it stands quietly while it lasts, and goes when it is over")
  func acknowledged() throws {
    var desk = try desk()
    desk.receive(finding(.bradycardia, .alarm, from: 10, to: 15))
    #expect(desk.takeBell() == .alarm)
    #expect(desk.takeBell() == nil)
    desk.acknowledge()
    desk.receive(finding(.bradycardia, .alarm, from: 10, to: 40))
    #expect(desk.entries.map(\.isAcknowledged) == [true])
    #expect(desk.takeBell() == nil)
    desk.receive(finding(.bradycardia, .alarm, from: 10, to: 41, active: false))
    #expect(desk.entries.isEmpty)
  }

  @Test("one that grows graver asks anew, and rings anew")
  func graver() throws {
    var desk = try desk()
    desk.receive(finding(.pause, .warning, from: 10, to: 13))
    #expect(desk.takeBell() == .warning)
    desk.acknowledge()
    desk.receive(finding(.pause, .alarm, from: 10, to: 16))
    #expect(desk.gravestUnacknowledged == .alarm)
    #expect(desk.takeBell() == .alarm)
  }

  @Test("the same kind is shown but not rung for within two minutes of being acknowledged, another kind is")
  func quiet() throws {
    var desk = try desk()
    func come(_ kind: FindingKind, _ severity: Severity, at second: Int) -> Severity? {
      desk.receive(finding(kind, severity, from: second, to: second))
      return desk.takeBell()
    }
    #expect(come(.couplet, .warning, at: 10) == .warning)
    desk.acknowledge()
    #expect(come(.couplet, .warning, at: 60) == nil)
    #expect(desk.gravestUnacknowledged == .warning)
    #expect(come(.ventricularRun, .warning, at: 61) == .warning)
    #expect(come(.couplet, .warning, at: 131) == .warning)
    #expect(come(.leadsOff, .note, at: 140) == nil)
  }

  @Test("a short alarm that is told only when over asks just the same")
  func toldWhenOver() throws {
    var desk = try desk()
    desk.receive(finding(.pause, .warning, from: 10, to: 13, active: false))
    #expect(desk.gravestUnacknowledged == .warning)
    #expect(desk.takeBell() == .warning)
  }

  @Test("many findings do not fill the memory, and the gravest stay")
  func bounded() throws {
    var desk = try desk()
    for second in 0..<200 { desk.receive(finding(.couplet, .warning, from: second, to: second)) }
    desk.receive(finding(.pause, .alarm, from: 300, to: 307))
    #expect(desk.entries.count == AlarmDesk.most)
    #expect(desk.entries.first?.finding.severity == .alarm)
  }
}

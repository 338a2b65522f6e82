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
    #expect(desk.gravestUnacknowledged?.severity == .alarm)
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
    #expect(desk.gravestUnacknowledged?.severity == .alarm)
    #expect(desk.takeBell() == .alarm)
  }

  @Test("one that was acknowledged, was over and comes again asks and rings again; a note never rings")
  func comesAgain() throws {
    var desk = try desk()
    desk.receive(finding(.couplet, .warning, from: 10, to: 12))
    #expect(desk.takeBell() == .warning)
    desk.acknowledge(finding(.couplet, .warning, from: 10, to: 12))
    #expect(desk.isAcknowledged(finding(.couplet, .warning, from: 10, to: 12)))
    desk.receive(finding(.couplet, .warning, from: 10, to: 13, active: false))
    #expect(desk.isAcknowledged(finding(.couplet, .warning, from: 10, to: 13)), "it is past, and was seen")
    let again = finding(.couplet, .warning, from: 60, to: 61)
    #expect(!desk.isAcknowledged(again))
    desk.receive(again)
    #expect(desk.isAsking(again))
    #expect(desk.takeBell() == .warning)
    desk.receive(finding(.leadsOff, .note, from: 140, to: 141))
    #expect(desk.takeBell() == nil)
  }

  @Test("an alarm rings every ten seconds until it is acknowledged, though it be over; a warning once")
  func ringsAgain() throws {
    var desk = try desk()
    func rings(over seconds: ClosedRange<Int>) -> [Int] {
      seconds.filter { second in
        desk.advance(to: 100 * second)
        return desk.takeBell() != nil
      }
    }
    desk.receive(finding(.tachycardia, .warning, from: 5, to: 5))
    #expect(desk.takeBell() == .warning)
    #expect(rings(over: 6...99).isEmpty)
    desk.receive(finding(.pause, .alarm, from: 94, to: 100))
    #expect(desk.takeBell() == .alarm)
    #expect(rings(over: 101...120) == [110, 120])
    desk.receive(finding(.pause, .alarm, from: 94, to: 121, active: false))
    #expect(rings(over: 122...135) == [130])
    desk.acknowledge(finding(.pause, .alarm, from: 94, to: 121))
    #expect(rings(over: 136...300).isEmpty)
  }

  @Test("what is acknowledged is remembered within a bound")
  func remembersWithinABound() throws {
    var desk = try desk()
    for second in 0..<200 {
      desk.receive(finding(.pause, .alarm, from: second, to: second, active: false))
      desk.acknowledge()
    }
    let remembered = (0..<200).filter { desk.isAcknowledged(finding(.pause, .alarm, from: $0, to: $0)) }
    #expect(remembered == Array((200 - AlarmDesk.most)..<200))
  }

  @Test("a short alarm that is told only when over asks just the same")
  func toldWhenOver() throws {
    var desk = try desk()
    desk.receive(finding(.pause, .warning, from: 10, to: 13, active: false))
    #expect(desk.gravestUnacknowledged?.severity == .warning)
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

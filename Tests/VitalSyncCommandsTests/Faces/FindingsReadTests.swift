import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

@Suite struct FindingsReadTests {
  @Test func arrowsChooseAndStopAtTheEnds() throws {
    var model = FaceScenes.showing(.findings, try FaceScenes.troubled())
    let snapshot = try #require(model.snapshot)
    func place() -> Int { model.findingsRead.place(in: snapshot) }
    #expect(place() == 0)
    for (key, expected) in [(Key.down, 1), (.character("j"), 2), (.up, 1), (.character("k"), 0), (.up, 0)] {
      _ = model.handle(key, gainInUse: .normal)
      #expect(place() == expected)
    }
    for _ in 0..<9 { _ = model.handle(.down, gainInUse: .normal) }
    #expect(place() == 3)
  }

  @Test func theChosenOneStaysChosenWhenAnotherComes() throws {
    var model = FaceScenes.showing(.findings, try FaceScenes.troubled())
    _ = model.handle(.down, gainInUse: .normal)
    let new = FaceScenes.finding(.leadsOff, .alarm, at: 89, "leads off", advice: "", active: true)
    model.snapshot?.activeFindings.insert(new, at: 0)
    let snapshot = try #require(model.snapshot)
    #expect(snapshot.allFindings[model.findingsRead.place(in: snapshot)].kind == .tachycardia)
  }

  /// What the loop makes of the key `a`.
  private func acknowledge(_ model: inout MonitorModel) -> FindingKind? {
    guard case .acknowledge(let finding) = model.handle(.character("a"), gainInUse: .normal) else { return nil }
    model.desk?.acknowledge(finding)
    return finding.kind
  }

  @Test("On any screen `a` takes the gravest that asks, one after another; what is over may still ask")
  func acknowledging() throws {
    var model = try FaceScenes.troubled()
    // The irregular rhythm ended 48 s ago: a warning stands for half a minute only.
    #expect(acknowledge(&model) == .pause)
    #expect(acknowledge(&model) == .tachycardia)
    #expect(acknowledge(&model) == nil)
    // The same kind again, later, is another finding; and an alarm that was over before anybody looked stands.
    model.desk?.receive(FaceScenes.finding(.pause, .alarm, at: 89, "pause of 6.1 s", advice: "", active: false))
    #expect(acknowledge(&model) == .pause)
    #expect(acknowledge(&model) == nil)
  }

  @Test("On the list `a` takes the chosen one, and the list says so")
  func acknowledgingTheChosen() throws {
    var model = FaceScenes.showing(.findings, try FaceScenes.troubled())
    _ = model.handle(.down, gainInUse: .normal)
    #expect(acknowledge(&model) == .tachycardia)
    #expect(model.desk?.gravestUnacknowledged?.kind == .pause)
    let rows = FaceScenes.rows(FaceScenes.paint(model, 200, 50))
    #expect(rows.contains { $0.contains("ok") && $0.contains("182 bpm") })
    #expect(!rows.contains { $0.contains("ok ") && $0.contains("pause of 3.4 s") })
  }

  @Test("The mark of a waiting finding stands beside its screen's key", arguments: [80, 200])
  func mark(width: Int) throws {
    var model = try FaceScenes.troubled()
    #expect(FaceScenes.rows(FaceScenes.paint(model, width, 50))[0].contains("!!!"))
    for _ in 0..<2 { _ = acknowledge(&model) }
    #expect(!FaceScenes.rows(FaceScenes.paint(model, width, 50))[0].contains("!"))
  }
}

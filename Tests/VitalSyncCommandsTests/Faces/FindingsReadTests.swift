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

  @Test("On any screen `a` takes the gravest that waits, one after another")
  func acknowledging() throws {
    var model = try FaceScenes.troubled()
    func open() -> [FindingKind] { model.findingsRead.open(in: model.snapshot).map(\.kind) }
    #expect(open() == [.pause, .tachycardia])
    _ = model.handle(.character("a"), gainInUse: .normal)
    #expect(open() == [.tachycardia])
    _ = model.handle(.character("a"), gainInUse: .normal)
    #expect(open().isEmpty)
    _ = model.handle(.character("a"), gainInUse: .normal)
    // The same kind again, later, is another finding.
    let again = FaceScenes.finding(.pause, .alarm, at: 89, "pause of 3.1 s", advice: "", active: true)
    model.snapshot?.activeFindings.append(again)
    #expect(open() == [.pause])
  }

  @Test("The mark of a waiting finding stands beside its screen's key", arguments: [80, 200])
  func mark(width: Int) throws {
    var model = try FaceScenes.troubled()
    #expect(FaceScenes.rows(FaceScenes.paint(model, width, 50))[0].contains("!!!"))
    for _ in 0..<2 { _ = model.handle(.character("a"), gainInUse: .normal) }
    #expect(!FaceScenes.rows(FaceScenes.paint(model, width, 50))[0].contains("!"))
  }
}

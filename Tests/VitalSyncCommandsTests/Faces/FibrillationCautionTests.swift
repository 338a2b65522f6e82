import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

/// In atrial fibrillation the screen says what its S letters and counts are worth.
@Suite struct FibrillationCautionTests {
  private func screen(_ model: MonitorModel, _ width: Int, _ height: Int) -> String {
    FaceScenes.rows(FaceScenes.paint(model, width, height)).joined(separator: "\n")
  }

  @Test(
    "on the trace's frame while it lasts, at any size that has a frame", arguments: [(80, 24), (120, 40), (200, 50)])
  func trace(width: Int, height: Int) throws {
    var model = try FaceScenes.fibrillating()
    #expect(screen(model, width, height).contains("in AF an S says little"))
    model.snapshot?.rhythm = .value(.sinus)
    #expect(!screen(model, width, height).contains("S says little"))
    #expect(!screen(try FaceScenes.named(), width, height).contains("S says little"))
  }

  @Test("before the intervals, which take what room is left")
  func besideTheIntervals() throws {
    var model = try FaceScenes.fibrillating()
    let end = model.snapshot?.end ?? 0
    model.snapshot?.intervals = HeartIntervals(
      beats: 16, meanRR: 1, pr: .refused(.cannotTell), qrs: .value(91.6), qt: .value(400),
      position: Double(end) - 500, bandwidth: .limited)
    #expect(screen(model, 200, 50).contains("in AF an S says little  PR -  QRS 92  QT 400"))
    #expect(!screen(model, 80, 24).contains("QRS 92"))
  }

  @Test("over the counts of the heart-rate zones")
  func zones() throws {
    var model = try FaceScenes.fibrillating(.effort)
    let training = try #require(try FaceScenes.ramp().snapshot?.training)
    model.snapshot?.training = training
    #expect(screen(model, 200, 50).contains("time in zones, in AF an S says little"))
    model.snapshot?.rhythm = .value(.sinus)
    model.snapshot?.activeFindings = []
    #expect(screen(model, 200, 50).contains("─ time in zones ─"))
  }

  @Test("beside the session's count of S, also when the rhythm is another again")
  func counts() throws {
    var model = try FaceScenes.fibrillating(.findings)
    for _ in 0..<2 {
      #expect(screen(model, 200, 50).contains("in fibrillation no beat is early: an S says little"))
      #expect(screen(model, 76, 60).contains("│ in AF an S says little"))
      #expect(screen(model, 200, 50).contains("bigem."))
      model.snapshot?.rhythm = .value(.sinus)
    }
    model.snapshot?.activeFindings = []
    #expect(!screen(model, 200, 50).contains("S says little"))
    #expect(!screen(try FaceScenes.read(), 200, 50).contains("S says little"))
  }
}

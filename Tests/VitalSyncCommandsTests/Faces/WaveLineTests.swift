import BoardLink
import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

/// The averaged beat's intervals on the ECG's frame.
struct WaveLineTests {
  private static func model(
    qt: Reading<Double> = .value(400), beats: Int = 16, age: Double = 2, bandwidth: FrontEndBandwidth = .limited
  ) throws -> MonitorModel {
    var model = try FaceScenes.calm()
    let end = model.snapshot?.end ?? 0
    model.snapshot?.intervals = HeartIntervals(
      beats: beats, meanRR: 1, pr: .value(162.4), qrs: .value(91.6), qt: qt,
      position: Double(end) - age * FaceScenes.hertz, bandwidth: bandwidth)
    return model
  }

  private static func screen(_ model: MonitorModel, _ width: Int, _ height: Int) -> String {
    FaceScenes.rows(FaceScenes.paint(model, width, height)).joined(separator: "\n")
  }

  @Test("as much as there is room for, with the beats it rests on and the limited bandwidth")
  func room() throws {
    let model = try Self.model()
    let wide = Self.screen(model, 200, 50)
    #expect(wide.contains("PR 162  QRS 92  QT 400  QTc 400 ms, mean of 16 beats, limited bandwidth"))
    #expect(Self.screen(model, 120, 40).contains("PR 162  QRS 92  QT 400  QTc 400 ms, mean of 16 beats"))
    #expect(Self.screen(model, 80, 24).contains("PR 162 QRS 92 QTc 400"))
    #expect(!Self.screen(try Self.model(bandwidth: .unstated), 200, 50).contains("bandwidth"))
  }

  @Test("beside the heart rate on the screens behind the overview")
  func views() throws {
    for view in [ViewSettings.View.variability, .effort, .findings] {
      let screen = Self.screen(FaceScenes.showing(view, try Self.model()), 120, 40)
      #expect(screen.contains("75 bpm") && screen.contains("PR 162  QRS 92  QT 400  QTc 400 ms"), "\(view)")
    }
  }

  @Test("what is refused is a dash; before there is a mean, and when the board is silent, nothing")
  func refused() throws {
    #expect(Self.screen(try Self.model(qt: .refused(.cannotTell)), 120, 40).contains("QT -  QTc - ms"))
    #expect(!Self.screen(try FaceScenes.calm(), 120, 40).contains("QRS "))
    var silent = try Self.model()
    silent.link.phase = .silent
    #expect(!Self.screen(silent, 120, 40).contains("QRS "))
  }
}

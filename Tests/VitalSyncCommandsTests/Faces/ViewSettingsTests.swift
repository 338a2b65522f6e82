import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

@Suite struct ViewSettingsTests {
  @Test(
    "Keys that ask something of the program",
    arguments: [
      (Key.character("q"), MonitorAction.quit), (.control("c"), .quit), (.control("z"), .suspend),
      (.control("l"), .repaint), (.character("r"), .toggleRecording),
    ])
  func actions(key: Key, action: MonitorAction) throws {
    var model = try FaceScenes.calm(5)
    #expect(model.handle(key, gainInUse: .normal) == action)
  }

  @Test func gainGoesOnFromWhatIsDrawn() {
    var settings = ViewSettings()
    _ = settings.handle(.character("+"), gainInUse: .double)
    #expect(settings.gain == .quadruple)
    for _ in 0..<9 { _ = settings.handle(.character("-"), gainInUse: .double) }
    #expect(settings.gain == .quarter)
    _ = settings.handle(.character("0"), gainInUse: .quarter)
    #expect(settings.gain == nil)
  }

  @Test func screensAreChosenByKeyAndByTurns() {
    var settings = ViewSettings()
    var seen: [ViewSettings.View] = []
    for key in [Key.character("3"), .tab, .tab, .backtab, .character("2"), .character("5")] {
      _ = settings.handle(key, gainInUse: .normal)
      seen.append(settings.view)
    }
    #expect(seen == [.effort, .findings, .overview, .findings, .variability, .variability])
    settings.hasMeasure = true
    _ = settings.handle(.character("5"), gainInUse: .normal)
    #expect(settings.view == .measure)
    _ = settings.handle(.tab, gainInUse: .normal)
    #expect(settings.view == .overview)
  }

  @Test func speedStopsAtItsEnds() {
    var settings = ViewSettings()
    for _ in 0..<9 { _ = settings.handle(.character("]"), gainInUse: .normal) }
    #expect(settings.speed.rawValue == 100)
    for _ in 0..<9 { _ = settings.handle(.character("["), gainInUse: .normal) }
    #expect(settings.speed.rawValue == 6.25)
  }

  @Test func togglesToggle() {
    var settings = ViewSettings()
    let fresh = settings
    for key in ["f", "s", "?", " "] as [Unicode.Scalar] {
      _ = settings.handle(.character(key), gainInUse: .normal)
      #expect(settings != fresh)
      _ = settings.handle(.character(key), gainInUse: .normal)
      #expect(settings == fresh)
    }
    _ = settings.handle(.character("?"), gainInUse: .normal)
    _ = settings.handle(.escape, gainInUse: .normal)
    #expect(settings == fresh)
  }

  @Test func aFrozenTraceStandsWhileTheHeartGoesOn() throws {
    var model = try FaceScenes.calm(10)
    _ = model.handle(.character(" "), gainInUse: .normal)
    let frozen = try #require(model.frozenTrace)
    let end = try #require(model.trace?.end)
    model.append(SampleBlock(start: end, millivolts: [Float](repeating: 0, count: 250)))
    #expect(model.frozenTrace?.end == frozen.end)
    #expect(model.trace?.end == end + 250)
    _ = model.handle(.left, gainInUse: .normal)
    #expect(model.settings.lookBackSeconds == 1)
    for _ in 0..<9 { _ = model.handle(.right, gainInUse: .normal) }
    #expect(model.settings.lookBackSeconds == 0)
    _ = model.handle(.character(" "), gainInUse: .normal)
    #expect(model.frozenTrace == nil)
  }

  @Test func marksAreCountedAndPlaced() throws {
    var model = try FaceScenes.calm(10)
    #expect(model.handle(.character("m"), gainInUse: .normal) == .mark(number: 1, position: 2500))
    #expect(model.message?.text == "mark 1 set")
    model.advance(to: 20)
    #expect(model.message == nil)
    var early = MonitorModel(link: FaceScenes.link(), source: "live")
    #expect(early.handle(.character("m"), gainInUse: .normal) == nil)
  }

  @Test(
    "A key that means nothing changes nothing",
    arguments: [Key.character("5"), .character("x"), .function(9), .left, .escape])
  func others(key: Key) {
    var settings = ViewSettings()
    #expect(settings.handle(key, gainInUse: .normal) == nil)
    #expect(settings == ViewSettings())
  }
}

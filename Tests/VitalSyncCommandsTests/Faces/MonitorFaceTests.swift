import BoardLink
import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

@Suite struct MonitorFaceTests {
  @Test("Any size is painted, and in seven bits where asked", arguments: Repertoire.allCases, ColorDepth.allCases)
  func sizes(repertoire: Repertoire, depth: ColorDepth) throws {
    let models = [
      try FaceScenes.measuring(.orthostatic, seconds: 460), try FaceScenes.troubled(), try FaceScenes.ramp(),
      try FaceScenes.measuring(.morning, seconds: 90), try FaceScenes.read(),
    ]
    var face = MonitorFace(depth: depth)
    // A third of the sizes for each pair, another third for the next.
    let turn = (Repertoire.allCases.firstIndex(of: repertoire) ?? 0) + (ColorDepth.allCases.firstIndex(of: depth) ?? 0)
    for (index, size) in Self.someSizes.enumerated() where index % 3 == turn % 3 {
      var model = models[(index / 15) % 5]
      model.setView {
        $0.showsHelp = index % 5 == 0
        $0.isScrolling = index % 3 == 0
        $0.showsConditioned = index % 7 != 0
        $0.view = ViewSettings.View.allCases[index / 3 % 5]
        $0.speed = ViewSettings.Speed.allCases[index % 5]
      }
      var buffer = Buffer(width: size.0, height: size.1, repertoire: repertoire)
      face.paint(model, into: &buffer)
      #expect(buffer.cells.count == size.0 * size.1)
      if repertoire == .ascii {
        #expect(buffer.cells.allSatisfy { (0x20...0x7E).contains($0.scalar) }, "\(size)")
      }
      if repertoire == .blocks {
        #expect(!buffer.cells.contains { (0x2800...0x28FF).contains($0.scalar) }, "\(size)")
      }
    }
  }

  static let someSizes: [(Int, Int)] =
    [1, 2, 5, 12, 19, 20, 33, 60, 75, 76, 95, 96, 106, 139, 140, 219, 220, 300].flatMap { width in
      [1, 2, 4, 5, 7, 10, 16, 19, 20, 29, 30, 36, 43, 44, 60, 100].map { (width, $0) }
    }

  @Test func everySmallSizeIsPainted() throws {
    let model = try FaceScenes.troubled()
    for width in 1...44 {
      for height in stride(from: 1 + width % 2, through: 24, by: 2) {
        for view in ViewSettings.View.allCases {
          _ = FaceScenes.paint(FaceScenes.showing(view, model), width, height)
        }
      }
    }
  }

  @Test("Too small says so", arguments: [(19, 24), (80, 4), (5, 1)])
  func tooSmall(width: Int, height: Int) throws {
    let rows = FaceScenes.rows(FaceScenes.paint(try FaceScenes.calm(5), width, height))
    #expect(rows[0].hasPrefix(String("too small".prefix(width))))
  }

  @Test("The rate, or why there is none, stands on every screen", arguments: ViewSettings.View.allCases)
  func rateEverywhere(view: ViewSettings.View) throws {
    for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 50)] where view != .overview {
      var model = FaceScenes.showing(view, try FaceScenes.measuring(.morning, seconds: 30))
      if view != .measure || height < 20 {
        #expect(FaceScenes.rows(FaceScenes.paint(model, width, height)).contains { $0.contains("75 bpm") })
      }
      model.snapshot?.heartRate = .refused(.poorSignal)
      model.snapshot?.quality?.state = .poor
      let rows = FaceScenes.rows(FaceScenes.paint(model, width, height)).joined().lowercased()
      #expect(rows.contains("poor signal"), "\(width)×\(height)")
    }
  }

  @Test("Every refusal is said in its words, and no figure stands beside it", arguments: Refusal.allCases)
  func refusals(refusal: Refusal) throws {
    var model = try FaceScenes.calm(20)
    model.snapshot?.heartRate = .refused(refusal)
    for (width, height) in [(20, 5), (40, 10), (80, 24), (120, 40), (200, 50), (300, 100)] {
      let rows = FaceScenes.rows(FaceScenes.paint(model, width, height))
      #expect(rows.contains { $0.contains(refusal.words) }, "\(width)×\(height)")
      // The big figures' full blocks appear nowhere else.
      #expect(!rows.contains { $0.contains("█") }, "\(width)×\(height)")
    }
  }

  @Test(
    "What cannot be believed is said over the trace, not only coloured",
    arguments: [
      (SignalState.clipped, "CLIPPED"), (.flat, "FLAT LINE"), (.poor, "POOR SIGNAL"), (.leadsOff, "LEADS OFF"),
    ])
  func banners(state: SignalState, words: String) throws {
    var model = try FaceScenes.calm(20)
    model.snapshot?.quality?.state = state
    for (width, height) in [(20, 5), (40, 10), (80, 24), (200, 50)] {
      let rows = FaceScenes.rows(FaceScenes.paint(model, width, height, depth: .none))
      #expect(rows.contains { $0.contains(words) }, "\(width)×\(height)")
    }
    model.snapshot?.quality?.state = .good
    #expect(!FaceScenes.rows(FaceScenes.paint(model, 80, 24)).contains { $0.contains(words) })
  }

  @Test func aBoardThatFellSilentShowsNoRate() throws {
    var model = try FaceScenes.calm(20)
    for (phase, banner) in [
      (LinkStatus.Phase.silent, "NO DATA"), (.lost, "BOARD GONE"), (.reconnecting, "RECONNECTING"),
    ] {
      model.link.phase = phase
      let rows = FaceScenes.rows(FaceScenes.paint(model, 80, 24))
      #expect(!rows.contains { $0.contains("█") })
      #expect(rows.contains { $0.contains("no data") })
      #expect(rows.contains { $0.contains(banner) })
    }
  }

  @Test func figuresMayChangeButNothingMoves() throws {
    var model = try FaceScenes.calm(20)
    let before = FaceScenes.paint(model, 80, 24)
    model.snapshot?.heartRate = .value(198)
    model.snapshot?.lastInterval = .value(1303)
    model.snapshot?.hrvMinute = .value(
      TimeDomainHRV(
        windowSeconds: 60, intervals: 8, excludedShare: 0, meanNN: 999, sdnn: 1234.5, rmssd: 2.5, pnn50: 100))
    let after = FaceScenes.paint(model, 80, 24)
    for y in 0..<24 {
      for x in 0..<80 {
        let (a, b) = (before[x, y], after[x, y])
        guard let old = Unicode.Scalar(a.scalar), a != b else { continue }
        let isFigure = { (s: Unicode.Scalar) in "0123456789. █▀▄".unicodeScalars.contains(s) }
        #expect(isFigure(old) && Unicode.Scalar(b.scalar).map(isFigure) == true, "cell \(x),\(y)")
      }
    }
  }

  @Test func findingsStandWithTheirMarksGravestFirst() throws {
    let rows = FaceScenes.rows(FaceScenes.paint(try FaceScenes.troubled(), 120, 40))
    let alarm = try #require(rows.firstIndex { $0.contains("!!!  1:24 ") && $0.contains("pause of 3.4 s") })
    let warning = try #require(rows.firstIndex { $0.contains("!!   1:01 ") && $0.contains("182 bpm") })
    let past = try #require(rows.firstIndex { $0.contains("i    0:12 ") && $0.contains("leads off for 2.1 s") })
    #expect(alarm < warning && warning < past)
  }

  @Test func aHostileNameStaysText() throws {
    var model = try FaceScenes.calm(5)
    model.link.port = "/dev/tty\u{1B}]0;x\u{7}\u{9B}31m"
    model.recording = .failed("disk\nfull")
    let buffer = FaceScenes.paint(model, 120, 40)
    #expect(buffer.cells.allSatisfy { $0.scalar >= 0x20 && !(0x7F..<0xA0).contains($0.scalar) || $0.scalar == 0 })
  }
}

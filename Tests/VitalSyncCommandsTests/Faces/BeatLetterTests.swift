import ECGCore
import TerminalUI
import Testing

@testable import ECGCore
@testable import VitalSyncCommands

/// Names of beats on the trace: always a letter, a colour where there are colours.
@Suite struct BeatLetterTests {
  /// Cells of the row above the curve, with their letters.
  private func letters(_ buffer: Buffer, row: Int) -> [(letter: String, style: Style)] {
    (0..<buffer.width).compactMap { x in
      guard let scalar = Unicode.Scalar(buffer[x, row].scalar), "VSFQ".unicodeScalars.contains(scalar) else {
        return nil
      }
      return (String(scalar), buffer[x, row].style)
    }
  }

  @Test("V red, S yellow, F blue, Q grey, and as letters always", arguments: [(80, 24), (200, 50)])
  func letters(width: Int, height: Int) throws {
    let model = try FaceScenes.named()
    for depth in [ColorDepth.full, .sixteen, .none] {
      let palette = Palette(depth)
      let found = letters(FaceScenes.paint(model, width, height, depth: depth), row: 2)
      let seen = Set(found.map { $0.letter })
      #expect(seen.isSuperset(of: ["V", "S", "F", "Q"]), "\(depth)")
      for (letter, style) in found {
        let label = try #require(BeatLabel(rawValue: letter))
        #expect(style == palette.letter(label), "\(letter) at \(depth)")
      }
    }
    #expect(Palette(.full).letter(.ventricular) == Palette(.full).alarm)
    #expect(Palette(.none).letter(.ventricular).attributes.contains(.reverse))
    let colours = Set([BeatLabel.ventricular, .supraventricular, .fusion].map { Palette(.full).letter($0).foreground })
    #expect(colours.count == 3)
  }

  @Test("in seven bits the letters are the same")
  func sevenBits() throws {
    let model = try FaceScenes.named()
    let plain = letters(FaceScenes.paint(model, 80, 24, .ascii), row: 2).map { $0.letter }
    let rich = letters(FaceScenes.paint(model, 80, 24), row: 2).map { $0.letter }
    #expect(plain == rich)
    #expect(plain.count >= 3)
  }

  @Test("where there is no lane for them, the letters stand on the curve's first row")
  func small() throws {
    let buffer = FaceScenes.paint(try FaceScenes.named(), 40, 9)
    let found = (0..<buffer.height).flatMap { letters(buffer, row: $0) }.map { $0.letter }
    #expect(found.contains("V") || found.contains("S") || found.contains("F"))
  }

  @Test("the curve of a V beat is red where there are colours, and as any other where there are none")
  func curve() throws {
    let model = try FaceScenes.named()
    let palette = Palette(.full)
    let buffer = FaceScenes.paint(model, 80, 24)
    func cells(_ style: Style) -> Int {
      (3..<13).reduce(0) { sum, y in
        sum + (0..<80).count { buffer[$0, y].style == style && (0x2801...0x28FF).contains(buffer[$0, y].scalar) }
      }
    }
    let red = cells(palette.alarm)
    #expect(red > 3)
    #expect(Palette(.none).curve(.ventricular) == nil)
  }

  @Test("a beat that is not named yet has a mark, one in unfit signal a Q")
  func namedLater() throws {
    var history = TraceHistory(rate: try FaceScenes.rate())
    let beat = Beat(position: 100, amplitude: 1, decidedAt: 150, confidence: 1)
    history.receive(.beat(beat))
    #expect(history.beats[age: 0].label == nil)
    history.receive(
      .classified(
        ClassifiedBeat(beat: beat, probabilities: .unknown, classifiedAt: 400, family: 1, unlikeness: 0)))
    #expect(history.beats.count == 1)
    #expect(history.beats[age: 0].label == .unknown)
  }
}

import ECGCore
import TerminalUI
import Testing

@testable import ECGCore
@testable import VitalSyncCommands

/// Families of beats in words and drawings, from shapes that are known.
@Suite struct FamilyDrawingTests {
  private let flat = [Float](repeating: 0, count: 106)

  private func family(_ number: Int, usual: Bool, _ millivolts: [Float]) -> BeatFamily {
    BeatFamily(number: number, beats: 1, share: 0, isUsual: usual, millivolts: millivolts)
  }

  private func figures(_ letters: [(family: Int, letters: String)]) throws -> BeatClassFigures {
    let rate = try #require(SampleRate(hertz: 250))
    var figures = BeatClassFigures()
    for (family, letters) in letters {
      for letter in letters {
        let label = try #require(BeatLabel(rawValue: String(letter)))
        figures.add(
          ClassifiedBeat(
            beat: Beat(position: 0, amplitude: 1, decidedAt: 1, confidence: 1, label: label), probabilities: .unknown,
            classifiedAt: 2, family: family, unlikeness: family == 1 ? 0 : 0.5), rate: rate)
      }
    }
    return figures
  }

  @Test("count, share, class of most, unlikeness; rare ones are counted", arguments: [Repertoire.unicode, .ascii])
  func words(repertoire: Repertoire) throws {
    let figures = try figures([(1, "NNNNNNN"), (2, "VVN"), (3, "Q")])
    // Upside down: nothing in common but 1 %, the means of two spikes in 106 values, side by side. The rhythm's most common of late is the ectopic one, the normal one all the same is N.
    var peak = flat
    peak[BeatFamily.peak] = 2
    let shapes = [
      family(1, usual: false, peak), family(2, usual: true, peak.map { -$0 }), family(3, usual: false, flat),
    ]
    let lines = FamilyDrawing.lines(shapes, figures, columns: 80, repertoire)
    let text = lines.joined(separator: "\n")
    for words in ["N 7, 64 %", "the normal beat", "V 3, 27 %", "unlike the normal: 99 %", "2 V, 1 N", "1 more family"] {
      #expect(text.contains(words), "\(words) in\n\(text)")
    }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("a shape is as like the normal one however large it is, and a little shifted")
  func likeness() throws {
    var (peak, shifted) = (flat, flat)
    peak[BeatFamily.peak] = 2
    shifted[BeatFamily.peak + 3] = 1
    let list = FamilyAccount.list(
      [family(1, usual: true, peak), family(2, usual: false, shifted)], try figures([(1, "NNN"), (2, "VV")]))
    #expect(list[0].isReference && !list[1].isReference)
    let unlikeness = try #require(list[1].unlikeness)
    #expect(unlikeness < 0.01)
  }

  @Test("all families are drawn at one scale: a peak of half the height ends half as high")
  func oneScale() {
    var (high, low) = (flat, flat)
    high[BeatFamily.peak] = 2
    low[BeatFamily.peak] = 1
    let curve = FamilyCurve([family(1, usual: true, high), family(2, usual: false, low)])
    func top(_ values: [Float]) -> Int? {
      var canvas = Canvas(columns: 53, rows: 10, grain: .braille)
      curve.draw(family(1, usual: true, values), on: &canvas)
      return (0..<canvas.rows).first { row in (0..<canvas.columns).contains { canvas.glyph($0, row) != nil } }
    }
    #expect(top(high) == 0)
    #expect(top(low) == 4 || top(low) == 5)
  }

  @Test("lines of the grid cross at the R peak")
  func grid() {
    let shape = family(1, usual: true, flat)
    let curve = FamilyCurve([shape])
    // 106 values in 53 columns: the peak, value 45, lies in column 22.
    let columns = Set(curve.crossings(shape, columns: 53, rows: 10).map(\.column))
    #expect(columns.contains(22) || columns.contains(21))
    // 0.84 s hold four or five lines, 0.2 s apart.
    #expect((4...5).contains(columns.count))
  }
}

import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

@Suite struct TraceTests {
  /// A trace drawn at a scale, as the lit dots of each column from the top.
  static func draw(
    _ history: TraceHistory, speed: ViewSettings.Speed, columns: Int, rows: Int, scrolls: Bool = true
  ) -> (window: TraceWindow, lit: [[Int]]) {
    let scale = TraceScale(gain: .normal, speed: speed, magnification: 1)
    var canvas = Canvas(columns: columns, rows: rows, grain: .braille)
    let window = TraceWindow(
      rate: history.rate, end: history.end, dotsPerSecond: scale.cellsPerSecond * 2, dotsAcross: canvas.dotsAcross,
      isScrolling: scrolls, eraseDots: 6)
    // Zero at dot 40; 12 dots a millivolt.
    TraceCurve.draw(
      history, window, conditioned: false, zeroDot: 40, dotsPerMillivolt: Float(scale.rowsPerMillivolt * 4), on: &canvas
    )
    let places = [[0, 1, 2, 6], [3, 4, 5, 7]]
    let lit = (0..<canvas.dotsAcross).map { x in
      (0..<canvas.dotsDown).filter { y in
        guard let glyph = canvas.glyph(x / 2, y / 4) else { return false }
        return (glyph - 0x2800) >> UInt32(places[x % 2][y % 4]) & 1 == 1
      }
    }
    return (window, lit)
  }

  static func history(_ hertz: Double, _ values: [Float], start: Int = 0) throws -> TraceHistory {
    var history = TraceHistory(rate: try #require(SampleRate(hertz: hertz)))
    history.append(SampleBlock(start: start, millivolts: values))
    return history
  }

  @Test(
    "A peak one sample wide is drawn at its full height wherever it falls",
    arguments: [125.0, 250, 360, 1000], ViewSettings.Speed.allCases)
  func peaksDoNotVanish(hertz: Double, speed: ViewSettings.Speed) throws {
    let count = Int(2 * hertz)
    for offset in stride(from: count / 2, to: count / 2 + Int(hertz / 10), by: max(1, Int(hertz / 125))) {
      var values = [Float](repeating: 0, count: count)
      values[offset] = 2
      let drawn = Self.draw(try Self.history(hertz, values), speed: speed, columns: 220, rows: 20)
      let top = drawn.lit.compactMap(\.first).min()
      // 2 mV at 12 dots a millivolt above dot 40.
      #expect(top == 16, "sample \(offset)")
      let column = try #require(drawn.lit.firstIndex { $0.first == 16 })
      let time = drawn.window.position(try #require(drawn.window.dot(at: column)))
      #expect(abs(time - Double(offset)) <= drawn.window.position(1) + 1, "sample \(offset)")
    }
  }

  @Test("Neighbouring columns touch, however steep", arguments: [125.0, 250, 1000], ViewSettings.Speed.allCases)
  func continuous(hertz: Double, speed: ViewSettings.Speed) throws {
    let values = (0..<Int(3 * hertz)).map { FaceScenes.millivolts(Double($0) / hertz) * 1.5 }
    let drawn = Self.draw(try Self.history(hertz, values), speed: speed, columns: 300, rows: 20)
    var previous: [Int] = []
    for column in drawn.lit where !column.isEmpty {
      #expect(column.count == column[column.count - 1] - column[0] + 1, "a hole in a column")
      if let low = previous.first, let high = previous.last {
        #expect(column[0] <= high + 1 && column[column.count - 1] >= low - 1)
      }
      previous = column
    }
    #expect(!previous.isEmpty)
  }

  @Test func aGapStaysEmpty() throws {
    var history = try Self.history(250, [Float](repeating: 0, count: 250))
    history.append(SampleBlock(start: 375, millivolts: [Float](repeating: 1, count: 250)))
    let drawn = Self.draw(history, speed: .normal, columns: 60, rows: 20)
    // 30 dots a second, the newest at the right edge (120 dots): 1 s at 0 mV, 0.5 s nothing, 1 s at 1 mV.
    let newest = try #require(drawn.window.place(drawn.window.head))
    #expect(newest == 119)
    let first = 119 - drawn.window.head
    for x in 0..<first { #expect(drawn.lit[x].isEmpty) }
    for x in first..<first + 29 { #expect(drawn.lit[x] == [40], "column \(x)") }
    for x in first + 31..<first + 44 { #expect(drawn.lit[x].isEmpty, "column \(x)") }
    for x in first + 46..<120 { #expect(drawn.lit[x] == [28], "column \(x)") }
  }

  @Test func theSweepKeepsItsPlaceAndErasesBeforeItself() throws {
    let values = [Float](repeating: 0, count: 2500)
    let drawn = Self.draw(try Self.history(250, values), speed: .normal, columns: 50, rows: 20, scrolls: false)
    // 10 s at 30 dots a second over 100 dots: the head is dot 299, the bar clears 6 dots after it.
    #expect(drawn.window.head == 299)
    #expect(drawn.window.place(299) == 99)
    #expect(drawn.lit.filter(\.isEmpty).count == 6)
    for x in 0..<6 { #expect(drawn.lit[x].isEmpty) }
    for place in 0..<100 {
      if let dot = drawn.window.dot(at: place) { #expect(drawn.window.place(dot) == place) }
    }
  }

  @Test func historyIsARingWithHoles() throws {
    var history = try Self.history(100, [1, 2, 3])
    history.append(SampleBlock(start: 5, millivolts: [6], flags: [.leadOffMinus]))
    #expect((0...6).map { history.value($0, conditioned: false) } == [1, 2, 3, nil, nil, 6, nil])
    #expect(history.value(2, conditioned: true) == nil)
    #expect(history.state(5).contains(.leadsOff))
    history.receive(.conditioned(SampleBlock(start: 1, millivolts: [20])))
    #expect(history.value(1, conditioned: true) == 20)
    #expect(history.conditionedEnd == 2)
    // A hole longer than all that is kept.
    history.append(SampleBlock(start: 10_000_000_000, millivolts: [7, 8]))
    #expect(history.value(5, conditioned: false) == nil)
    #expect(history.value(10_000_000_001, conditioned: false) == 8)
    #expect(history.value(10_000_000_000 - 1, conditioned: false) == nil)
    #expect(history.start == history.end - 30_000)
  }

  @Test func aLaterVerdictReplacesTheBeat() throws {
    var history = try Self.history(250, [0])
    for position in [100.2, 300.7] {
      history.receive(.beat(Beat(position: position, amplitude: 1, decidedAt: 310, confidence: 1)))
    }
    history.receive(.beat(Beat(position: 100.2, amplitude: 1, decidedAt: 310, confidence: 1, label: .ventricular)))
    #expect(history.beats.count == 2)
    #expect(history.beats[age: 1].label == .ventricular)
    #expect(history.beats[age: 0].label == nil)
  }

  @Test func theNewestOfARing() {
    var ring = Ring(capacity: 3, filler: 0)
    for value in 1...5 {
      ring.append(value)
      #expect(ring[age: 0] == value)
    }
    #expect(ring.count == 3)
    #expect((0..<3).map { ring[age: $0] } == [5, 4, 3])
  }

  @Test("The gain chosen by itself fills the panel and never cuts", arguments: [0.05, 0.3, 1, 2, 5] as [Float])
  func autogain(amplitude: Float) throws {
    let values = (0..<2500).map { FaceScenes.millivolts(Double($0) / 250) * amplitude }
    let history = try Self.history(250, values)
    var settings = ViewSettings()
    settings.showsConditioned = false
    for rows in [8, 10, 20, 43, 80] {
      var framing = TraceFraming()
      framing.follow(history, settings: settings, rows: rows, magnification: 1)
      let scale = TraceScale(gain: framing.gain, speed: .normal, magnification: 1)
      let filled = (values.max() ?? 0) - (values.min() ?? 0)
      let share = filled * Float(scale.rowsPerMillivolt) / Float(rows)
      #expect(share <= 0.86, "cut at \(framing.gain) in \(rows) rows")
      #expect(share > 0.43 || framing.gain == .octuple, "idle at \(framing.gain) in \(rows) rows")
    }
  }
}

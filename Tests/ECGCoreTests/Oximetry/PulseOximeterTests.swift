import Glibc
import TestSupport
import Testing

@testable import ECGCore

/// A finger of known ratio and pulse: what comes out is held against what went in, and against the curve's own formula.
@Suite struct PulseOximeterTests {
  struct Finger {
    var ratio = 0.6
    var beatsPerMinute = 72.0
    var depth = 0.02
    /// Standard deviation of the noise of each light, in counts.
    var noise = 0.0
    var infrared = 130_000.0
    var hertz = 25.0
  }

  private func readings(of finger: Finger, seconds: Double, seed: UInt64 = 1) -> [LightReading] {
    var random = SeededGenerator(seed: seed)
    return (0..<Int(seconds * finger.hertz)).map { place in
      let time = Double(place) / finger.hertz
      let pulse = 0.5 - 0.5 * cos(2 * Double.pi * time * finger.beatsPerMinute / 60)
      let red = 110_000 * (1 - finger.depth * finger.ratio * pulse) + finger.noise * random.normal()
      let infrared = finger.infrared * (1 - finger.depth * pulse) + finger.noise * random.normal()
      return LightReading(number: place, seconds: time, red: red, infrared: infrared)
    }
  }

  private func figures(of readings: [LightReading]) -> [OximetrySecond] {
    var oximeter = PulseOximeter()
    return readings.compactMap { oximeter.take($0) }
  }

  @Test(arguments: [0.4, 0.6, 0.8, 1.0, 1.2], [45.0, 72, 120, 180])
  func ratioAndPulseComeBack(ratio: Double, beatsPerMinute: Double) throws {
    let found = figures(of: readings(of: Finger(ratio: ratio, beatsPerMinute: beatsPerMinute), seconds: 30))
    let last = try #require(found.last)
    let expected = 1.5958422 * ratio * ratio - 34.6596622 * ratio + 112.6898759
    #expect(abs(try #require(last.saturation.value) - min(expected, 100)) < 0.5)
    #expect(abs(try #require(last.pulse.value) / beatsPerMinute - 1) < 0.02)
    // The raised cosine is 2 % high; filters at the edge of their band pass less of it.
    let perfusion = try #require(last.perfusion.value)
    #expect((1.2...2.1).contains(perfusion))
  }

  @Test func sixSecondsAreAwaited() {
    let found = figures(of: readings(of: Finger(), seconds: 10))
    #expect(found.map(\.seconds).count == 10)
    #expect(found.prefix(5).allSatisfy { $0.saturation == .refused(.settling) })
    #expect(found.dropFirst(5).allSatisfy { $0.saturation.value != nil })
  }

  @Test func anotherOscillatorShowsInTheStampsAndNotInThePulse() throws {
    let found = figures(of: readings(of: Finger(beatsPerMinute: 90, hertz: 23.5), seconds: 30))
    #expect(abs(try #require(found.last?.pulse.value) - 90) < 1.5)
  }

  @Test func airIsNoFinger() {
    let found = figures(of: readings(of: Finger(infrared: 3000), seconds: 10))
    #expect(!found.isEmpty && found.allSatisfy { $0.saturation == .refused(.notWorn) })
  }

  @Test(arguments: 1...5)
  func lightsThatDoNotPulseTogetherAreRefused(seed: Int) {
    // As much noise of its own in each light as there is pulse.
    let found = figures(of: readings(of: Finger(noise: 900), seconds: 30, seed: UInt64(seed)))
    #expect(found.dropFirst(5).filter { $0.saturation.value != nil }.isEmpty)
  }

  @Test(arguments: 1...5)
  func aLittleNoiseIsBorne(seed: Int) throws {
    // 40 counts of 18 bits in a pulse of 2,600: a sensor held still.
    let found = figures(of: readings(of: Finger(noise: 40), seconds: 30, seed: UInt64(seed)))
    let expected = 1.5958422 * 0.36 - 34.6596622 * 0.6 + 112.6898759
    for second in found.dropFirst(6) { #expect(abs(try #require(second.saturation.value) - expected) < 1.5) }
  }

  @Test func aHoleBeginsAnew() {
    var all = readings(of: Finger(), seconds: 20)
    all.remove(at: 260)
    let found = figures(of: all)
    let behind = found.filter { $0.seconds > 10.4 }
    #expect(behind.prefix(5).allSatisfy { $0.saturation == .refused(.settling) })
    #expect(behind.dropFirst(6).allSatisfy { $0.saturation.value != nil })
  }

  @Test func nothingButFiguresComesOfNonsense() {
    var oximeter = PulseOximeter()
    var number = 0
    for light in [0, -1, .nan, .infinity, 1e300, 131_072, 262_143] as [Double] {
      for _ in 0..<200 {
        number += 1
        let reading = LightReading(number: number, seconds: Double(number) / 25, red: light, infrared: light)
        guard let found = oximeter.take(reading) else { continue }
        for figure in [found.saturation, found.pulse, found.perfusion] { #expect(figure.value?.isFinite != false) }
      }
    }
  }

  @Test func belowSeventyPercentNothingIsTold() {
    #expect(SaturationCurve.saturation(ratio: 1.35).value == nil)
    #expect(SaturationCurve.saturation(ratio: 0.2) == .value(100))
    #expect(SaturationCurve.saturation(ratio: .nan).value == nil)
  }
}

import Glibc
import TestSupport
import Testing

@testable import ECGCore

/// The rules by which a fast rhythm is told apart, on made-up intervals: closed forms, no signal.
@Suite("Tachycardias by their rules")
struct TachycardiaRuleTests {
  private static let rate = SampleRate(hertz: 1000)

  private func intervals(_ seconds: [Double]) -> [RRInterval] {
    var at = 0.0
    return seconds.map { length in
      defer { at += length * 1000 }
      return RRInterval(from: at, to: at + length * 1000, seconds: length, verdict: .normal)
    }
  }

  private func longestRun(_ seconds: [Double], label: BeatLabel = .normal) -> Int {
    var watch = SupraventricularWatch()
    var longest = 0
    for interval in intervals(seconds) {
      watch.append(interval, label: label)
      longest = max(longest, watch.run?.intervals ?? 0)
    }
    return longest
  }

  @Test("a step from 75 to 170 bpm is a supraventricular tachycardia, and begins with its first beat")
  func step() throws {
    let lengths = Array(repeating: 0.8, count: 20) + Array(repeating: 60.0 / 170, count: 12)
    #expect(longestRun(lengths) == 12)
    var watch = SupraventricularWatch()
    for interval in intervals(lengths) { watch.append(interval, label: .normal) }
    #expect(abs(try #require(watch.run).from - 16_000) < 1)
  }

  @Test(
    "the sinus node's own rise is none: from 70 to 190 bpm within so many beats", arguments: [10, 15, 20, 30, 60, 120])
  func sprint(beats: Int) {
    let rise = (0..<beats).map { 60 / (70 + 120 * Double($0) / Double(beats)) }
    #expect(longestRun(Array(repeating: 60.0 / 70, count: 10) + rise + Array(repeating: 60.0 / 190, count: 60)) == 0)
  }

  @Test("seven fast beats are none, nor a step that stays below 100 bpm, nor ventricular beats")
  func short() {
    let slow = Array(repeating: 0.8, count: 10)
    #expect(longestRun(slow + Array(repeating: 0.4, count: 7) + slow) == 0)
    #expect(longestRun(slow + Array(repeating: 0.61, count: 20)) == 0)
    #expect(longestRun(slow + Array(repeating: 0.4, count: 20), label: .ventricular) == 0)
  }

  private func run(
    _ count: Int, bpm: Double, label: BeatLabel = .ventricular, ventricular: Float = 0.95
  ) throws -> (watch: BroadRunWatch, run: BroadRunWatch.Run?) {
    let rate = try #require(Self.rate)
    var watch = BroadRunWatch(rate: rate)
    for index in 0..<count {
      let at = 60_000 / bpm * Double(index)
      watch.take(NamedBeat(position: at, label: label, ventricular: ventricular, decidedAt: Int(at) + 400))
    }
    return (watch, watch.newest)
  }

  @Test("three ventricular beats at 100 bpm are a tachycardia; two, or slower ones, are none")
  func broad() throws {
    #expect(try run(3, bpm: 101).run?.beats == 3)
    #expect(try run(2, bpm: 150).run == nil)
    #expect(try run(10, bpm: 99).run == nil)
    #expect(try run(10, bpm: 150, ventricular: 0.5).run == nil)
  }

  @Test("in poor signal five beats are needed, each of them all but sure")
  func noisy() throws {
    #expect(try run(4, bpm: 150, label: .unknown).run == nil)
    #expect(try run(5, bpm: 150, label: .unknown).run?.beats == 5)
    #expect(try run(9, bpm: 150, label: .unknown, ventricular: 0.85).run == nil)
  }

  @Test("30 s make it sustained, and each beat surer")
  func sustained() throws {
    let (watch, long) = try run(76, bpm: 150)
    #expect(watch.isSustained(try #require(long)))
    let (_, short) = try run(74, bpm: 150)
    #expect(!watch.isSustained(try #require(short)))
    let three = try #require(try run(3, bpm: 150).run)
    let surest = watch.confidence(try #require(long))
    #expect(watch.confidence(three) > 0.9 && surest > watch.confidence(three))
  }

  @Test(
    "a sine of 3 to 8 Hz is waves; of 2 Hz, of 10 Hz, hum, a flat line and beats are none",
    arguments: [62.5, 125, 250, 360])
  func waves(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    func isWave(_ value: (Double) -> Double) -> Bool {
      var watch = FibrillatoryWaves(rate: rate)
      let values = (0..<rate.samples(in: 8)).map { Float(value(rate.seconds(Double($0)))) }
      watch.take(SampleBlock(start: 0, millivolts: values), 0..<values.count)
      return watch.wave(goesOn: false) != nil
    }
    func sine(_ frequency: Double, _ size: Double = 1) -> (Double) -> Double {
      { size * sin(2 * .pi * frequency * $0) }
    }
    for frequency in [3, 4, 5, 6, 7, 8.0] { #expect(isWave(sine(frequency)), "\(frequency) Hz") }
    for frequency in [0.5, 1, 2, 11, 20.0] { #expect(!isWave(sine(frequency)), "\(frequency) Hz") }
    #expect(!isWave(sine(5, 0.1)), "smaller than fibrillation")
    #expect(!isWave { _ in 0 })
    // Triangles of 80 ms, 150 a minute: complexes with rest between them.
    #expect(!isWave { max(0, 1 - abs($0.truncatingRemainder(dividingBy: 0.4) - 0.2) / 0.04) })
  }
}

import Glibc
import Testing

@testable import ECGCore

/// How a fast stretch began, against intervals whose ratios are set here.
@Suite(.timeLimit(.minutes(30))) struct RunOnsetTests {
  private func after(_ seconds: [Float]) -> RunOnset {
    var onset = RunOnset()
    var memory = IntervalMemory()
    for interval in seconds {
      onset.take(interval, median: memory.count > 0 ? memory.median(of: 8) : interval)
      memory.append(interval)
    }
    return onset
  }

  @Test func aRunBeginsFromOneBeatToTheNext() {
    let run = after([Float](repeating: 0.8, count: 20) + [Float](repeating: 0.5, count: 12))
    #expect(abs(run.depth - log(Float(0.5 / 0.8))) < 1e-5)
    #expect(run.count == 12)
    #expect(abs(run.ratio - log(Float(0.5 / 0.8))) < 1e-5)
  }

  @Test func effortHasNoOnset() {
    // From 60 to 180 bpm in 120 beats, and back: no interval is 1 % off the one before.
    let climb = (0..<120).map { Float(pow(3, -Double($0) / 120)) }
    #expect(after([Float](repeating: 1, count: 20) + climb).depth == 0)
    #expect(after(climb.reversed() + [Float](repeating: 1, count: 20)).depth == 0)
  }

  @Test func theOldIntervalsComeBack() {
    let usual = [Float](repeating: 0.8, count: 20)
    #expect(after(usual + [0.5, 0.5, 0.5, 0.8]).depth == 0)
    #expect(after(usual + [0.5, 1.1]).count == 0)
  }

  @Test func aRunOutOfALastingStretchIsToldAnew() {
    let stretch = [Float](repeating: 1.4, count: 20) + [Float](repeating: 0.9, count: 40)
    let run = after(stretch + [0.5, 0.5])
    #expect(abs(run.depth - log(Float(0.5 / 0.9))) < 1e-5)
    #expect(run.count == 2)
  }

  @Test func aGapForgetsIt() {
    var run = after([Float](repeating: 0.8, count: 20) + [0.5])
    #expect(run.depth < 0)
    run.end()
    #expect(run.depth == 0 && run.ratio == 0 && run.count == 0)
  }
}

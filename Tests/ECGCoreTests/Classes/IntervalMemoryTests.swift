import TestSupport
import Testing

@testable import ECGCore

/// The running quantiles against sorting everything anew.
@Suite("Intervals of late")
struct IntervalMemoryTests {
  @Test("medians, quantiles and ranks of 400 intervals, seed 7")
  func againstSorting() {
    var generator = SeededGenerator(seed: 7)
    var memory = IntervalMemory()
    var all: [Float] = []
    for _ in 0..<400 {
      let interval = Float(Int(40 * (1 + abs(generator.normal())))) / 100
      memory.append(interval)
      all.append(interval)
      let kept = Array(all.suffix(IntervalMemory.depth)).sorted()
      for share: Float in [0, 0.1, 0.25, 0.5, 0.9, 1] {
        #expect(memory.quantile(share) == kept[Int(share * Float(kept.count - 1) + 0.5)])
      }
      let newest = Array(all.suffix(8)).sorted()
      #expect(memory.median(of: 8) == newest[newest.count / 2])
      #expect(memory.rank(of: interval) == Float(kept.count { $0 < interval }) / Float(kept.count))
    }
  }
}

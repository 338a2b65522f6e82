import Glibc

/// RR intervals, prescribed: the truth that a synthetic ECG is drawn from.
package struct RhythmScript: Sendable {
  /// Seconds from each beat to the next.
  package private(set) var intervals: [Double] = []
  /// Indices (into the beats, of which there is one more than intervals) of ventricular beats.
  package private(set) var ventricular: Set<Int> = []
  /// Indices of beats without a P wave: the atria fibrillate.
  package private(set) var withoutAtria: Set<Int> = []

  package init() {}

  package init(intervals: [Double]) {
    self.intervals = intervals
  }

  package var seconds: Double { intervals.reduce(0, +) }

  /// Times of the beats, the first one `lead` seconds after the start.
  package func beats(lead: Double = 0.5) -> [Double] {
    var times = [lead]
    times.reserveCapacity(intervals.count + 1)
    for interval in intervals { times.append(times[times.count - 1] + interval) }
    return times
  }

  /// `seconds` at a rate that the breath swings by `swing` (share of the interval, each way).
  package mutating func sinus(bpm: Double, for seconds: Double, swing: Double = 0, breathsPerMinute: Double = 12) {
    let start = self.seconds
    while self.seconds - start < seconds {
      let phase = 2 * Double.pi * breathsPerMinute / 60 * self.seconds
      intervals.append(60 / bpm * (1 + swing * sin(phase)))
    }
  }

  /// `seconds` whose rate runs from one value to another, as at the onset of effort.
  package mutating func ramp(from first: Double, to last: Double, for seconds: Double) {
    let start = self.seconds
    while self.seconds - start < seconds {
      let share = (self.seconds - start) / seconds
      intervals.append(60 / (first + (last - first) * share))
    }
  }

  /// `seconds` of intervals independent of each other, log-normal about a mean with the coefficient of variation
  /// `spread`, never below the AV node's 0.3 s: fibrillation as it stands in the ventricles.
  package mutating func fibrillation(
    bpm: Double, for seconds: Double, spread: Double = 0.22, from generator: inout SeededGenerator
  ) {
    let start = self.seconds
    while self.seconds - start < seconds {
      withoutAtria.insert(intervals.count + 1)
      intervals.append(max(0.3, 60 / bpm * exp(spread * generator.normal() - spread * spread / 2)))
    }
  }

  /// One interval of `seconds`.
  package mutating func pause(_ seconds: Double) {
    intervals.append(seconds)
  }

  /// A ventricular beat, early by `prematurity` (share of the interval), and its full compensatory pause.
  package mutating func ectopic(bpm: Double, prematurity: Double = 0.35) {
    let usual = 60 / bpm
    intervals.append(usual * (1 - prematurity))
    ventricular.insert(intervals.count)
    intervals.append(usual * (1 + prematurity))
  }
}

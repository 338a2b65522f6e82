/// A night, or any stretch, of an oximeter's readings without a hole.
package struct OxygenRecording: Hashable, Sendable {
  /// Seconds since the first reading, and percent; in the order of time.
  package var times: [Double]
  package var values: [Double]
  package var began: Moment

  /// Readings farther apart are two recordings, in seconds.
  package static let longestHole = 60.0
  /// Shorter is no recording but single readings, in seconds.
  package static let shortest = 600.0

  package init(times: [Double], values: [Double], began: Moment) {
    self.times = times
    self.values = values
    self.began = began
  }

  package var seconds: Double { times.last ?? 0 }

  /// The recordings among some readings; single readings belong to none.
  package static func recordings(in readings: [VitalReading]) -> [OxygenRecording] {
    var all: [OxygenRecording] = []
    var run: [VitalReading] = []
    func end() {
      defer { run.removeAll() }
      guard let first = run.first else { return }
      let times = run.map { Double($0.taken.milliseconds - first.taken.milliseconds) / 1000 }
      guard let last = times.last, last >= shortest else { return }
      all.append(OxygenRecording(times: times, values: run.map(\.value), began: first.taken))
    }
    for reading in readings where reading.kind == .oxygen {
      if let last = run.last {
        let apart = Double(reading.taken.milliseconds - last.taken.milliseconds) / 1000
        // Twice the same time says nothing new.
        if apart <= 0 { continue }
        if apart > longestHole { end() }
      }
      run.append(reading)
    }
    end()
    return all
  }
}

/// Falls of oxygen saturation, their number an hour (ODI), and alerts.
///
/// No standard fixes the definition (A. Levy et al., npj Digit. Med. 4 (2021) 1); this one is written down whole. Baseline: the median of the
/// readings of the last 120 s that lie in no fall. A fall begins where the saturation is 3 (or 4) points or more below it, ends where it is
/// back to 1 point below (own choice: the hysteresis keeps one fall from being counted as several), and counts where that took 10 s or more
/// (AASM manual 2.6: 3 % or 4 %). One that lasts over 180 s is a new level, not a fall: it does not count, and the baseline is learnt anew (own
/// choice). ODI: falls over the hours recorded, since sleep is not known. Delay: a fall is known at its end.
package struct Desaturations: Hashable, Sendable {
  package struct Fall: Hashable, Sendable {
    /// Seconds of the recording.
    package var from: Double
    package var to: Double
    package var baseline: Double
    package var lowest: Double
  }

  package var falls: [Fall] = []
  package var hours: Double
  /// Points below the baseline at which a fall begins.
  package var depth: Double

  package static let baselineSeconds = 120.0
  /// Readings of the baseline needed before a fall can be told.
  package static let leastBaselineSeconds = 30.0
  package static let recoveredWithin = 1.0
  package static let shortest = 10.0
  package static let longest = 180.0

  package var perHour: Double { hours > 0 ? Double(falls.count) / hours : 0 }

  package init(_ recording: OxygenRecording, depth: Double) {
    self.depth = depth
    hours = recording.seconds / 3600
    var recent: [(time: Double, value: Double)] = []
    var open: Fall?
    var learning = recording.times.first ?? 0
    for (time, value) in zip(recording.times, recording.values) {
      if var fall = open {
        fall.lowest = min(fall.lowest, value)
        fall.to = time
        if time - fall.from > Self.longest {
          open = nil
          recent = [(time, value)]
          learning = time
        } else if value >= fall.baseline - Self.recoveredWithin {
          if time - fall.from >= Self.shortest { falls.append(fall) }
          open = nil
          recent.append((time, value))
        } else {
          open = fall
        }
        continue
      }
      // What a fall hides of the last two minutes is taken from before it.
      let baseline = time - learning >= Self.leastBaselineSeconds ? Self.median(recent.map(\.value)) : nil
      if let baseline, value <= baseline - depth {
        open = Fall(from: time, to: time, baseline: baseline, lowest: value)
        continue
      }
      recent.append((time, value))
      while let first = recent.first, first.time < time - Self.baselineSeconds, recent.count > 1 {
        recent.removeFirst()
      }
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// Stretches of low saturation: begun after a while below one limit, ended after a while above another, so that a value at the edge does not ring
/// again and again.
package struct OxygenAlerts: Hashable, Sendable {
  package struct Alert: Hashable, Sendable {
    package var from: Double
    package var to: Double
    package var lowest: Double
  }

  package var alerts: [Alert] = []

  /// Below this for so many seconds an alert begins (88 %: severe hypoxaemia, S. S. Jacobs et al., Am. J. Respir. Crit. Care Med. 202
  /// (2020) e121), and at or above the other for so many it ends. Own choice of the second limit and of both times.
  package static let (beginsBelow, beginsAfter) = (88.0, 10.0)
  package static let (endsFrom, endsAfter) = (90.0, 30.0)

  package init(_ recording: OxygenRecording) {
    var lowSince: Double?
    var highSince: Double?
    var open: Alert?
    var lowest = 100.0
    for (time, value) in zip(recording.times, recording.values) {
      if var alert = open {
        alert.lowest = min(alert.lowest, value)
        alert.to = time
        highSince = value >= Self.endsFrom ? highSince ?? time : nil
        if let since = highSince, time - since >= Self.endsAfter {
          alert.to = since
          alerts.append(alert)
          (open, highSince, lowSince) = (nil, nil, nil)
        } else {
          open = alert
        }
      } else if value < Self.beginsBelow {
        lowest = lowSince == nil ? value : min(lowest, value)
        let since = lowSince ?? time
        lowSince = since
        if time - since >= Self.beginsAfter { open = Alert(from: since, to: time, lowest: lowest) }
      } else {
        lowSince = nil
      }
    }
    if let open { alerts.append(open) }
  }
}

/// What a recording of saturation comes to.
package struct OxygenFigures: Hashable, Sendable {
  package var recording: OxygenRecording
  package var mean: Double
  package var lowest: Double
  /// Share of the time below 90 %, percent.
  package var below90: Double
  package var three: Desaturations
  package var four: Desaturations
  package var alerts: OxygenAlerts

  /// Own choice: shorter is no night, and its ODI is told with that.
  package static let nightHours = 4.0

  package init(_ recording: OxygenRecording) {
    self.recording = recording
    // Each reading holds until the next.
    var (sum, low, total) = (0.0, 0.0, 0.0)
    for index in recording.values.indices.dropLast() {
      let span = recording.times[index + 1] - recording.times[index]
      sum += recording.values[index] * span
      total += span
      if recording.values[index] < 90 { low += span }
    }
    mean = total > 0 ? sum / total : recording.values.first ?? 0
    below90 = total > 0 ? 100 * low / total : 0
    lowest = recording.values.min() ?? 0
    three = Desaturations(recording, depth: 3)
    four = Desaturations(recording, depth: 4)
    alerts = OxygenAlerts(recording)
  }
}

import Glibc

/// How frames are laid into data records of one length, and how much room their annotations need.
struct EDFRecordPlan: Hashable {
  /// Frames in a record, and how the heading states their time.
  let frames: Int
  let duration: String
  /// The heading's duration is the frames' own.
  let isExact: Bool
  let records: Int
  /// Records do not follow one another without a hole.
  let isDiscontinuous: Bool
  /// Holes in one record, at most.
  let holes: Int

  /// EDF+ 2.1.1 asks for no more.
  static let byteLimit = 61_440

  /// Of the lengths whose time eight characters say exactly, one that leaves few records unfilled and is near a second.
  init(_ facts: SignalFacts, runs: [Range<Int>], sampleLength: Int) {
    let rate = facts.framesPerSecond
    let width = facts.channels.reduce(0) { $0 + $1.samplesPerFrame } * sampleLength
    let most = max(1, min(Int((rate * 10).rounded(.down)), (Self.byteLimit * 3 / 4) / max(1, width)))
    let least = max(1, min(most, Int((rate / 10).rounded(.up))))
    var best: (cost: Double, frames: Int)?
    for frames in least...most {
      let seconds = Double(frames) / rate
      let isExact = EDFNumber.exact(seconds).map { EDFNumber.value($0) * rate == Double(frames) } ?? false
      // Only the first runs are asked: a recording of many holes fills records badly whatever their length.
      let unfilled = runs.prefix(16).count { $0.count % frames != 0 }
      let error = EDFNumber.text(seconds).map { abs(EDFNumber.value($0) / seconds - 1) } ?? 1
      let cost = (isExact ? 0 : 1000 + error * 1e12) + Double(unfilled) * 10 + abs(log2(seconds))
      if cost < best?.cost ?? .infinity { best = (cost, frames) }
    }
    let chosen = best?.frames ?? 1
    frames = chosen
    let seconds = Double(chosen) / rate
    duration = EDFNumber.text(seconds) ?? "1"
    isExact = EDFNumber.exact(seconds) != nil
    var records = 0
    var start: Int?
    var isDiscontinuous = false
    var holes = 0
    var mostHoles = 0
    for run in runs {
      var at = run.lowerBound
      holes += 1
      while at < run.upperBound {
        if let begun = start, at < begun + chosen {
          at = min(run.upperBound, begun + chosen)
          continue
        }
        if let begun = start, at != begun + chosen { isDiscontinuous = true }
        start = at
        records += 1
        mostHoles = max(mostHoles, holes)
        holes = 1
        at = min(run.upperBound, at + chosen)
      }
    }
    self.records = records
    self.isDiscontinuous = isDiscontinuous
    self.holes = max(mostHoles, holes)
  }
}

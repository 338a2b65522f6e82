import ArgumentParser

/// The time of a beat as a person types it: to the second, as reports write it (rounded down), or exactly, with a point.
struct BeatTime: ExpressibleByArgument {
  let time: RecordingTime
  /// The second as a whole is meant: `12:31` is anywhere before 12:32, `751.4` is there and nowhere else.
  let isWholeSecond: Bool

  init?(argument: String) {
    guard let time = RecordingTime(argument) else { return nil }
    self.time = time
    isWholeSecond = !argument.contains(".")
  }
}

import ArgumentParser
import Journal

/// A moment as a person types it: `2026-10-03T07:10`, `2026-10-03 07:10:30`, or with `Z` or `+02:00` behind it.
struct WallTime: Hashable, Sendable, ExpressibleByArgument {
  var moment: Moment

  init?(argument: String) {
    guard let moment = MomentText.iso(argument) else { return nil }
    self.moment = moment
  }
}

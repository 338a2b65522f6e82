/// Ectopic beats that follow one another: one, two, or a run.
public struct EctopicGroup: Hashable, Sendable {
  public var origin: Origin
  /// R peaks of the first and the last of them, on the session's grid.
  public var from: Int
  public var to: Int
  /// How many.
  public var beats: Int
  /// Rate within a run, in beats per minute; `nil` for a single beat.
  public var beatsPerMinute: Double?

  public init(origin: Origin, from: Int, to: Int, beats: Int, beatsPerMinute: Double?) {
    self.origin = origin
    self.from = from
    self.to = to
    self.beats = beats
    self.beatsPerMinute = beatsPerMinute
  }

  /// The class of its beats (`BeatLabel`), as one lead tells it.
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// Early, and of the usual form.
    case supraventricular
    /// Of another form.
    case ventricular
  }

  public var kind: Kind { beats == 1 ? .isolated : beats == 2 ? .couplet : .run }

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case isolated
    case couplet
    case run
  }
}

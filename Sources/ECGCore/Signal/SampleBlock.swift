/// A run of consecutive samples on a session's sample grid.
///
/// Time is `index / rate`. Blocks come in order and never overlap; where `start` lies beyond the end of the block
/// before, the samples between are missing: a gap. Nothing may be joined across one.
public struct SampleBlock: Hashable, Sendable {
  /// Index of the first sample on the session's grid (lost samples counted).
  public var start: Int
  /// Electrode voltage in millivolts, one value a sample, always finite.
  public var millivolts: [Float]
  /// One entry a sample, or empty where the source has nothing to say of any.
  public var flags: [SampleFlags]

  public init(start: Int, millivolts: [Float], flags: [SampleFlags] = []) {
    self.start = start
    self.millivolts = millivolts
    self.flags = flags
  }

  /// Number of samples.
  public var count: Int { millivolts.count }
  /// Index on the grid just past the last sample.
  public var end: Int { start + millivolts.count }

  /// The flags of the sample at `offset` in the block.
  public func flags(at offset: Int) -> SampleFlags {
    flags.isEmpty ? [] : flags[offset]
  }
}

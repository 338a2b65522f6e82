/// A recording opened for conversion: all its signals as they are stored, and what is noted beside them. Memory does not
/// grow with its length; annotations come in no order among the blocks.
package protocol SignalReader {
  var facts: SignalFacts { get }
  /// Share of the recording that is read, 0 … 1.
  var readShare: Double { get }
  /// The next block or annotation, or `nil` at the end.
  mutating func next() throws(RecordingError) -> SignalItem?
}

package enum SignalItem: Sendable {
  case block(SignalBlock)
  case annotation(SignalAnnotation)
}

/// A recording being written by a conversion. Nothing of it stands under its name before `commit`.
package protocol SignalWriter {
  /// What the format could not carry as it was, known for certain after `finish`.
  var remarks: [String] { get }
  /// Blocks come in order; where one begins beyond the end of the one before, the frames between are missing.
  mutating func append(_ block: SignalBlock) throws(RecordingError)
  /// Completes all files, under names of their own.
  mutating func finish() throws(RecordingError)
  /// Gives the files their names, and tells these.
  mutating func commit() throws(RecordingError) -> [String]
}

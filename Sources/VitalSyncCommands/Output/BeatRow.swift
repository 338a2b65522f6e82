import ECGCore
import Recordings

/// A beat as tables and JSON give it: placed in the recording's own count of samples.
struct BeatRow: Hashable, Sendable {
  /// The recording's own sample nearest to the R peak.
  var sample: Int
  /// Time of the R peak on the session's clock (lost samples counted), in seconds.
  var seconds: Double
  /// Time since the beat before, where nothing lies between that forbids an interval.
  var intervalMilliseconds: Double?
  var label: BeatLabel
  /// The detector's confidence, 0 … 1.
  var quality: Float
  /// How likely each class is; `nil` until it is named.
  var naming: BeatNaming?
}

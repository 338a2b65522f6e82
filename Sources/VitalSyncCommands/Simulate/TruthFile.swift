import BoardLink
import ECGCore
import Recordings

/// When the simulated heart truly beats, written as it beats: `beat,time_s,rr_ms,label`, or WFDB annotations.
///
/// Times are seconds since the board first began; its first sample stands at one sampling period. Annotations count the
/// board's samples from 0, whether sent or not.
struct TruthFile {
  private let output: OutputFile
  private let heart: SyntheticHeart
  private let hertz: Double
  private var annotations: [WFDBAnnotation]?
  private(set) var beats = 0

  static let header = "beat,time_s,rr_ms,label\n"

  init(path: String, heart: SyntheticHeart, boardHertz: Double) throws(CommandFailure) {
    output = try OutputFile(creating: path)
    self.heart = heart
    hertz = boardHertz
    if path.hasSuffix(".atr") {
      annotations = []
    } else {
      try output.write(Self.header)
    }
  }

  /// Writes the beats up to `seconds` of the board's time.
  mutating func write(until seconds: Double) throws(CommandFailure) {
    while case let beat = heart.beat(beats), beat.seconds <= seconds {
      if annotations != nil {
        let sample = Int((beat.seconds * hertz).rounded()) - 1
        annotations?.append(WFDBAnnotation(sample: max(0, sample), code: WFDBAnnotationCode(beat.label)))
      } else {
        let interval = beats > 0 ? fixed((beat.seconds - heart.beat(beats - 1).seconds) * 1000, 2) : ""
        try output.write("\(beats),\(fixed(beat.seconds, 5)),\(interval),\(beat.label.rawValue)\n")
      }
      beats += 1
    }
    try output.flush()
  }

  mutating func close() throws(CommandFailure) {
    if let annotations { try output.write(WFDBAnnotationFile.encode(annotations)) }
    try output.flush()
  }
}

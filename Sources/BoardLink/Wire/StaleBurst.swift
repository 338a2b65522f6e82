/// Old samples that had waited in the bridge or the driver come at once when a port is opened, and would stand at the
/// wrong time.
enum StaleBurst {
  /// What comes together at the beginning.
  private static let burstNanoseconds: UInt64 = 5_000_000
  /// More of the line's own pace than this in one go has waited: the slowest bridge holds back 16 ms.
  private static let mostSeconds = 0.25
  private static let leastSpanSeconds = 0.3

  /// How many of the chunks are stale.
  static func count(in chunks: [WireDetection.Chunk]) -> Int {
    guard let first = chunks.first, let last = chunks.last else { return 0 }
    let burst = chunks.prefix { $0.arrivalNanoseconds <= first.arrivalNanoseconds + burstNanoseconds }
    let seconds = Double(last.arrivalNanoseconds - first.arrivalNanoseconds) / 1e9
    guard seconds >= leastSpanSeconds else { return 0 }
    let bytes = burst.reduce(0) { $0 + $1.bytes.count }
    let rest = chunks.dropFirst(burst.count).reduce(0) { $0 + $1.bytes.count }
    return Double(bytes) > mostSeconds * Double(rest) / seconds ? burst.count : 0
  }
}

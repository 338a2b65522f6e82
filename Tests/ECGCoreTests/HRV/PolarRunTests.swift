import Foundation
import TestSupport
import Testing

@testable import ECGCore

private let polarRun = "/fatmaxxer/FatMaxOptimiser.20210606_161059.rr.csv"
private let polarRunIsThere: Bool = {
  guard let folder = ReferenceRecord.dataFolder else { return false }
  return ["", "_python_features.csv"].allSatisfy { FileManager.default.fileExists(atPath: folder + polarRun + $0) }
}()

/// DFA-α1, live, on a run with a Polar H10 against the values published with it, window by window.
///
/// FatMaxxer's run of 2021-06-06 (https://github.com/IanPeake/FatMaxxer, `sample-logs`): intervals as the strap sent them, and α1 of
/// every 2 min, 5 s apart, by the script that its app follows. It has no licence, and so is no part of this repository: put the two files
/// into `fatmaxxer/` below the folder that `VITALSYNC_DATA` names.
@Suite(
  "DFA-α1 on a run with a Polar H10",
  .enabled(if: polarRunIsThere, "no sample-logs of FatMaxxer in fatmaxxer/ below VITALSYNC_DATA"))
struct PolarRunTests {
  /// Windows that are compared, by the second at which they begin: from low to moderate intensity and back, with five missed beats
  /// and one ramp. On the rest of the run nobody looked at how the two agree.
  private static let compared = 1090.0...1235

  private static func rows(_ suffix: String) throws -> [[Double]] {
    let path = try #require(ReferenceRecord.dataFolder) + polarRun + suffix
    return try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
    }
  }

  /// Seconds at which each window begins, and its α1 by the stages that `monitor` runs.
  private static func live(at starts: [Double]) throws -> [Double: Double] {
    var correction = LiveArtefactCorrection()
    var scaling = LiveScaling(rate: try #require(SampleRate(hertz: 1000)))
    // Milliseconds: an interval's length, and when it began.
    var waiting = try rows("").map { (milliseconds: $0[1], to: $0[2] + $0[1]) }[...]
    var told: [Double: Double] = [:]
    for start in starts {
      let now = 1000 * (start + ShortTermScaling.windowSeconds)
      // As many more as the correction looks ahead.
      let due = waiting.prefix { $0.to <= now }.count + LiveArtefactCorrection.delayIntervals
      for interval in waiting.prefix(due) {
        correction.append(to: interval.to, milliseconds: interval.milliseconds, into: &scaling)
      }
      waiting = waiting.dropFirst(due)
      scaling.look(now: Int(now))
      told[start] = scaling.reading.value?.alpha
    }
    return told
  }

  @Test func everyWindowAgreesWithThePublishedOne() throws {
    let published = try Self.rows("_python_features.csv").map { (start: $0[1], alpha: $0[5]) }
      .filter { Self.compared.contains($0.start) }
    try #require(published.count >= 25)
    let told = try Self.live(at: published.map(\.start))
    let pairs = published.compactMap { row in told[row.start].map { (theirs: row.alpha, ours: $0) } }
    // Five missed beats in 260 intervals withhold nothing.
    #expect(pairs.count == published.count)
    let count = Double(pairs.count)
    let (theirs, ours) = (pairs.map(\.theirs).reduce(0, +) / count, pairs.map(\.ours).reduce(0, +) / count)
    let covariance = pairs.reduce(0) { $0 + ($1.theirs - theirs) * ($1.ours - ours) }
    let variances = (
      pairs.reduce(0) { $0 + ($1.theirs - theirs) * ($1.theirs - theirs) },
      pairs.reduce(0) { $0 + ($1.ours - ours) * ($1.ours - ours) }
    )
    let correlation = covariance / (variances.0 * variances.1).squareRoot()
    let difference = pairs.reduce(0) { $0 + abs($1.ours - $1.theirs) } / count
    let words = "\(pairs.count) windows: r \(correlation), mean |difference| \(difference), bias \(ours - theirs)"
    print(words)
    // Definitions differ (docs/hrv.md) by 0.03; thresholds lie 0.25 apart.
    #expect(correlation >= 0.9, "\(words)")
    #expect(difference <= 0.1, "\(words)")
    #expect(abs(ours - theirs) <= 0.05, "\(words)")
  }
}

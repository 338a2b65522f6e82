import Foundation
import TestSupport
import Testing

/// `vitalsync explain`, as words and as JSON, and what it says where there is nothing to explain.
@Suite(.timeLimit(.minutes(30))) struct ExplainTests {
  private static let record = FixturePaths.signals + "/mitdb_119.hea"

  /// The annotators of record 119 have a V at sample 21,296: 59.16 s.
  @Test("a ventricular beat: strip, letters, features, groups, overlay", arguments: ["0:59", "59", "59s", "0:00:59"])
  func words(time: String) throws {
    let outcome = try Command.run(["explain", Self.record, "--at", time, "--ascii"], limit: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    for words in [
      "Beat at 0:59", "ventricular (V)", "[V]", "What decided, feature by feature", "odds of V", "with timing as usual",
      "anomaly score", "Over the normal beat that it is most like", "differs", "|R",
    ] {
      #expect(outcome.output.contains(words), "\(words) in\n\(outcome.output)")
    }
    #expect(outcome.output.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// What is annotated V in this minute (mitdb_119.atr), in seconds. Reports round times down: nearest to 0:59 as such is an N.
  private static let ventricular = [
    1.40, 6.91, 12.36, 21.41, 23.27, 25.14, 27.04, 28.95, 30.74, 36.11, 37.94, 39.79, 41.61, 46.97, 49.76, 52.56, 54.49,
    57.30, 59.16,
  ]

  @Test("a whole second is that second, and in it the beat that is not normal", arguments: ventricular)
  func wholeSecond(seconds: Double) throws {
    let beat = try told(at: "0:" + String(format: "%02d", Int(seconds))).beat
    #expect(abs(beat.time_s - seconds) < 0.1 && beat.label == "V")
    // Its family is counted up to it, whatever came after it in that second.
    let before = Self.ventricular.count { $0 <= seconds }
    #expect(beat.familyCounts.V == before)
  }

  @Test("a point makes it exact: the nearest beat, whatever it is", arguments: [20.0, 30, 45, 59])
  func exactTime(seconds: Double) throws {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: "mitdb_119"))
    let nearest = record.beats.map { Double($0) / 360 }.min { abs($0 - seconds) < abs($1 - seconds) }
    #expect(abs(try told(at: "\(seconds)").beat.time_s - (nearest ?? 0)) < 0.1)
  }

  private func told(at time: String) throws -> Told {
    let outcome = try Command.run(["explain", Self.record, "--at", time, "--json"], limit: 60)
    return try JSONDecoder().decode(Told.self, from: Data(outcome.output.utf8))
  }

  private struct Told: Decodable {
    struct Beat: Decodable {
      var sample: Int
      var time_s: Double
      var label: String
      var normal: Double
      var supraventricular: Double
      var ventricular: Double
      var fusion: Double
      struct Counts: Decodable {
        var V: Int
      }
      var familyCounts: Counts
      var unlikeness: Double
      var distance: Double
      var usualDistance: Double
    }
    struct Feature: Decodable {
      var name: String
      var oddsFactor: Double
    }
    struct Trees: Decodable {
      var usualIn: String?
      var N: Double
      var S: Double
      var V: Double
      var F: Double
    }
    struct Overlay: Decodable {
      var hertz: Double
      var from_s: Double
      var beat_mV: [Double]
      var normal_mV: [Double]
      var likeness: Double
    }
    var schemaVersion: Int
    var beat: Beat
    var explained: String
    var features: [Feature]
    var trees: [Trees]
    var overlay: Overlay
  }

  @Test func asJSON() throws {
    let outcome = try Command.run(["explain", Self.record, "--at", "0:59", "--json"], limit: 60)
    let told = try JSONDecoder().decode(Told.self, from: Data(outcome.output.utf8))
    #expect(told.schemaVersion == 1)
    #expect(told.beat.label == "V" && told.explained == "V")
    #expect(abs(told.beat.sample - 21_296) < 20)
    let beat = told.beat
    #expect(abs(beat.normal + beat.supraventricular + beat.ventricular + beat.fusion - 1) < 0.001)
    // What the sentence says: 1 − 2 · typical / distance.
    #expect(abs(beat.unlikeness - max(0, 1 - 2 * beat.usualDistance / beat.distance)) < 0.01)
    #expect(told.features.count == 95)
    let effects = told.features.map { abs(log($0.oddsFactor)) }
    #expect(zip(effects, effects.dropFirst()).allSatisfy { $0 >= $1 - 1e-3 })
    #expect(told.trees.count == 6 && told.trees[0].usualIn == nil)
    for trees in told.trees { #expect(abs(trees.N + trees.S + trees.V + trees.F - 1) < 0.001) }
    // 0.8 s at 360 Hz, and the same correlation as anybody reckons it.
    let (a, b) = (told.overlay.beat_mV, told.overlay.normal_mV)
    #expect(a.count == 288 && b.count == 288)
    let (meanA, meanB) = (a.reduce(0, +) / 288, b.reduce(0, +) / 288)
    let product = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let powers = a.reduce(0) { $0 + pow($1 - meanA, 2) } * b.reduce(0) { $0 + pow($1 - meanB, 2) }
    #expect(abs(product / powers.squareRoot() - told.overlay.likeness) < 0.01)
  }

  @Test(
    "what cannot be explained says what to do",
    arguments: [
      ("9:30", "ends at 1:00"), ("@14:05", "Count from its start"), ("14:05:30", "@14:05:30"), ("never", "--at"),
    ])
  func refusals(time: String, words: String) throws {
    let outcome = try Command.run(["explain", Self.record, "--at", time], limit: 60)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("where no beat is near, the nearest are named")
  func nearest() throws {
    // A table with a beat a second, but for ten seconds without any.
    let folder = try ScratchFolder()
    let path = folder.file("hole.csv")
    var text = "time_s,ecg_mv\n"
    for index in 0..<(40 * 250) {
      let seconds = Double(index) / 250
      let phase = seconds.truncatingRemainder(dividingBy: 1) - 0.5
      let isHole = seconds >= 20 && seconds < 30
      let value =
        isHole
        ? 0.02 * sin(seconds * 3) : exp(-pow(phase / 0.012, 2) / 2) + 0.25 * exp(-pow((phase - 0.25) / 0.04, 2) / 2)
      text += "\(String(format: "%.3f", seconds)),\(String(format: "%.4f", value))\n"
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try Command.run(["explain", path, "--at", "25"], limit: 60)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains("no beat was found within 3 s of 0:25"), "\(outcome.errors)")
    #expect(outcome.errors.contains("--at 19.5 or --at 30.5"), "\(outcome.errors)")
  }
}

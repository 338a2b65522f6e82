import Glibc
import TestSupport
import Testing

@testable import ECGCore

/// The trees against XGBoost's own answers: 10,000 beats of DS1, each value the nearest of 255 quantiles of its feature,
/// written with their probabilities by docs/training/classes/train.
@Suite("The carried model answers as XGBoost does")
struct ModelAgreementTests {
  private static let levels = 255
  private static let rows = 10_000

  private static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { all += buffer[0..<count] }
    return all
  }

  @Test("10,000 beats, to 1e-5")
  func agreement() throws {
    let model = try #require(BeatClassModel.trained)
    let width = BeatFeatures.names.count
    let data = Self.bytes(FixturePaths.fixtures + "/expected/beat_classes.bin")
    try #require(data.count == 4 * width * Self.levels + Self.rows * width + 4 * 4 * Self.rows)
    func float(_ at: Int) -> Float {
      data.withUnsafeBytes { Float(bitPattern: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    }
    let codes = 4 * width * Self.levels
    let answers = codes + Self.rows * width
    var worst: Float = 0
    var labels = Set<Int>()
    for row in 0..<Self.rows {
      let values = (0..<width).map { float(4 * ($0 * Self.levels + Int(data[codes + row * width + $0]))) }
      let mine = model.raw(values)
      for label in 0..<4 { worst = max(worst, abs(mine[label] - float(answers + 4 * (4 * row + label)))) }
      labels.insert((0..<4).max { mine[$0] < mine[$1] } ?? 0)
    }
    #expect(worst <= 1e-5, "the largest difference is \(worst)")
    #expect(labels.count == 4, "the beats are of all classes")
  }
}

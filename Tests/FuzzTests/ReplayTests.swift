import Foundation
import Recordings
import TestSupport
import Testing

/// The fuzz targets over their seeds and over every input that once broke one (`found-…`), without libFuzzer. `make fuzz` looks
/// for new ones.
@Suite(.serialized) struct ReplayTests {
  private static let folder = FixturePaths.fixtures + "/fuzz"

  @Test(arguments: FuzzTarget.all.map(\.name)) func seedsAndFormerFindingsHold(_ name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(name)").sorted()
    #expect(!files.isEmpty)
    for file in files {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name)/\(file)"))
      #expect(throws: Never.self, "\(name)/\(file)") { try target.run([UInt8](bytes)) }
    }
  }

  @Test func everyFolderOfSeedsHasItsTarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
    #expect(folders == FuzzTarget.all.map(\.name).sorted())
  }

  /// What the target of captures relies on: damaged check sums, put right, open what is behind them.
  @Test func signingOpensWhatACheckSumHides() throws {
    let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/capture/demo")))
    var damaged = sound
    for index in 40..<48 { damaged[index] ^= 0xFF }
    #expect(CaptureSigning.signed(damaged) == sound)
    let path = NSTemporaryDirectory() + "signed-\(UUID().uuidString).vsr"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(CaptureSigning.signed(damaged)).write(to: URL(fileURLWithPath: path))
    var reader = try CaptureReader(path: path)
    #expect(try reader.next() != nil)
  }
}

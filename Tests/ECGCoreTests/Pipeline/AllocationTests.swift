import Foundation
import TestSupport
import Testing

/// "No allocation after warm-up", on every stage, held by the benchmark's own count of calls for memory.
///
/// The build that tests run in allocates where the optimised one does not, so the core is compiled here as the product is:
/// optimised, a module of its own, with the benchmark beside it whose `malloc` stands before the C library's.
@Suite(.timeLimit(.minutes(30))) struct AllocationTests {
  private static let settings = [
    "-O", "-wmo", "-parse-as-library", "-swift-version", "6", "-enable-upcoming-feature", "ExistentialAny",
    "-enable-upcoming-feature", "InternalImportsByDefault", "-enable-upcoming-feature", "MemberImportVisibility",
  ]

  struct Counted: Decodable {
    var allocations: Int
    var samples: Int
    var outputs: Int
  }

  @Test("no stage asks for memory after warm-up, on a sinus rhythm and on bigeminy")
  func noneAfterWarmUp() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vitalsync-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = try build(in: folder.path)
    let records = ["mitdb_100", "mitdb_119"].map { FixturePaths.signals + "/" + $0 }
    // Half an hour at 250 Hz; the first eighth is warm-up.
    let said = try ran([bench, folder.path + "/signal", "250", "0.5"] + records, input: "allocations\n")
    let last = try #require(said.split(separator: "\n").last)
    let counted = try JSONDecoder().decode([String: Counted].self, from: Data(last.utf8))
    #expect(Set(counted.keys) == StageLawTests.covered)
    for (stage, count) in counted {
      #expect(count.allocations == 0, "\(stage): \(count.allocations) calls for memory in \(count.samples) samples")
      #expect(count.samples == 450_000 - 450_000 / 8 && count.outputs > 1000, "\(stage) was not at work")
    }
  }

  /// The benchmark's path.
  private func build(in folder: String) throws -> String {
    let benchmarks = FixturePaths.repository + "/Tests/Benchmarks/Sources"
    let header = benchmarks + "/CAllocationCount/include"
    let core = FixturePaths.repository + "/Sources/ECGCore"
    let model = FixturePaths.repository + "/Sources/CBeatModel"
    let modules = """
      module CAllocationCount { header "\(header)/callocationcount.h" }
      module CBeatModel { header "\(model)/include/cbeatmodel.h" }

      """
    try Data(modules.utf8).write(to: URL(fileURLWithPath: folder + "/module.modulemap"))
    try ran(["clang", "-O2", "-I", header, "-c", benchmarks + "/CAllocationCount/count.c", "-o", folder + "/count.o"])
    try ran(["clang", "-O2", "-I", model + "/include", "-c", model + "/model.c", "-o", folder + "/model.o"])
    try ran(
      ["swiftc"] + Self.settings + [
        "-I", folder, "-module-name", "ECGCore", "-emit-module", "-emit-module-path",
        folder + "/ECGCore.swiftmodule", "-c", "-o", folder + "/ECGCore.o",
      ] + sources(core))
    try ran(
      ["swiftc"] + Self.settings + ["-I", folder, "-module-name", "bench", "-o", folder + "/bench"]
        + sources(benchmarks + "/bench") + ["/ECGCore.o", "/model.o", "/count.o"].map { folder + $0 })
    return folder + "/bench"
  }

  private func sources(_ folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.hasSuffix(".swift") }.sorted()
      .map { folder + "/" + $0 }
  }

  /// What a program prints; it must succeed.
  @discardableResult
  private func ran(_ command: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let (output, standardInput) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardInput = standardInput
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    standardInput.fileHandleForWriting.closeFile()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command[0]) failed")
    return String(decoding: said, as: UTF8.self)
  }
}

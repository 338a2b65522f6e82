// swift-tools-version: 6.2
import PackageDescription

// Where each target may look is the design: see docs/architecture.md. `make check` holds the imports to it.
let package = Package(
  name: "vitalsync",
  products: [
    .library(name: "ECGCore", targets: ["ECGCore"]),
    .executable(name: "vitalsync", targets: ["vitalsync"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // The journal's door to SQLite: docs/decisions/0010-grdb.md.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // The pure part: samples in, beats and findings out.
    .target(name: "ECGCore", dependencies: ["CBeatModel"]),
    // The classifiers' models, files that the compiler reads.
    .target(name: "CBeatModel", exclude: ["beats.json", "rhythm.json"]),

    // The edge: ports, bytes, clocks.
    .target(name: "CSerial"),
    // Without pkg-config, which would look for SQLite in the system's folder before ours.
    .systemLibrary(name: "CUdev", providers: [.apt(["libudev-dev"])]),
    .target(name: "BoardLink", dependencies: ["ECGCore", "CSerial", "CUdev"]),
    .target(name: "Recordings", dependencies: ["ECGCore"]),
    // SQLite from .build/static, where .ci/setup lays the library to be linked in: docs/decisions/0010-grdb.md.
    .target(
      name: "Journal", dependencies: ["ECGCore", .product(name: "GRDB", package: "GRDB.swift")],
      linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/.build/static"])]),
    .target(name: "TerminalUI", dependencies: ["CSerial"]),

    // The ECG that `make demo` plays.
    .target(name: "CDemoSignal"),

    // The faces: the only place where sources meet sinks.
    .target(
      name: "VitalSyncCommands",
      dependencies: [
        "ECGCore", "BoardLink", "Recordings", "Journal", "TerminalUI", "CDemoSignal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "vitalsync",
      dependencies: ["VitalSyncCommands", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // For tests only.
    .target(name: "TestSupport", dependencies: ["ECGCore"]),
    .testTarget(name: "ECGCoreTests", dependencies: ["ECGCore", "TestSupport"]),
    .testTarget(name: "BoardLinkTests", dependencies: ["BoardLink", "TestSupport"]),
    .testTarget(name: "RecordingsTests", dependencies: ["Recordings", "TestSupport"]),
    .testTarget(
      name: "JournalTests",
      dependencies: ["Journal", "ECGCore", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI", "CSerial"]),
    .testTarget(
      name: "VitalSyncCommandsTests",
      dependencies: [
        "VitalSyncCommands", "TestSupport", "ECGCore", "BoardLink", "Recordings", "Journal", "TerminalUI",
      ],
      exclude: ["Faces/Golden"]),
    // The fuzz targets over their seeds; Harness/ makes a libFuzzer program of the same targets (`make fuzz`).
    .testTarget(
      name: "FuzzTests", dependencies: ["ECGCore", "BoardLink", "Recordings", "TerminalUI", "TestSupport"],
      exclude: ["Harness"]),
    .testTarget(name: "EndToEndTests", dependencies: ["TestSupport", "CSerial", "vitalsync"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

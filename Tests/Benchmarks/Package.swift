// swift-tools-version: 6.0
import PackageDescription

// What the DSP core costs, in one process. A package of its own: the program and its tests never build it. `make bench`.
let package = Package(
  name: "vitalsync-benchmarks",
  dependencies: [.package(name: "vitalsync", path: "../..")],
  targets: [
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "bench",
      dependencies: ["CAllocationCount", .product(name: "ECGCore", package: "vitalsync")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

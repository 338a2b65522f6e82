import Foundation
import TestSupport
import Testing

@testable import ECGCore

/// Our inference against PyTorch's in double precision, with the same weights, on real beats: Tests/Fixtures/delineation.
struct BoundaryNetworkParityTests {
  /// A share of the network's span of 1152 ms, of a probability, and of log odds of about 10.
  private static let tolerance = 1e-5

  @Test func sameAsTheTrainingTool() throws {
    let text = try String(contentsOfFile: FixturePaths.fixtures + "/delineation/beats.csv", encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: ",").compactMap { Double($0) } }
    #expect(rows.count >= 50)
    var network = BoundaryNetwork()
    var worst = (place: 0.0, certainty: 0.0, odds: 0.0)
    for row in rows {
      try #require(row.count == 2 + 9 + 9 + 2 + BoundaryWindow.length)
      let window = row.suffix(BoundaryWindow.length).map { Float($0) }
      let isSeen = network.look(at: window, before: Float(row[0]), after: Float(row[1]), recalls: false)
      try #require(isSeen)
      for boundary in BoundaryNetwork.Boundary.allCases {
        let k = boundary.rawValue
        worst.place = max(worst.place, abs(Double(network.place(boundary)) - row[2 + k]) / 1152)
        worst.certainty = max(worst.certainty, abs(Double(network.certainty(boundary)) - row[11 + k]))
      }
      worst.odds = max(worst.odds, abs(Double(network.pOdds) - row[20]) / 10, abs(Double(network.tOdds) - row[21]) / 10)
    }
    #expect(worst.place <= Self.tolerance, "\(worst.place * 1152) ms")
    #expect(worst.certainty <= Self.tolerance, "\(worst.certainty)")
    #expect(worst.odds <= Self.tolerance, "\(worst.odds)")
  }
}

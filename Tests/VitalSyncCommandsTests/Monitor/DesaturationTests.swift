import BoardLink
import ECGCore
import Foundation
import Journal
import Recordings
import TestSupport
import Testing

@testable import VitalSyncCommands

/// A fingertip's light that darkens as at 82 %, beside a heart that beats on: from the light to the desk, the report and the journal.
struct DesaturationTests {
  /// Ratio of ratios for a percentage: the curve's parabola solved for it.
  private static func ratio(of percent: Double) -> Double {
    let (a, b, c) = (1.5958422, -34.6596622, 112.6898759 - percent)
    return (-b - (b * b - 4 * a * c).squareRoot()) / (2 * a)
  }

  private func light(_ number: Int, percent: Double) -> LightReading {
    let seconds = Double(number) / 25
    let pulse = 0.5 - 0.5 * cos(2 * Double.pi * seconds * 66 / 60)
    return LightReading(
      number: number, seconds: seconds, red: 110_000 * (1 - 0.02 * Self.ratio(of: percent) * pulse),
      infrared: 130_000 * (1 - 0.02 * pulse))
  }

  @Test func aFallOfTheLightIsTold() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let ecg = SyntheticECG(rate: rate, script: RhythmScript(intervals: Array(repeating: 0.9, count: 100)), seed: 3)
    var session = MonitorSession(outputs: SessionOutputs(link: LinkStatus(phase: .streaming, port: "/dev/ttyTest")))
    session.receive(.started(SourceFacts(rate: rate, rateReason: "test")))
    var asked: [String] = []
    for block in cut(ecg.blocks(), into: 250) {
      session.receive(.samples(SourcedBlock(block: block, sourceStart: block.start)))
      let second = block.start / 250
      for number in 25 * second..<25 * (second + 1) {
        session.receive(.light(light(number, percent: (30..<60).contains(second) ? 82 : 96)))
      }
      if let finding = session.outputs.desk?.gravestUnacknowledged { asked.append(finding.statement) }
    }
    session.finish()
    // Within a point of what the light says: the oximeter's window slides over the fall.
    let statement = try #require(asked.last { $0.hasPrefix("oxygen saturation down to 8") })
    #expect(["81", "82", "83"].contains { statement.hasSuffix("\($0) %") }, "\(statement)")
    let account = SessionAccount(session, link: session.outputs.link)
    let finding = try #require(account.findings.first { $0.kind == .desaturation })
    #expect(finding.severity == .warning && !finding.isActive)
    #expect(abs(rate.seconds(Double(finding.onset)) - 33) < 5)
    let entry = SessionEntry(account: account, began: Moment(milliseconds: 0, utcOffset: 0), origin: .board)
    #expect(try entry.record(of: "me").findings.contains { $0.kind == "desaturation" })
  }

  /// A board's own figure counts as well; 0 is what some say while no finger is there.
  @Test(arguments: [(82.0, 1), (0.0, 0)]) func aBoardsOwnFigureCounts(_ percent: Double, _ expected: Int) throws {
    let rate = try #require(SampleRate(hertz: 250))
    let ecg = SyntheticECG(rate: rate, script: RhythmScript(intervals: Array(repeating: 0.9, count: 45)), seed: 3)
    var session = MonitorSession(outputs: SessionOutputs(link: LinkStatus(phase: .streaming, port: "/dev/ttyTest")))
    session.receive(.started(SourceFacts(rate: rate, rateReason: "test")))
    for block in cut(ecg.blocks(), into: 250) {
      session.receive(.samples(SourcedBlock(block: block, sourceStart: block.start)))
      session.receive(.measured(SensorMeasure(kind: .saturation, value: percent, unit: .percent)))
    }
    session.finish()
    #expect(session.figures?.findings.count { $0.kind == .desaturation } == expected)
  }
}

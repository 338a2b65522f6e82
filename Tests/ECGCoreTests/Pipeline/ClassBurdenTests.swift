import TestSupport
import Testing

@testable import ECGCore

@Suite("Ectopic beats by their names")
struct ClassBurdenTests {
  private static let hertz = 250.0

  /// A letter a beat, 0.8 s apart; a space is a pause of four seconds more.
  private func burden(_ letters: String, zone: Int? = nil) throws -> ClassBurden {
    let rate = try #require(SampleRate(hertz: Self.hertz))
    var burden = ClassBurden(rate: rate)
    if let zone { burden.receive(.figures(Self.second(inZone: zone))) }
    var seconds = 0.0
    for letter in letters {
      guard letter != " " else {
        seconds += 4
        continue
      }
      seconds += 0.8
      let label = try #require(BeatLabel(rawValue: String(letter)))
      burden.receive(.classified(Self.beat(label, at: seconds * Self.hertz)))
    }
    return burden
  }

  private static func beat(_ label: BeatLabel, at position: Double) -> ClassifiedBeat {
    ClassifiedBeat(
      beat: Beat(position: position, amplitude: 1, decidedAt: Int(position) + 50, confidence: 1, label: label),
      probabilities: .unknown, classifiedAt: Int(position) + 250, family: 1, unlikeness: 0)
  }

  private static func second(inZone zone: Int) -> SecondFigures {
    // Tenths of a maximum of 200 from 50 % on: zone 1 from 100, zone 5 from 180.
    var training = TrainingLoad(limits: HeartRateLimits(maximum: 200))
    training.add(.value(Double(85 + 20 * zone)))
    return SecondFigures(
      quality: QualitySecond(start: 0, count: 250, index: 1, state: .good), heartRate: .value(100),
      hrvMinute: .refused(.settling), hrvFiveMinutes: .refused(.settling), scaling: .refused(.settling),
      respiration: .refused(.settling), training: training, recovery: nil)
  }

  @Test("singles, couplets and runs by what follows on what")
  func groups() throws {
    let burden = try burden("NVNVVNVVVVNSNSSNFQNV")
    let ventricular = burden.ventricular
    #expect(ventricular.beats == 8)
    #expect(ventricular.isolated == 2 && ventricular.couplets == 1 && ventricular.runs == 1)
    #expect(ventricular.longestRun == 4)
    let supraventricular = burden.supraventricular
    #expect(supraventricular.beats == 3)
    #expect(supraventricular.isolated == 1 && supraventricular.couplets == 1 && supraventricular.runs == 0)
    #expect(burden.named == 19)
  }

  @Test("neither another class nor a pause nor an unnamed beat lies within a couplet")
  func nothingIsJoined() throws {
    for letters in ["VSV", "V V", "VQV", "VFV", "VNV"] {
      let counts = try burden(letters).ventricular
      #expect(counts.isolated == 2 && counts.couplets == 0, "\(letters)")
    }
  }

  @Test("beats count in the zone of the second that was judged last", arguments: 0...5)
  func zones(zone: Int) throws {
    let burden = try burden("NNVSVQ", zone: zone)
    #expect(burden.inZone(zone) == .init(named: 5, supraventricular: 1, ventricular: 2))
    for other in 0...5 where other != zone { #expect(burden.inZone(other) == .init()) }
    #expect(burden.inZone(6) == .init() && burden.inZone(-1) == .init())
  }

  @Test("without a maximum nothing is in any zone, and all of it is counted")
  func withoutZones() throws {
    let burden = try burden("NVV")
    for zone in 0...5 { #expect(burden.inZone(zone).named == 0) }
    #expect(burden.named == 3)
  }
}

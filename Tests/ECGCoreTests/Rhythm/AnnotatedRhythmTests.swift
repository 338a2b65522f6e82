import TestSupport
import Testing

@testable import ECGCore

/// Excerpts of MIT-BIH whose rhythms cardiologists annotated; `Tests/Fixtures/signals/PROVENANCE.md` says which.
@Suite("Rhythms that cardiologists annotated")
struct AnnotatedRhythmTests {
  /// What the chain says, and on which block's arrival: blocks of a tenth of a second.
  struct Told {
    var findings: [(finding: Finding, at: Double)] = []
    var rhythms: [(episode: RhythmEpisode, at: Double)] = []
    var figures: SessionFigures
    var rate: SampleRate

    init(_ name: String) throws {
      let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: name))
      var pipeline = ECGPipeline(rate: record.rate)
      figures = SessionFigures(rate: record.rate)
      rate = record.rate
      for block in cut(record.blocks, into: 36) {
        var sink = Collected<PipelineEvent>()
        pipeline.process(block, into: &sink)
        take(sink.elements, at: rate.seconds(Double(block.end)))
      }
      var sink = Collected<PipelineEvent>()
      pipeline.finish(into: &sink)
      take(sink.elements, at: .infinity)
    }

    mutating func take(_ events: [PipelineEvent], at seconds: Double) {
      for event in events {
        figures.receive(event)
        if case .finding(let finding) = event { findings.append((finding, seconds)) }
        if case .rhythm(let episode) = event { rhythms.append((episode, seconds)) }
      }
    }

    func first(_ kind: FindingKind) -> (finding: Finding, at: Double)? { findings.first { $0.finding.kind == kind } }
    func kinds(_ severity: Severity) -> Set<FindingKind> {
      Set(figures.findings.lazy.filter { $0.severity == severity }.map(\.kind))
    }
  }

  @Test("ventricular tachycardia is an alarm within 5 s of its first beat (205: 12 beats at 159 bpm from 20.7 s)")
  func ventricularTachycardia() throws {
    let told = try Told("mitdb_205")
    let (finding, at) = try #require(told.first(.broadComplexTachycardia))
    let onset = told.rate.seconds(Double(finding.onset))
    #expect(abs(onset - 20.7) < 0.3, "\(onset)")
    #expect(at - 20.7 < 5, "\(at)")
    #expect(finding.severity == .alarm)
    #expect(finding.statement.hasPrefix("broad-complex tachycardia, "), "\(finding.statement)")
    #expect(told.figures.rhythms.contains { $0.name == .ventricularTachycardia })
    #expect(told.kinds(.alarm) == [.broadComplexTachycardia])
  }

  @Test("ventricular flutter is told within 5 s (207: from 20.8 s on)")
  func flutter() throws {
    let told = try Told("mitdb_207")
    let (finding, at) = try #require(told.first(.ventricularFibrillation))
    #expect(at - 20.8 < 5, "\(at)")
    #expect(finding.severity == .alarm)
  }

  @Test("supraventricular tachycardia, from where it began to where it ended (209: 19.4 to 41.8 s)")
  func supraventricularTachycardia() throws {
    let told = try Told("mitdb_209")
    let episode = try #require(told.figures.rhythms.first { $0.name == .supraventricularTachycardia })
    #expect(abs(told.rate.seconds(Double(episode.onset)) - 19.4) < 1, "\(episode)")
    #expect(abs(told.rate.seconds(Double(episode.last)) - 41.8) < 2, "\(episode)")
    #expect(told.kinds(.warning) == [.supraventricularTachycardia])
    #expect(told.kinds(.alarm).isEmpty)
  }

  @Test("2:1 block is suspected from the P waves that no beat follows (231: from 23.6 s on)")
  func block() throws {
    let told = try Told("mitdb_231")
    let found = told.figures.findings.filter { $0.kind == .atrioventricularBlock }
    #expect(found.count == 1)
    let onset = told.rate.seconds(Double(try #require(found.first).onset))
    #expect((20...30).contains(onset), "\(onset)")
    let account = try #require(
      FindingLimits(AthleteProfile()).accounts(told.figures.judged).first { $0.kind == .atrioventricularBlock })
    #expect(!account.isAbsent && account.judgedSeconds > 30)
  }

  @Test(
    "none of these is found in other rhythms",
    arguments: ["mitdb_100", "mitdb_119", "mitdb_202", "mitdb_208", "mitdb_221", "nstdb_118e06"])
  func others(name: String) throws {
    let told = try Told(name)
    let kinds = Set(told.figures.findings.map(\.kind))
    #expect(
      kinds.isDisjoint(with: [
        .broadComplexTachycardia, .ventricularFibrillation, .supraventricularTachycardia, .atrioventricularBlock,
      ]), "\(told.figures.findings.map(\.statement))")
  }

  @Test(
    "a rhythm that rate, breath or single ectopic beats make is told only where it lasts 10 s, or a graver one cuts it short",
    arguments: ["mitdb_100", "mitdb_119", "mitdb_208", "mitdb_221", "mitdb_231"])
  func holds(name: String) throws {
    let told = try Told(name)
    for (episode, next) in zip(told.figures.rhythms, told.figures.rhythms.dropFirst())
    where episode.name.isPlain && next.name.isPlain {
      #expect(told.rate.seconds(Double(episode.last - episode.onset)) >= 9, "\(episode)")
    }
  }

  @Test("events are the same however the signal is cut", arguments: ["mitdb_205", "mitdb_209", "mitdb_231"])
  func chunks(name: String) throws {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: name))
    func told(_ size: Int) -> [String] {
      run(ECGPipeline(rate: record.rate), cut(record.blocks, into: size)).compactMap { event in
        switch event {
        case .finding(let finding): "\(finding)"
        case .rhythm(let episode): "\(episode)"
        case .ectopy(let group): "\(group)"
        default: nil
        }
      }
    }
    let whole = told(record.millivolts.count)
    #expect(!whole.isEmpty)
    for size in [1, 7, 250] { #expect(told(size) == whole, "blocks of \(size)") }
  }
}

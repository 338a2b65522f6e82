import Glibc
import TestSupport
import Testing

@testable import ECGCore

@Suite("Rhythm on synthetic hearts whose truth is known")
struct RhythmScenarioTests {
  private func told(_ blocks: [SampleBlock], rate: SampleRate) -> SessionFigures {
    var figures = SessionFigures(rate: rate)
    for event in run(ECGPipeline(rate: rate), blocks) { figures.receive(event) }
    return figures
  }

  private func told(_ write: (inout RhythmScript) -> Void) throws -> SessionFigures {
    var script = RhythmScript()
    write(&script)
    let ecg = try #require(SyntheticECG.at250(script))
    return told(ecg.blocks(), rate: ecg.rate)
  }

  private func seconds(_ name: RhythmName, _ figures: SessionFigures) -> Double {
    figures.rhythms.filter { $0.name == name }
      .reduce(0) { $0 + figures.rate.seconds(Double($1.last - $1.onset)) }
  }

  @Test("fibrillation has a beginning and an end, to a few beats", arguments: [1, 2, 3])
  func fibrillation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let figures = try told {
      $0.sinus(bpm: 70, for: 90)
      $0.fibrillation(bpm: 90, for: 120, from: &generator)
      $0.sinus(bpm: 70, for: 90)
    }
    let episodes = figures.rhythms.filter { $0.name == .atrialFibrillation }
    #expect(episodes.count == 1)
    let episode = try #require(episodes.first)
    // Told late, placed where the beats changed: to a few of them, at 70 and 90 bpm.
    #expect((87...94).contains(figures.rate.seconds(Double(episode.onset))), "\(episode)")
    #expect((206...214).contains(figures.rate.seconds(Double(episode.last))), "\(episode)")
    #expect(episode.confidence > 0.67 && !episode.isActive)
  }

  @Test("rates and breath have their names", arguments: [(50.0, 0.0), (75, 0), (130, 0), (60, 0.15)])
  func regular(bpm: Double, swing: Double) throws {
    let figures = try told { $0.sinus(bpm: bpm, for: 120, swing: swing) }
    let name: RhythmName = swing > 0 ? .sinusArrhythmia : bpm < 60 ? .bradycardia : bpm > 100 ? .tachycardia : .sinus
    #expect(seconds(name, figures) > 100, "\(figures.rhythms)")
    #expect(figures.ectopy.beats.isEmpty)
  }

  @Test("every ectopic beat is counted once, and nothing else is")
  func isolated() throws {
    let figures = try told {
      for index in 0..<20 {
        $0.sinus(bpm: 65, for: Double(5 + (index * 7) % 9), swing: 0.03)
        $0.ectopic(bpm: 65)
      }
      $0.sinus(bpm: 65, for: 10)
    }
    #expect(figures.ectopy.groups == [.ventricular: [.isolated: 20]])
    #expect(seconds(.atrialFibrillation, figures) == 0)
  }

  @Test("bigeminy is bigeminy, not fibrillation")
  func bigeminy() throws {
    let figures = try told {
      $0.sinus(bpm: 70, for: 60)
      for _ in 0..<30 { $0.ectopic(bpm: 70) }
      $0.sinus(bpm: 70, for: 60)
    }
    #expect(seconds(.bigeminy, figures) > 35, "\(figures.rhythms)")
    #expect(seconds(.atrialFibrillation, figures) == 0)
  }

  @Test("waves without complexes are told within 5 s", arguments: [3.0, 4.5, 6.0, 7.0])
  func fibrillatoryWaves(hertz: Double) throws {
    var script = RhythmScript()
    script.sinus(bpm: 75, for: 60)
    let ecg = try #require(SyntheticECG.at250(script))
    var values = ecg.millivolts()
    var generator = SeededGenerator(seed: 5)
    let start = values.count
    for index in 0..<ecg.rate.samples(in: 20) {
      let time = ecg.rate.seconds(Double(index))
      // Waxing and waning, as fibrillation does.
      let size = 0.7 + 0.25 * sin(2 * .pi * 0.3 * time)
      values.append(Float(size * sin(2 * .pi * hertz * time) + 0.02 * generator.normal()))
    }
    let block = SampleBlock(start: 0, millivolts: Array(values[..<(start + ecg.rate.samples(in: 5))]))
    var pipeline = ECGPipeline(rate: ecg.rate)
    var sink = Collected<PipelineEvent>()
    pipeline.process(block, into: &sink)
    let within = sink.elements.compactMap { if case .rhythm(let episode) = $0 { episode } else { nil } }
    #expect(within.last?.name == .ventricularFibrillation, "\(within)")
    let whole = told([SampleBlock(start: 0, millivolts: values)], rate: ecg.rate)
    #expect(seconds(.ventricularFibrillation, whole) > 15, "\(whole.rhythms)")
  }
}

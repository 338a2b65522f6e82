import ECGCore
import TestSupport
import Testing

@Suite("The chain under anything that samples can be")
struct PipelineStormTests {
  /// Blocks of every length, scale, flag and gap, at a rate drawn as well.
  static func storm(seed: UInt64) -> (rate: SampleRate, blocks: [SampleBlock])? {
    var generator = SeededGenerator(seed: seed)
    let hertz = [50.0, 62.5, 100, 191.7, 250, 360, 1000, 3333.3][Int(generator.next() % 8)]
    guard let rate = SampleRate(hertz: hertz) else { return nil }
    var blocks: [SampleBlock] = []
    var start = Int(generator.next() % 100_000)
    let period = rate.samples(in: 0.8)
    let width = rate.samples(in: 0.04)
    for _ in 0..<24 {
      let count = Int(generator.next() % UInt64(2 * hertz))
      let scale = [0, 1e-6, 0.001, 1, 1, 5, 1e4, 1e12][Int(generator.next() % 8)]
      let noise = [0.02, 1][Int(generator.next() % 2)]
      let values = (0..<count).map { offset in
        Float(scale * (noise * generator.normal() + ((start + offset) % period < width ? 1 : 0)))
      }
      let isFlagged = generator.next() % 4 == 0
      let flags = isFlagged ? (0..<count).map { _ in SampleFlags(rawValue: UInt8(generator.next() % 8)) } : []
      blocks.append(SampleBlock(start: start, millivolts: values, flags: flags))
      start += count
      if generator.next() % 5 == 0 {
        start += Int(generator.next() % [3, 300, 1_000_000_000][Int(generator.next() % 3)])
      }
    }
    return (rate, blocks)
  }

  @Test("no trap, nothing but finite figures, the laws hold", arguments: 1...4 as ClosedRange<UInt64>)
  func storm(seed: UInt64) throws {
    let (rate, blocks) = try #require(Self.storm(seed: seed))
    let broken = brokenStageLaws(on: blocks, make: { ECGPipeline(rate: rate) }) { event in
      if case .conditioned = event { String?.none } else { "\(event)" }
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    var figures = SessionFigures(rate: rate)
    for event in run(ECGPipeline(rate: rate), blocks) {
      figures.receive(event)
      switch event {
      case .interval(let interval): #expect(interval.seconds > 0 && interval.to > interval.from)
      case .quality(let second): #expect((0...1).contains(second.index) && second.count > 0)
      case .finding(let finding): #expect(finding.last >= finding.onset)
      case .rhythm(let episode):
        #expect(episode.last >= episode.onset && (0...1).contains(episode.confidence))
      case .strip(let strip):
        let p = strip.probabilities
        #expect(strip.from < strip.to && abs(p.normal + p.atrialFibrillation + p.other + p.noisy - 1) < 1e-3)
      case .ectopy(let group): #expect(group.to >= group.from && group.beats > 0)
      case .delineation(let told):
        for wave in [told.p, told.qrs, told.t].compactMap(\.value) { #expect(wave.onset < wave.end) }
      case .conditioned, .beat, .classified, .figures, .intervals: break
      }
    }
    // Every finding that began has ended.
    #expect(figures.findings.allSatisfy { !$0.isActive })
    #expect(figures.rhythms.allSatisfy { !$0.isActive })
    // Every sample was judged once.
    #expect(figures.minutes.reduce(0) { $0 + $1.samples } == blocks.reduce(0) { $0 + $1.count })
  }
}

import BoardLink
import ECGCore
import Glibc
import TestSupport
import Testing

/// Samples with known times on a uniform grid, held against the signal's closed form.
@Suite struct GridResamplerTests {
  private func placed(_ nodes: [(position: Double, counts: Double, flags: SampleFlags)]) -> [GridResampler.Placed] {
    var resampler = GridResampler()
    var result: [GridResampler.Placed] = []
    for node in nodes {
      resampler.append(position: node.position, counts: node.counts, flags: node.flags)
      while let place = resampler.take(isFinal: false) { result.append(place) }
    }
    while let place = resampler.take(isFinal: true) { result.append(place) }
    return result
  }

  @Test func whatStandsOnTheGridPassesBitByBit() {
    var random = TestSupport.SeededGenerator(seed: 3)
    let values = (0..<500).map { _ in 1000 * random.normal() }
    let result = placed(values.enumerated().map { (Double($0.offset) + 0.04, $0.element, []) })
    #expect(result.map(\.counts) == values)
    #expect(result.map(\.index) == Array(0..<500))
  }

  @Test func whatStandsOnTheGridWaitsForNothing() {
    var resampler = GridResampler()
    for index in 0..<50 {
      resampler.append(position: Double(index), counts: 7, flags: [])
      #expect(resampler.take(isFinal: false)?.index == index)
      #expect(resampler.take(isFinal: false) == nil)
    }
  }

  /// A quintic has no error but rounding, however uneven its samples are.
  @Test(arguments: 1...5) func aPolynomialIsReadExactly(seed: Int) {
    var random = TestSupport.SeededGenerator(seed: UInt64(seed))
    func quintic(_ x: Double) -> Double {
      let t = (x - 50) / 50
      return ((((t + 2) * t - 3) * t + 1) * t - 0.5) * t + 4
    }
    let positions = (0..<100).map { Double($0) + 0.8 * random.uniform() }
    let result = placed(positions.map { ($0, quintic($0), []) })
    let inner = result.filter { (4..<95).contains($0.index) }
    #expect(inner.count == 91)
    for place in inner {
      // A sample within a twentieth of a period is taken as it stands: the slope there is at most 0.4.
      let isNear = positions.contains { abs($0 - Double(place.index)) <= 0.05 }
      #expect(abs(place.counts - quintic(Double(place.index))) < (isNear ? 0.02 : 1e-9))
    }
  }

  /// The steepest flank of an R wave is of 20 Hz or so; at 250 Hz that is 0.08 of the rate.
  @Test(arguments: 1...5) func anUnevenSineIsReadToAPerMille(seed: Int) throws {
    var random = TestSupport.SeededGenerator(seed: UInt64(seed))
    func sine(_ x: Double) -> Double { sin(2 * .pi * 0.08 * x) }
    let positions = (0..<2000).map { Double($0) + 0.6 * random.uniform() }
    let result = placed(positions.map { ($0, sine($0), []) })
    let errors = result.filter { place in
      (5..<1990).contains(place.index) && !positions.contains { abs($0 - Double(place.index)) <= 0.05 }
    }.map { $0.counts - sine(Double($0.index)) }
    #expect(errors.count > 1500)
    let deviation = sqrt(errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count))
    #expect(deviation < 0.001)
  }

  @Test func nothingIsReadAcrossAHoleNorBeyondItsEdges() {
    var builder = BlockBuilder(calibration: .assumed10Bit)
    var sink = Collected<LinkOutput>()
    func put(_ counts: Double, _ step: ClockStep) {
      builder.append(WireSample(counts: counts, characters: 5), step, into: &sink)
    }
    for index in 0..<20 { put(100, ClockStep(advance: index == 0 ? 1 : 0.9)) }
    // The last stands at 17.1, the next at 24.6.
    put(900, ClockStep(advance: 7.5, isGap: true))
    for _ in 0..<20 { put(900, ClockStep(advance: 0.9)) }
    builder.finish(into: &sink)
    let blocks = sink.elements.compactMap { if case .samples(let block) = $0 { block } else { nil } }
    #expect(blocks.map(\.start) == [0, 25])
    #expect(blocks.map(\.end) == [18, 43])
    let calibration = Calibration.assumed10Bit
    #expect(blocks[0].millivolts.allSatisfy { abs($0 - calibration.millivolts(100)) < 1e-5 })
    #expect(blocks[1].millivolts.allSatisfy { abs($0 - calibration.millivolts(900)) < 1e-5 })
  }

  @Test func flagsCoverWhatTheyTouchAndElectrodesOffDoNotRingIntoTheSignal() {
    let result = placed(
      (0..<40).map { index in
        let isOff = (20..<30).contains(index)
        return (Double(index) * 1.0 + 0.5, isOff ? 1023 : 500, isOff ? .leadOffPlus : [])
      })
    for place in result {
      // Between 19.5 and 20.5, and 29.5 and 30.5, one neighbour is off.
      #expect(place.flags.isEmpty == !(20...30).contains(place.index))
      if place.flags.isEmpty { #expect(abs(place.counts - 500) < 1e-9) }
    }
  }

  /// Places come in order and once, whatever is put in.
  @Test(arguments: 1...20) func placesOnlyEverGrow(seed: Int) {
    var random = TestSupport.SeededGenerator(seed: UInt64(seed))
    var resampler = GridResampler()
    var position = 0.0
    var places: [Int] = []
    for _ in 0..<5000 {
      let isGap = random.uniform() < 0.02
      position += isGap ? 50 * random.uniform() : 2 * random.uniform() * random.uniform()
      if isGap {
        while let place = resampler.take(isFinal: true) { places.append(place.index) }
        resampler.breakOff()
      }
      resampler.append(position: position, counts: random.uniform(), flags: [])
      while let place = resampler.take(isFinal: false) {
        places.append(place.index)
        #expect(abs(place.counts) < 50)
      }
    }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    #expect(places.count > 2000)
  }
}

import BoardLink
import ECGCore
import Glibc
import Testing

/// A synthetic heart keeps what it was told: rate, variability and where its power lies, ectopy, noise, seamless loops.
@Suite struct SyntheticHeartTests {
  private func heart(_ text: String) throws -> SyntheticHeart { SyntheticHeart(try HeartSettings(text: text)) }

  private func intervals(_ heart: SyntheticHeart) -> [Double] {
    (0..<heart.beatsInLoop).map { heart.beat($0 + 1).seconds - heart.beat($0).seconds }
  }

  private func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return sqrt(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }

  @Test(arguments: [(38.0, 90.0), (60, 40), (150, 12)]) func rateAndVariabilityAreThosePrescribed(
    _ bpm: Double, _ milliseconds: Double
  ) throws {
    let intervals = intervals(try heart("bpm=\(bpm),hrv=\(milliseconds),seconds=600"))
    let mean = intervals.reduce(0, +) / Double(intervals.count)
    // The mean interval at the beats is longer than 60 / bpm by the share of its own variance (renewal theory), under 0.5 %.
    #expect(abs(mean * bpm / 60 - 1) < 0.01)
    #expect(abs(deviation(intervals) * 1000 / milliseconds - 1) < 0.07)
  }

  /// Lomb's periodogram of the intervals at their beats, summed over the Task Force's bands.
  @Test(arguments: [0.5, 2.0]) func powerLiesInTheBandsPrescribed(_ ratio: Double) throws {
    let heart = try heart("bpm=60,hrv=20,lfhf=\(ratio),resp=15,seconds=600")
    let values = intervals(heart)
    let mean = values.reduce(0, +) / Double(values.count)
    func power(_ band: Range<Double>) -> Double {
      var sum = 0.0
      var hertz = band.lowerBound
      while hertz < band.upperBound {
        var (real, imaginary) = (0.0, 0.0)
        for (place, value) in values.enumerated() {
          let angle = 2 * Double.pi * hertz * heart.beat(place).seconds
          real += (value - mean) * cos(angle)
          imaginary += (value - mean) * sin(angle)
        }
        sum += real * real + imaginary * imaginary
        hertz += 1 / heart.loopSeconds
      }
      return sum
    }
    #expect(abs(power(0.04..<0.15) / power(0.15..<0.4) / ratio - 1) < 0.15)
  }

  /// The summit of each clean R wave, found in the signal by itself, stands where the truth says.
  @Test(arguments: [45.0, 90, 180]) func summitsStandAtTheTruth(_ bpm: Double) throws {
    let heart = try heart("bpm=\(bpm),hrv=20,noise=0,seconds=60")
    let signal = heart.millivolts()
    for number in 1..<(heart.beatsInLoop - 1) {
      let place = heart.beat(number).seconds * SyntheticHeart.hertz
      let around = Int(place) - 20...Int(place) + 20
      let top = try #require(around.max { signal[$0] < signal[$1] })
      #expect(abs(Double(top) - place) / SyntheticHeart.hertz < 0.002)
      // At high rates the baseline sinks: what z has gained by one beat it has not lost by the next.
      if bpm < 100 { #expect(abs(signal[top] - 1.2) < 0.25) }
    }
  }

  @Test func theLoopHasNoSeam() throws {
    let heart = try heart("bpm=70,noise=0,baseline=200,mains=50@60,af=off,seconds=20")
    let signal = heart.millivolts()
    let steps = zip(signal, signal.dropFirst()).map { abs($1 - $0) }
    let seam = abs(signal[0] - signal[signal.count - 1])
    #expect(seam < (try #require(steps.max())) / 2)
    #expect(heart.beat(heart.beatsInLoop).seconds == heart.beat(0).seconds + heart.loopSeconds)
    #expect(abs(heart.loopSeconds * SyntheticHeart.hertz - Double(signal.count)) < 1e-6)
  }

  @Test func noiseIsAsStrongAsPrescribed() throws {
    let clean = try heart("noise=0,seconds=30").millivolts()
    for (text, expected) in [("noise=50", 0.05), ("noise=0,muscle=40", 0.04), ("noise=0,baseline=300", 0.3)] {
      let noisy = try heart("\(text),seconds=30").millivolts()
      let added = zip(noisy, clean).map { Double($0 - $1) }
      #expect(abs(deviation(added) / expected - 1) < 0.05, "\(text)")
    }
    let hum = zip(try heart("noise=0,mains=80@60,seconds=30").millivolts(), clean).map { Double($0 - $1) }
    #expect(abs(deviation(hum) * 2.0.squareRoot() - 0.08) < 0.002)
  }

  @Test(arguments: [("pvc=10%", 0.10), ("bpm=60,pvc=6/min", 0.10), ("pvc=50%", 0.5)])
  func ventricularBeatsComeAsOftenAsPrescribed(_ text: String, _ share: Double) throws {
    let heart = try heart("\(text),seconds=1200")
    let labels = (0..<heart.beatsInLoop).map { heart.beat($0).label }
    let found = Double(labels.filter { $0 == .ventricular }.count) / Double(labels.count)
    // Two standard deviations of so many throws.
    #expect(abs(found - share) < 2 * (share * (1 - share) / Double(labels.count)).squareRoot() + 0.01)
  }

  @Test func fibrillationIsIrregular() throws {
    let values = intervals(try heart("bpm=90,af=on,seconds=600"))
    let mean = values.reduce(0, +) / Double(values.count)
    #expect((0.17...0.27).contains(deviation(values) / mean))
    // Neighbours know nothing of each other.
    let products = zip(values, values.dropFirst()).map { ($0 - mean) * ($1 - mean) }
    let correlation = products.reduce(0, +) / Double(products.count) / pow(deviation(values), 2)
    #expect(abs(correlation) < 0.1)
  }

  @Test func theSameSeedIsTheSameHeart() throws {
    #expect(try heart("seed=5,pvc=3%").millivolts() == heart("pvc=3%,seed=5").millivolts())
    #expect(try heart("seed=5").millivolts() != heart("seed=6").millivolts())
  }

  @Test(
    arguments: [
      "bpm", "bpm=", "bpm=0", "bpm=nan", "bpm=1e9", "bpm=60-70-80", "bpm=60,bpm=61", "foo=1", "noise=-1", "mains=5@400",
      "pvc=2", "pvc=200%", "af=yes", "seed=-1", "rate=1", "seconds=1", "=", "hrv=inf",
    ]) func whatIsMisspeltIsRefused(_ text: String)
  {
    #expect(throws: LinkError.self) { try HeartSettings(text: text) }
  }

  @Test(arguments: ["bpm=240,hrv=200,seconds=10", "bpm=20,pvc=50%,seconds=10", "bpm=20-240,af=on,seconds=10", "mv=-2"])
  func extremesAreFinite(_ text: String) throws {
    let heart = try heart(text)
    #expect(heart.millivolts().allSatisfy { $0.isFinite && abs($0) < 20 })
    #expect(intervals(heart).allSatisfy { $0 > 0.1 })
  }
}

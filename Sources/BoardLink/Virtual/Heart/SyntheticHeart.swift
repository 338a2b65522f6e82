package import ECGCore

/// A heart whose rate, variability, ectopy and noise are prescribed, and whose beats are therefore known: one loop of
/// electrode voltage, and when it beats, loop after loop.
package struct SyntheticHeart: Sendable {
  /// Samples per second of the model; boards take theirs between.
  package static let hertz = 500.0

  package let settings: HeartSettings
  private let rhythm: HeartRhythm

  package init(_ settings: HeartSettings) {
    self.settings = settings
    rhythm = HeartRhythm(settings, modelHertz: Self.hertz)
  }

  /// One loop, in millivolts, drawn anew at each call.
  package func millivolts() -> [Float] {
    var values = DynamicalECG(rhythm, settings).millivolts(hertz: Self.hertz, height: settings.height)
    HeartNoise(settings, loop: rhythm.loop, hertz: Self.hertz).add(to: &values)
    return values
  }

  package var beatsInLoop: Int { rhythm.beats.count }
  /// Seconds after which the same comes again.
  package var loopSeconds: Double { rhythm.loop }

  /// The beat of this number since the heart began, 0 the first: when its R wave peaks, in seconds, and what it is.
  package func beat(_ number: Int) -> (seconds: Double, label: BeatLabel) {
    let beat = rhythm.beats[number % rhythm.beats.count]
    return (beat.seconds + Double(number / rhythm.beats.count) * rhythm.loop, beat.label)
  }
}

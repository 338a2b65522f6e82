import Glibc

/// What an electrode adds to the heart, over one loop, in millivolts: white noise, muscle, the baseline's wander, mains hum,
/// and the atria's waves where they fibrillate. Each standard deviation is the one asked for, exactly, but white noise's.
struct HeartNoise {
  private let settings: HeartSettings
  private let loop: Double
  private let hertz: Double

  init(_ settings: HeartSettings, loop: Double, hertz: Double) {
    self.settings = settings
    self.loop = loop
    self.hertz = hertz
  }

  /// Muscle noise's band, in hertz (surface electromyogram; C. J. De Luca, J. Appl. Biomech. 13:135, 1997).
  private static let muscleBand = (low: 20.0, high: 150.0)
  private static let wanderBand = (low: 0.05, high: 0.5)
  private static let wanderWaves = 12
  /// Fibrillatory waves: 4–9 Hz, 0.05–0.1 mV (A. Bollmann et al., Europace 8:911, 2006).
  private static let atrial = (hertz: [5.1, 6.3, 7.4], millivolts: 0.035)

  func add(to values: inout [Float]) {
    var random = SeededNumbers(seed: settings.seed ^ 0x6E6F_6973_65)
    if settings.white > 0 {
      for index in values.indices { values[index] += Float(settings.white / 1000 * random.normal()) }
    }
    if settings.muscle > 0 { addMuscle(to: &values, &random) }
    if settings.baseline > 0 { addWander(to: &values, &random) }
    if settings.mains.first > 0 {
      addSine(settings.mains.second, amplitude: settings.mains.first / 1000, phase: 0, to: &values)
    }
    if settings.isFibrillating {
      for wave in Self.atrial.hertz {
        addSine(wave, amplitude: Self.atrial.millivolts, phase: 2 * .pi * random.uniform(), to: &values)
      }
    }
  }

  /// A whole number of periods a loop, so that its end meets its beginning.
  private func addSine(_ frequency: Double, amplitude: Double, phase: Double, to values: inout [Float]) {
    let fitting = max(1, (frequency * loop).rounded()) / loop
    for index in values.indices {
      values[index] += Float(amplitude * sin(2 * .pi * fitting * Double(index) / hertz + phase))
    }
  }

  /// White noise through a first-order high-pass and low-pass.
  private func addMuscle(to values: inout [Float], _ random: inout SeededNumbers) {
    let low = exp(-2 * .pi * min(Self.muscleBand.high, 0.45 * hertz) / hertz)
    let high = exp(-2 * .pi * Self.muscleBand.low / hertz)
    var smooth = 0.0
    var slow = 0.0
    var noise = [Double](repeating: 0, count: values.count)
    for index in noise.indices {
      smooth = low * smooth + (1 - low) * random.normal()
      slow = high * slow + (1 - high) * smooth
      noise[index] = smooth - slow
    }
    let power = noise.reduce(0) { $0 + $1 * $1 } / Double(max(1, noise.count))
    guard power > 0 else { return }
    let scale = settings.muscle / 1000 / sqrt(power)
    for index in values.indices { values[index] += Float(noise[index] * scale) }
  }

  /// Sinusoids of random phase, each as strong as it is slow.
  private func addWander(to values: inout [Float], _ random: inout SeededNumbers) {
    let ratio = pow(Self.wanderBand.high / Self.wanderBand.low, 1 / Double(Self.wanderWaves - 1))
    // Each fits the loop a whole number of times, and none comes twice.
    let periods = Set(
      (0..<Self.wanderWaves).map { max(1, (Self.wanderBand.low * pow(ratio, Double($0)) * loop).rounded()) })
    let waves = periods.sorted().map { $0 / loop }
    let power = waves.reduce(0) { $0 + 1 / ($1 * $1) } / 2
    for wave in waves {
      let amplitude = settings.baseline / 1000 / sqrt(power) / wave
      addSine(wave, amplitude: amplitude, phase: 2 * .pi * random.uniform(), to: &values)
    }
  }
}

import ECGCore
import Glibc

/// When a synthetic heart beats: the truth that its ECG is drawn from.
///
/// Sinus rhythm after P. E. McSharry, G. D. Clifford, L. Tarassenko, L. A. Smith, IEEE Trans. Biomed. Eng. 50:289 (2003):
/// the interval is a mean and a sum of sinusoids of random phase whose spectrum has two bell curves, at 0.1 Hz (LF) and at
/// the breath (HF), each 0.01 Hz wide. Deviations: their inverse FFT is a plain sum, over frequencies that fit the loop a
/// whole number of times, so that it closes without a seam and its variance is the one asked for, exactly.
///
/// Fibrillation: intervals independent of each other, log-normal, coefficient of variation 0.22 (own design, after the
/// irregularity of the ventricles' answer). A ventricular beat comes 35 % early, with its full compensatory pause.
struct HeartRhythm {
  struct TrueBeat: Hashable, Sendable {
    var seconds: Double
    var label: BeatLabel
  }

  /// In order, within one loop.
  private(set) var beats: [TrueBeat] = []
  /// Seconds after which the same comes again: a whole number of samples of the model.
  let loop: Double

  /// ECGSYN's centre and width of the bands, in hertz.
  private static let lowHertz = 0.1
  private static let bandWidth = 0.01
  /// No ventricle follows faster, in seconds.
  private static let shortest = 0.25
  private static let fibrillationSpread = 0.22
  private static let prematurity = 0.35

  init(_ settings: HeartSettings, modelHertz: Double) {
    var random = SeededNumbers(seed: settings.seed)
    let swing = Swing(settings, &random)
    var intervals: [Double] = []
    var labels: [BeatLabel] = [.normal]
    var now = 0.0
    while now < settings.seconds {
      let bpm = Self.bpm(settings, at: now)
      var usual = 60 / bpm
      if settings.isFibrillating {
        let spread = Self.fibrillationSpread
        usual *= exp(spread * random.normal() - spread * spread / 2)
      } else {
        usual += swing.seconds(at: now)
      }
      usual = max(usual, Self.shortest)
      // A ventricular beat and the normal one after it come as a pair: of such steps fewer are left.
      let share = min(0.5, settings.ectopy.share(bpm: bpm))
      if random.uniform() < share / (1 - share) {
        intervals += [usual * (1 - Self.prematurity), usual * (1 + Self.prematurity)]
        labels += [.ventricular, .normal]
        now += 2 * usual
      } else {
        intervals.append(usual)
        labels.append(.normal)
        now += usual
      }
    }
    // The last beat is the next loop's first; all is stretched by less than a sample to end on one.
    labels.removeLast()
    let total = intervals.reduce(0, +)
    loop = (total * modelHertz).rounded() / modelHertz
    var time = min(0.4, 30 / settings.bpm.first)
    for (interval, label) in zip(intervals, labels) {
      beats.append(TrueBeat(seconds: time, label: label))
      time += interval * loop / total
    }
  }

  private static func bpm(_ settings: HeartSettings, at seconds: Double) -> Double {
    let place = seconds / settings.seconds
    let share = 1 - abs(2 * place - 1)
    return settings.bpm.first + (settings.bpm.second - settings.bpm.first) * share
  }

  /// The intervals' slow and breathing swing.
  private struct Swing {
    private var waves: [(hertz: Double, amplitude: Double, phase: Double)] = []

    init(_ settings: HeartSettings, _ random: inout SeededNumbers) {
      let high = settings.breaths / 60
      let lowPower = settings.lowOverHigh / (1 + settings.lowOverHigh)
      for (centre, power) in [(HeartRhythm.lowHertz, lowPower), (high, 1 - lowPower)] {
        addBand(centre, power * settings.variability * settings.variability * 1e-6, settings.seconds, &random)
      }
    }

    private mutating func addBand(
      _ centre: Double, _ variance: Double, _ loop: Double, _ random: inout SeededNumbers
    ) {
      let reach = 4 * HeartRhythm.bandWidth
      let first = max(1, Int(((centre - reach) * loop).rounded(.up)))
      let last = max(first, Int((centre + reach) * loop))
      let bell = (first...last).map { place in
        let off = (Double(place) / loop - centre) / HeartRhythm.bandWidth
        return exp(-off * off / 2)
      }
      let sum = bell.reduce(0, +)
      for (place, weight) in zip(first...last, bell) where sum > 0 {
        let amplitude = sqrt(2 * variance * weight / sum)
        waves.append((Double(place) / loop, amplitude, 2 * .pi * random.uniform()))
      }
    }

    func seconds(at time: Double) -> Double {
      waves.reduce(0) { $0 + $1.amplitude * cos(2 * .pi * $1.hertz * time + $1.phase) }
    }
  }
}

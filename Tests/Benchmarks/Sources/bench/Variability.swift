import ECGCore
import Glibc

/// Processor time of each variability metric over a made-up day.
///
///     bench --variability [INTERVALS]
///
/// The series: 840 ms, with the swings of a day, of blood pressure and of breath, and noise from a fixed generator. Medians of
/// five rounds.
enum Variability {
  static func run(intervals count: Int) {
    let lengths = series(count)
    let series = NNSeries(milliseconds: lengths)
    let long = DetrendedFluctuation.long
    print("variability of \(count) intervals, \(Int(series.coveredSeconds / 3600)) h, ms of processor time:")
    row("artefact correction") { ArtefactCorrection(milliseconds: lengths) }
    row("time domain") { TimeDomainMetrics.reading(of: series) }
    row("histogram") { GeometricMetrics.reading(of: series) }
    row("SDANN, SDNN index") { LongTermMetrics.reading(of: series) }
    row("Poincaré, asymmetry") { (PoincareMetrics.reading(of: series), HeartRateAsymmetry.reading(of: series)) }
    row("DFA α1") { DetrendedFluctuation.reading(of: series) }
    row("DFA α2") { DetrendedFluctuation.reading(of: series, scales: long) }
    row("sample entropy") { SampleEntropy.reading(of: series) }
    row("approximate entropy") { ApproximateEntropy.reading(of: series) }
    row("multiscale entropy") { MultiscaleEntropy.reading(of: series) }
    row("correlation dimension") { CorrelationDimension.reading(of: series) }
    row("Welch") { FrequencyMetrics.reading(of: series, .welch) }
    row("Lomb–Scargle") { FrequencyMetrics.reading(of: series, .lombScargle) }
    row("AR(16)") { FrequencyMetrics.reading(of: series, .autoregressive) }
    row("all of these at once") { HRVReport(ArtefactCorrection(milliseconds: lengths)) }
  }

  private static func row<Result>(_ name: String, _ body: () -> Result) {
    let rounds = (0..<5).map { _ in
      let from = Meter.processorTime.reading
      withExtendedLifetime(body()) {}
      return 1000 * (Meter.processorTime.reading - from)
    }
    let middle = rounds.sorted()[2]
    print("  \(name)\(String(repeating: " ", count: max(1, 24 - name.count)))\((10 * middle).rounded() / 10)")
  }

  private static func series(_ count: Int) -> [Double] {
    var state: UInt64 = 20_261_121
    var at = 0.0
    return (0..<count).map { _ in
      var noise = -6.0
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        noise += Double(state >> 11) / Double(1 << 53)
      }
      let slow = 110 * sin(2 * .pi * at / 86_400) + 25 * sin(2 * .pi * 0.02 * at)
      let length = 840 + slow + 30 * sin(2 * .pi * 0.1 * at) + 20 * sin(2 * .pi * 0.25 * at) + 6 * noise
      at += length / 1000
      return length.rounded()
    }
  }
}

import BoardLink

/// The virtual board of `monitor --demo`: the bundled ECG as an AD8232 on a ten-bit converter would deliver it.
enum DemoBoard {
  /// Bytes come in batches, as through a USB bridge; half of FTDI's latency timer of 16 ms.
  private static let batchSeconds = 0.008

  static var settings: VirtualBoard.Settings {
    let sketch = VirtualSketch(rateHertz: DemoRecording.hertz)
    let calibration = sketch.calibration
    let countsPerMillivolt = Double(1 << calibration.bits) * calibration.gain / calibration.referenceMillivolts
    let full = Double((1 << calibration.bits) - 1)
    let counts = DemoRecording.values.indices.map { index in
      let count = calibration.midScale + Double(DemoRecording.millivolts(at: index)) * countsPerMillivolt
      return Int(min(max(count.rounded(), 0), full))
    }
    return VirtualBoard.Settings(
      sketch: sketch, source: VirtualSource(counts: counts), batchSeconds: batchSeconds)
  }
}

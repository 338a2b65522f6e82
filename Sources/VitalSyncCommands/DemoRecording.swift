import CDemoSignal

/// The real ECG that the virtual board plays; its origin and licence stand in Sources/CDemoSignal/demo.c.
package enum DemoRecording {
  /// MIT-BIH record 100 as PhysioNet has it.
  package static let hertz = 360.0
  package static let unitsPerMillivolt = 200.0
  package static let baseline = 1024
  package static let lead = "MLII"
  package static let source = "MIT-BIH Arrhythmia Database, record 100, lead MLII"

  /// Converter values; playing them round and round leaves no step at the seam.
  package static let values = Array(
    UnsafeBufferPointer(start: cdemosignal_values(), count: Int(cdemosignal_count())))

  /// Electrode millivolts of the value at `index`, counted round the loop.
  package static func millivolts(at index: Int) -> Float {
    Float((Double(values[index % values.count]) - Double(baseline)) / unitsPerMillivolt)
  }
}

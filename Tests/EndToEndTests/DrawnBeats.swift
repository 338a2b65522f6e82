import Foundation

extension ScratchFolder {
  /// A recording in millivolts at 250 Hz whose beats are known: triangles of 1 mV and 64 ms over a little noise.
  func drawn(beatsAt times: [Double], seconds: Int) throws -> String {
    let hertz = 250
    var values = (0..<hertz * seconds).map { index in 0.02 * sin(Double(index) * 0.7) }
    for time in times {
      let peak = Int(time * Double(hertz))
      for offset in -8...8 where values.indices.contains(peak + offset) {
        values[peak + offset] += 1 - abs(Double(offset)) / 8
      }
    }
    let path = file("drawn.csv")
    let lines = values.map { String(format: "%.4f", $0) }
    try ("ecg_mV\n" + lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// The same of a beat after each interval that `next` gives of the time and the count.
  func drawn(seconds: Int, next: (_ time: Double, _ count: Double) -> Double) throws -> String {
    var times = [0.5]
    while let last = times.last, last < Double(seconds) - 2 { times.append(last + next(last, Double(times.count - 1))) }
    return try drawn(beatsAt: times, seconds: seconds)
  }
}

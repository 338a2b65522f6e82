import Glibc

/// One line of a manifest: a recording with known beats, and what is done to it (the words' order is told in
/// docs/training/manifests.py).
struct TrainingRow {
  let kind: Float
  let rate: SampleRate
  /// Samples after which the detector begins anew; 0 for never.
  let restart: Int
  /// The samples of the beats, in order.
  let beats: [Int]
  /// Samples between which beats are not annotated: ventricular flutter, and the ends of LUDB's records.
  let untold: [ClosedRange<Int>]
  let samples: [Float]

  init(_ line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    func number(_ index: Int) -> Double {
      guard let number = Double(words[index]) else { Files.stop("\(words[index]) is not a number: \(line)") }
      return number
    }
    guard words.count == 14, let rate = SampleRate(hertz: number(1)) else {
      Files.stop("a line of a manifest has 14 words: \(line)")
    }
    self.rate = rate
    kind = Float(number(9))
    restart = Int(number(7) * rate.hertz)

    var samples = Files.floats(words[0])
    if words[10] != "-" {
      let second = Files.floats(words[10])
      let share = Float(number(11))
      let secondShare = Float(number(12))
      for k in samples.indices { samples[k] = share * samples[k] + secondShare * second[k] }
    }
    if words[4] != "-" {
      let noise = Files.floats(words[4])
      let gain = Float(number(5))
      let offset = Int(number(6))
      let alternate = Int(number(13) * rate.hertz)
      for k in samples.indices where alternate == 0 || k / alternate % 2 == 1 {
        samples[k] += gain * noise[(k + offset) % noise.count]
      }
    }
    let hum = Float(number(8))
    if hum > 0 {
      for k in samples.indices { samples[k] += hum * Float(sin(2 * Double.pi * 50 * Double(k) / rate.hertz)) }
    }
    let gain = Float(number(3))
    if gain != 1 { for k in samples.indices { samples[k] *= gain } }
    self.samples = samples

    var beats: [Int] = []
    var untold: [ClosedRange<Int>] = []
    var begun = 0
    for line in Files.lines(words[2]) {
      let pair = line.split(separator: " ")
      guard pair.count == 2, let sample = Int(pair[0]) else { Files.stop("\(words[2]): not a beat: \(line)") }
      switch pair[1] {
      case "[": begun = sample
      case "]": untold.append(begun...sample)
      default: beats.append(sample)
      }
    }
    self.beats = beats
    self.untold = untold
  }
}

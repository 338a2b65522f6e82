import Glibc

/// What one beat looks like, measured on its own window: size, balance, width, fullness, steepness, waves beside it, noise.
///
/// Source: the intervals and amplitudes of P. de Chazal et al., IEEE TBME 51:1196 (2004), and the width of the movement;
/// deviation: every threshold is a share of the beat's own size, so that no gain matters. No delay of its own.
struct BeatShape: Sendable {
  /// Height and depth of the complex over the window's level, both positive, in millivolts.
  var up: Float = 0
  var down: Float = 0
  /// Time in which nine tenths of the movement of the complex happen, in seconds.
  var movement: Float = 0
  /// Time between the first and the last steep place about the R peak, in seconds.
  var width: Float = 0
  /// Share of the complex's window that is above half of its height.
  var halfWidth: Float = 0
  /// Mean over greatest absolute deflection in the complex's window.
  var fullness: Float = 0
  /// Greatest absolute slope over size, per value.
  var steepness: Float = 0
  /// Energy of the slope over that of the deflection: high for sharp complexes.
  var sharpness: Float = 0
  /// Signed area over the absolute one.
  var oneSidedness: Float = 0
  /// Greatest deflection of the T wave from the level, signed, in millivolts.
  var repolarisation: Float = 0
  /// Mean level 40–80 ms behind the complex's end, in millivolts.
  var segment: Float = 0
  /// Where the greatest deflection of either sign lies from the R peak, in seconds.
  var lag: Float = 0
  /// Peak-to-peak of the P window less its straight line, in millivolts.
  var atrial: Float = 0
  /// Mean absolute curvature outside complex and waves, in millivolts.
  var noise: Float = 0
  /// Greatest deflection anywhere before the complex over the size.
  var before: Float = 0
  /// How far the window's end lies from its beginning, in millivolts: the baseline moving, as an electrode moves.
  var drift: Float = 0
  /// The level itself, in millivolts.
  var level: Float = 0

  /// Peak-to-peak of the complex, in millivolts.
  var size: Float { up + down }
  /// −1 all down … 1 all up.
  var balance: Float { size > 0 ? (up - down) / size : 0 }

  /// A slope above this share of the greatest belongs to the complex.
  private static let steepShare: Float = 0.15
  /// So many gentle values in a row end the complex: 24 ms.
  private static let gentleRun = 3
  /// So many values at either end of the window tell where it begins and ends: 64 ms.
  private static let endValues = 8
  /// The movement's tails that do not count.
  private static let tail: Float = 0.05

  init() {}

  /// Measures a window; `scratch` holds at least half as many values.
  init(_ window: [Float], scratch: inout [Float]) {
    for k in 0..<(BeatWindow.length / 2) { scratch[k] = window[2 * k] }
    level = scratch.upperMedianOfPrefix(BeatWindow.length / 2)
    measureComplex(window)
    measureWidths(window)
    measureWaves(window)
  }

  private mutating func measureComplex(_ window: [Float]) {
    var sum: Float = 0
    var signed: Float = 0
    var energy: Float = 0
    var slopes: Float = 0
    var steepest: Float = 0
    var greatest: Float = 0
    for offset in BeatWindow.complex {
      let value = window[BeatWindow.place(offset)] - level
      let slope = window[BeatWindow.place(offset + 1)] - window[BeatWindow.place(offset - 1)]
      up = max(up, value)
      down = max(down, -value)
      if abs(value) > greatest {
        greatest = abs(value)
        lag = Float(offset) / Float(BeatSignal.hertz)
      }
      sum += abs(value)
      signed += value
      energy += value * value
      slopes += slope * slope
      steepest = max(steepest, abs(slope))
    }
    guard greatest > 0 else { return }
    let count = Float(BeatWindow.complex.count)
    fullness = sum / (count * greatest)
    oneSidedness = signed / sum
    steepness = steepest / size
    sharpness = slopes / energy
    for offset in BeatWindow.complex where abs(window[BeatWindow.place(offset)] - level) > greatest / 2 {
      halfWidth += 1 / count
    }
  }

  private mutating func measureWidths(_ window: [Float]) {
    func slope(_ offset: Int) -> Float {
      abs(window[BeatWindow.place(offset + 1)] - window[BeatWindow.place(offset - 1)])
    }
    let steep = Self.steepShare * steepness * size
    guard steep > 0 else { return }
    var first = 0
    var gentle = 0
    for offset in stride(from: 0, through: BeatWindow.broadComplex.lowerBound, by: -1) {
      gentle = slope(offset) < steep ? gentle + 1 : 0
      if gentle == Self.gentleRun { break }
      if gentle == 0 { first = offset }
    }
    var last = 0
    gentle = 0
    for offset in 0...BeatWindow.broadComplex.upperBound {
      gentle = slope(offset) < steep ? gentle + 1 : 0
      if gentle == Self.gentleRun { break }
      if gentle == 0 { last = offset }
    }
    width = Float(last - first) / Float(BeatSignal.hertz)
    let after = min(last + 5, BeatWindow.after - 5)
    for k in 0..<5 { segment += (window[BeatWindow.place(after + k)] - level) / 5 }

    var total: Float = 0
    for offset in BeatWindow.broadComplex { total += slope(offset) }
    var sum: Float = 0
    var begun = 0
    for offset in BeatWindow.broadComplex {
      let next = sum + slope(offset)
      if sum < Self.tail * total, next >= Self.tail * total { begun = offset }
      if sum < (1 - Self.tail) * total, next >= (1 - Self.tail) * total {
        movement = Float(offset - begun) / Float(BeatSignal.hertz)
      }
      sum = next
    }
  }

  private mutating func measureWaves(_ window: [Float]) {
    for offset in BeatWindow.repolarisation {
      let value = window[BeatWindow.place(offset)] - level
      if abs(value) > abs(repolarisation) { repolarisation = value }
    }
    let first = window[BeatWindow.place(BeatWindow.atrial.lowerBound)]
    let last = window[BeatWindow.place(BeatWindow.atrial.upperBound)]
    let step = (last - first) / Float(BeatWindow.atrial.count - 1)
    var top: Float = 0
    var bottom: Float = 0
    for (k, offset) in BeatWindow.atrial.enumerated() {
      let value = window[BeatWindow.place(offset)] - first - Float(k) * step
      top = max(top, value)
      bottom = min(bottom, value)
    }
    atrial = top - bottom
    var greatest: Float = 0
    for offset in (1 - BeatWindow.before)...(-25) {
      greatest = max(greatest, abs(window[BeatWindow.place(offset)] - level))
    }
    before = size > 0 ? greatest / size : 0
    for k in 0..<Self.endValues { drift += window[BeatWindow.length - 1 - k] - window[k] }
    drift = abs(drift) / Float(Self.endValues)
    var curvature: Float = 0
    var count: Float = 0
    func add(_ offset: Int) {
      let at = BeatWindow.place(offset)
      curvature += abs(window[at] - (window[at - 1] + window[at + 1]) / 2)
      count += 1
    }
    for offset in (1 - BeatWindow.before)...(-30) { add(offset) }
    for offset in 30..<BeatWindow.after { add(offset) }
    noise = curvature / count
  }
}

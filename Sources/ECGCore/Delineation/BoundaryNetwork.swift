import Glibc

/// Where the waves of one beat begin, stand highest and end, by a small convolutional network.
///
/// Sources: an encoder and decoder with skip connections over time, after O. Ronneberger et al., MICCAI 2015, as brought to
/// ECG delineation by V. Moskalenko et al., arXiv:2001.04689 (2020); read out as the mean of a probability over time, X. Sun
/// et al., ECCV 2018. Deviations: 18,000 times smaller than what is usual for pictures
/// (10,000 numbers); one window a beat, aligned to its R peak, so that a boundary always belongs to a beat; each
/// boundary has a probability over time of its own rather than each instant a class. An onset or end is that probability's mean,
/// which errs least in the square where two places are likely; a peak is the mean over 56 ms to either side of the
/// likeliest instant, so that it stands on one of them. Delay: the window's.
struct BoundaryNetwork: Sendable {
  /// The boundaries, in the order of the network's last layer.
  enum Boundary: Int, CaseIterable {
    case pOnset, pPeak, pEnd, qrsOnset, qrsPeak, qrsEnd, tOnset, tPeak, tEnd

    var isPeak: Bool { self == .pPeak || self == .qrsPeak || self == .tPeak }
  }

  /// The layers; what they were learnt from is told beside the numbers.
  struct Layers: Sendable {
    var entry, down1, down2, down3, middle, up2, up1, up0, last: ConvolutionLayer
    /// Presence of P and of T, from the means of the middle layer over the window's first and second half.
    var presence: [Float]
    var presenceBias: [Float]
  }

  /// Half the span of a peak's mean and of what counts as certain, in instants of 8 ms.
  private static let reach = 7
  private static let millisecondsPerInstant = 2 * BoundaryWindow.millisecondsPerValue
  private static let count = Boundary.allCases.count

  /// Milliseconds from the R peak, boundary by boundary.
  private(set) var places = [Float](repeating: 0, count: count)
  /// Share of the probability that stands within 56 ms of the likeliest instant, 0 … 1.
  private(set) var certainties = [Float](repeating: 0, count: count)
  /// Logarithms of the odds that there is a P wave, and that there is a T wave.
  private(set) var pOdds: Float = 0
  private(set) var tOdds: Float = 0

  private let layers: Layers
  private var memory = TWaveMemory(boundaries: 3)
  private var scratch: [Float]

  // Rows of zeros stand around each layer's rows, so that kernels may reach over the ends.
  private static let rows = BoundaryWindow.instants
  private static let pad = 2
  private static let wide = 16
  private static let widest = 24
  private static let narrow = 8
  private static let input = 0
  private static let level0 = input + (rows + 2 * pad) * BoundaryWindow.channels
  private static let level1 = level0 + (rows + 2 * pad) * narrow
  private static let level2 = level1 + (rows / 2 + 2 * pad) * wide
  private static let level3 = level2 + (rows / 4 + 2 * pad) * wide
  private static let joined2 = level3 + (rows / 8 + 2 * pad) * widest
  private static let joined1 = joined2 + (rows / 4 + 2 * pad) * (widest + wide)
  private static let joined0 = joined1 + (rows / 2 + 2 * pad) * (wide + wide)
  private static let top = joined0 + (rows + 2 * pad) * (wide + narrow)
  private static let heat = top + rows * narrow
  private static let size = heat + rows * wide

  init(layers: Layers = .trained) {
    self.layers = layers
    scratch = [Float](repeating: 0, count: Self.size)
  }

  /// Looks at one window; false where there is nothing in it that could be measured.
  ///
  /// - Parameter recalls: whether the T waves of like beats before have a say, and this beat's in those to come.
  mutating func look(at values: [Float], before: Float, after: Float, recalls: Bool) -> Bool {
    let layers = layers
    let isFit = scratch.withUnsafeMutableBufferPointer { scratch -> Bool in
      guard let base = scratch.baseAddress,
        BoundaryWindow.describe(
          values, before: before, after: after, into: base + (Self.input + Self.pad * BoundaryWindow.channels))
      else { return false }
      Self.run(layers, base)
      return true
    }
    guard isFit else { return false }
    if recalls {
      scratch.withUnsafeMutableBufferPointer { scratch in
        guard let base = scratch.baseAddress else { return }
        memory.join(values, base + Self.heat, first: Boundary.tOnset.rawValue, width: Self.wide)
      }
    }
    for boundary in Boundary.allCases { read(boundary.rawValue, isPeak: boundary.isPeak) }
    weighPresence()
    return true
  }

  /// A new stretch of signal.
  mutating func forget() {
    memory.removeAll()
  }

  private static func run(_ layers: Layers, _ base: UnsafeMutablePointer<Float>) {
    let (narrow, wide, widest, pad) = (narrow, wide, widest, pad)
    layers.entry.run(from: base + input, rows: rows, to: base + (level0 + pad * narrow), width: narrow)
    layers.down1.run(from: base + level0, rows: rows / 2, to: base + (level1 + pad * wide), width: wide)
    layers.down2.run(from: base + level1, rows: rows / 4, to: base + (level2 + pad * wide), width: wide)
    layers.down3.run(from: base + level2, rows: rows / 8, to: base + (level3 + pad * widest), width: widest)
    // Kernels of three taps begin one row before their instant.
    layers.middle.run(
      from: base + (level3 + widest), rows: rows / 8, to: base + (joined2 + pad * (widest + wide)),
      width: widest + wide, isDoubled: true)
    copy(
      base + (level2 + pad * wide), channels: wide, rows / 4, beside: widest, base + (joined2 + pad * (widest + wide)))
    layers.up2.run(
      from: base + (joined2 + widest + wide), rows: rows / 4, to: base + (joined1 + pad * 2 * wide), width: 2 * wide,
      isDoubled: true)
    copy(base + (level1 + pad * wide), channels: wide, rows / 2, beside: wide, base + (joined1 + pad * 2 * wide))
    layers.up1.run(
      from: base + (joined1 + 2 * wide), rows: rows / 2, to: base + (joined0 + pad * (wide + narrow)),
      width: wide + narrow, isDoubled: true)
    copy(base + (level0 + pad * narrow), channels: narrow, rows, beside: wide, base + (joined0 + pad * (wide + narrow)))
    layers.up0.run(from: base + (joined0 + wide + narrow), rows: rows, to: base + top, width: narrow)
    layers.last.run(from: base + top, rows: rows, to: base + heat, width: wide)
  }

  /// Puts rows of `channels` behind the first `offset` channels of the rows at `target`.
  @inline(__always)
  private static func copy(
    _ source: UnsafePointer<Float>, channels: Int, _ rows: Int, beside offset: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      for octet in 0..<channels / 8 {
        Reduction.store(
          Reduction.load(source + (row * channels + 8 * octet)),
          target + (row * (offset + channels) + offset + 8 * octet))
      }
    }
  }

  private mutating func read(_ boundary: Int, isPeak: Bool) {
    var best = 0
    var greatest = -Float.infinity
    for row in 0..<Self.rows where scratch[Self.heat + row * Self.wide + boundary] > greatest {
      greatest = scratch[Self.heat + row * Self.wide + boundary]
      best = row
    }
    var (all, near, moment, nearMoment) = (Float(0), Float(0), Float(0), Float(0))
    for row in 0..<Self.rows {
      let share = expf(scratch[Self.heat + row * Self.wide + boundary] - greatest)
      all += share
      moment += share * Float(row)
      guard abs(row - best) <= Self.reach else { continue }
      near += share
      nearMoment += share * Float(row)
    }
    // An instant of two values stands half a value after its first.
    places[boundary] =
      (isPeak ? nearMoment / near : moment / all) * Self.millisecondsPerInstant
      + (0.5 - Float(BoundaryWindow.origin)) * BoundaryWindow.millisecondsPerValue
    certainties[boundary] = near / all
  }

  private mutating func weighPresence() {
    let width = Self.widest + Self.wide
    let half = Self.rows / 8 / 2
    pOdds = layers.presenceBias[0]
    tOdds = layers.presenceBias[1]
    for channel in 0..<Self.widest {
      for part in 0..<2 {
        var sum: Float = 0
        for row in 0..<half {
          sum += scratch[Self.joined2 + (Self.pad + 2 * (part * half + row)) * width + channel]
        }
        let mean = sum / Float(half)
        pOdds += layers.presence[part * Self.widest + channel] * mean
        tOdds += layers.presence[(2 + part) * Self.widest + channel] * mean
      }
    }
  }

  /// Milliseconds from the R peak.
  func place(_ boundary: Boundary) -> Float { places[boundary.rawValue] }
  func certainty(_ boundary: Boundary) -> Float { certainties[boundary.rawValue] }
}

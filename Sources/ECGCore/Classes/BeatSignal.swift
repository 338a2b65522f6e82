/// The signal that beats are compared in: the baseline taken off, and read at 125 Hz about an R peak, between samples.
///
/// Source: 0.5-Hz high-pass of IEC 60601-2-27 against the baseline; `PolyphaseResampler` for the rest, so that every
/// rate gives the same windows. Reading about the R peak itself aligns beats without rounding. Delay: none beyond what a
/// window asks for; a position past the newest sample reads as the newest.
struct BeatSignal {
  /// Values a second of every window.
  static let hertz = 125.0
  /// Edge of the high-pass filter, in hertz.
  private static let baselineHertz = 0.5
  /// Signal kept, in seconds: a beat, the longest wait for the next one, and that one's decision.
  private static let keptSeconds = 4.0

  private let resampler: PolyphaseResampler
  private let keep: Int
  private var high: Biquad
  private var origin: Float?
  private var storage: [Float]
  private var count: Int
  /// Grid index just past the newest sample.
  private(set) var end = 0

  init(rate: SampleRate) {
    resampler = PolyphaseResampler(from: rate.hertz, to: Self.hertz)
    high = .highPass(hertz: Self.baselineHertz, rate: rate.hertz)
    keep = rate.samples(in: Self.keptSeconds)
    storage = [Float](repeating: 0, count: 2 * keep)
    count = keep
  }

  /// A gap, or an electrode off: what came before is no part of any window.
  mutating func restart() {
    origin = nil
    for k in 0..<keep { storage[k] = 0 }
    count = keep
  }

  mutating func append(_ millivolts: Float, at index: Int) {
    if count == storage.count { compact() }
    let first = origin ?? millivolts
    if origin == nil {
      origin = first
      high.settle(at: 0)
    }
    storage[count] = Float(high.next(Double(millivolts - first)))
    count += 1
    end = index + 1
  }

  /// Reads the values at `offsets` of the 125-Hz raster about `position` into their places in `window`; all, unless told
  /// otherwise.
  func read(
    _ window: inout [Float], about position: Double,
    _ offsets: ClosedRange<Int> = -BeatWindow.before...BeatWindow.after
  ) {
    let oldest = resampler.halfWidth
    let newest = count - 1 - resampler.halfWidth
    let base = position - Double(end) + Double(count) - Double(BeatWindow.before) * resampler.ratio
    storage.withUnsafeBufferPointer { storage in
      guard let storage = storage.baseAddress, newest >= oldest else { return }
      for k in BeatWindow.place(offsets.lowerBound)...BeatWindow.place(offsets.upperBound) {
        let exact = base + Double(k) * resampler.ratio
        // Toward nought, without a call into the maths library: what is below nought is older than the oldest anyway.
        var whole = Int(exact)
        var phase = Int((exact - Double(whole)) * Double(PolyphaseResampler.phases))
        if whole > newest {
          (whole, phase) = (newest, 0)
        } else if whole < oldest {
          (whole, phase) = (oldest, 0)
        }
        // Vector reads go past the kernel's end, where its taps are zero: never past the storage.
        guard whole - resampler.halfWidth + resampler.taps <= self.storage.count else {
          window[k] = storage[whole]
          continue
        }
        window[k] = resampler.output(at: storage + (whole - resampler.halfWidth), phase: phase)
      }
    }
  }

  private mutating func compact() {
    let drop = count - keep
    for k in 0..<keep { storage[k] = storage[k + drop] }
    for k in keep..<storage.count { storage[k] = 0 }
    count = keep
  }
}

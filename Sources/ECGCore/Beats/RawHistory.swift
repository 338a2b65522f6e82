/// The newest samples of one unbroken stretch, at their own rate, less the stretch's first value.
///
/// A straight buffer that is moved down when full: windows stay contiguous, so that vectors can read them.
struct RawHistory {
  /// Samples taken at once at most: a block of any length passes through in runs of this.
  static let run = 4096

  private var storage: [Float]
  private let keep: Int
  private let margin: Int
  private var count: Int
  /// Index, in the stretch, of `storage[0]`.
  private var origin: Int
  private var reference: Float = 0
  /// Samples of the stretch so far.
  private(set) var arrived = 0
  /// Values available: those that arrived, and what stands in for more at the stretch's end.
  var end: Int { origin + count }

  /// - Parameters:
  ///   - keep: samples of the past to hold.
  ///   - margin: values behind the newest that vector reads may touch.
  init(keep: Int, margin: Int) {
    self.keep = keep
    self.margin = margin
    storage = [Float](repeating: 0, count: 2 * keep + Self.run + margin)
    count = keep
    origin = -keep
  }

  /// A new stretch; its past is its first value.
  mutating func begin(with reference: Float) {
    self.reference = reference
    for k in 0..<storage.count { storage[k] = 0 }
    count = keep
    origin = -keep
    arrived = 0
  }

  /// Takes as many of the samples as there is room for, and says how many.
  mutating func append(_ samples: UnsafeBufferPointer<Float>) -> Int {
    if count + margin == storage.count { compact() }
    let taken = min(storage.count - margin - count, samples.count)
    let reference = reference
    let at = count
    storage.withUnsafeMutableBufferPointer { storage in
      guard let storage = storage.baseAddress, let samples = samples.baseAddress else { return }
      var k = 0
      while k + 8 <= taken {
        Reduction.store(Reduction.load(samples + k) - reference, storage + (at + k))
        k += 8
      }
      while k < taken {
        storage[at + k] = samples[k] - reference
        k += 1
      }
    }
    count += taken
    arrived += taken
    return taken
  }

  /// Puts one value more that stands for none that arrived: the newest again.
  mutating func prolong() {
    if count + margin == storage.count { compact() }
    storage[count] = storage[count - 1]
    count += 1
  }

  /// A window that begins at `index` of the stretch.
  @inline(__always)
  func withWindow<Result>(from index: Int, _ body: (UnsafePointer<Float>) -> Result) -> Result {
    // An array passed as a pointer is valid for the call, and never nil.
    func at(_ base: UnsafePointer<Float>) -> Result { body(base + (index - origin)) }
    return at(storage)
  }

  private mutating func compact() {
    let drop = count - keep
    storage.withUnsafeMutableBufferPointer { storage in
      for k in 0..<keep { storage[k] = storage[k + drop] }
      for k in keep..<storage.count { storage[k] = 0 }
    }
    count = keep
    origin += drop
  }
}

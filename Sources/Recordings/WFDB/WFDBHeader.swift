/// A WFDB header file (`header(5)` of the WFDB Applications Guide, PhysioNet).
package struct WFDBHeader: Hashable, Sendable {
  package var record: String
  /// Frames per second.
  package var framesPerSecond: Double
  /// `false` where the header left it out and 250 Hz, the format's own default, holds.
  package var rateIsStated: Bool
  /// Counter ticks a second, and the counter's value at the first frame.
  package var counterFrequency: Double?
  package var baseCounter: Double
  package var frames: Int?
  package var startTime: String?
  package var startDate: String?
  package var signals: [WFDBSignal]
  /// Lines that begin with `#`, without it.
  package var comments: [String]
}

/// One signal line of a header.
package struct WFDBSignal: Hashable, Sendable {
  package var file: String
  package var format: WFDBFormat
  package var samplesPerFrame: Int
  /// Frames by which the signal lags in its file.
  package var skew: Int
  /// Bytes before the samples.
  package var byteOffset: Int
  /// Units of the converter per physical unit; `nil` where the header says it is not calibrated.
  package var gain: Double?
  /// The sample value at physical zero.
  package var baseline: Int
  package var units: String
  package var bits: Int
  package var zero: Int
  package var initialValue: Int?
  package var checksum: Int?
  package var blockSize: Int
  package var description: String
  /// Line of the header, from 1.
  package var line: Int

  /// Units per millivolt in a header that states no gain (the format's own default).
  package static let defaultGain = 200.0
}

/// How samples stand in a `.dat` file (`signal(5)`).
package enum WFDBFormat: Int, Hashable, Sendable, CaseIterable {
  /// Not stored.
  case null = 0
  /// First differences, one byte.
  case difference8 = 8
  case little16 = 16
  case little24 = 24
  case little32 = 32
  case big16 = 61
  case offset8 = 80
  case offset16 = 160
  /// Two 12-bit samples in three bytes.
  case packed212 = 212
  /// Three 10-bit samples in four bytes, the third in the top bits of two words.
  case packed310 = 310
  /// Three 10-bit samples in four bytes, in order.
  case packed311 = 311

  /// Samples in one indivisible group of bytes, and its size.
  package var pack: (samples: Int, bytes: Int) {
    switch self {
    case .null: (1, 0)
    case .difference8, .offset8: (1, 1)
    case .little16, .big16, .offset16: (1, 2)
    case .little24: (1, 3)
    case .little32: (1, 4)
    case .packed212: (2, 3)
    case .packed310, .packed311: (3, 4)
    }
  }

  /// The value that stands for a sample that was not taken; format 8 has none.
  package var invalid: Int32? {
    switch self {
    case .null, .difference8: nil
    case .little16, .big16, .offset16: -32768
    case .little24: -8_388_608
    case .little32: .min
    case .offset8: -128
    case .packed212: -2048
    case .packed310, .packed311: -512
    }
  }

  /// Bytes that `samples` consecutive samples take; a broken last group stores only what it needs.
  package func bytes(for samples: Int) -> Int {
    let pack = pack
    let rest = samples % pack.samples
    let whole = samples / pack.samples * pack.bytes
    switch (self, rest) {
    case (_, 0): return whole
    case (.packed212, _): return whole + 2
    case (_, 1): return whole + 2
    default: return whole + 4
    }
  }
}

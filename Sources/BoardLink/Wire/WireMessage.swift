package import ECGCore

/// What a decoder makes of the bytes of one line or packet.
package enum WireMessage: Hashable, Sendable {
  case sample(WireSample)
  case start(StartLine)
  /// A start line of a protocol version that is not ours.
  case foreignVersion(Int)
  case ok(words: String)
  case refused(words: String, reason: String)
  /// Light of a pulse oximeter.
  case light(WireLight)
  case measured(SensorMeasure)
  /// Whole, and no data: a line reserved for others, a boot message, a sentence.
  case passedOver
  /// Bytes that were meant as data and came damaged.
  case damaged
}

/// One conversion as it stood on the wire.
package struct WireSample: Hashable, Sendable {
  /// The converter's reading; `nil` where the line says only that a lead is off.
  package var counts: Double?
  package var leads: SampleFlags
  /// Number of the sample, modulo 65536, where the format has one.
  package var sequence: UInt16?
  /// The board's clock, in the format's own unit, where the format has one.
  package var stamp: Double?
  /// Bytes on the wire, the line's end included: at ten bits each, the time that the line took.
  package var characters: Int
  /// What came between the sample before and this one's line, and was no sample: set by the stream, for its clock.
  package var between = Between()

  package struct Between: Hashable, Sendable {
    package var characters = 0
    /// Lines among it that were meant as data.
    package var damagedLines = 0
  }
  /// It reads as a number and is a part of one, or of two: `TornLineWatch`.
  package var isTorn = false

  package init(
    counts: Double?, leads: SampleFlags = [], sequence: UInt16? = nil, stamp: Double? = nil, characters: Int
  ) {
    self.counts = counts
    self.leads = leads
    self.sequence = sequence
    self.stamp = stamp
    self.characters = characters
  }
}

/// A pulse oximeter's reading as it stood on the wire.
package struct WireLight: Hashable, Sendable {
  /// Modulo 65536.
  package var number: UInt16
  /// The board's clock, modulo 2³².
  package var micros: UInt32
  package var red: Int
  package var infrared: Int

  package init(number: UInt16, micros: UInt32, red: Int, infrared: Int) {
    self.number = number
    self.micros = micros
    self.red = red
    self.infrared = infrared
  }
}

/// The start line of docs/protocol.md.
package struct StartLine: Hashable, Sendable {
  package var facts: BoardFacts
  package var baud: Int

  package init(facts: BoardFacts, baud: Int) {
    self.facts = facts
    self.baud = baud
  }
}

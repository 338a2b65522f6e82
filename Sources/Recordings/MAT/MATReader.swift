/// A Level 4 MAT-file without a header beside it: nothing in it tells rate and gain.
package struct MATReader: SignalReader {
  package private(set) var facts: SignalFacts
  private let file: FileBytes
  private let header: MATHeader
  private var frame = 0
  private var bytes: [UInt8] = []

  /// Counts a millivolt in the challenges that hand out such files (PhysioNet/CinC 2017, 2020).
  static let assumedGain = 1000.0
  private static let framesAtOnce = 4096

  package init(path: String, options: ReadingOptions = ReadingOptions()) throws(RecordingError) {
    file = try FileBytes(path: path)
    header = try MATHeader.read(file)
    guard let rate = options.rateHertz else {
      throw RecordingError(
        .rateUnknown, place: path, what: "a MATLAB file tells no sampling rate",
        remedy: "State it: --rate 300 (samples per second); or put the record's header (.hea) beside it.")
    }
    let gain: (Double, String) =
      switch options.units {
      case nil: (Self.assumedGain, "assumed \(Int(Self.assumedGain)) counts/mV, as the CinC challenges have")
      case .millivolts: (1, "mV, --units")
      case .microvolts: (1000, "µV, --units")
      case .volts: (1e-3, "V, --units")
      case .counts: (Self.assumedGain, "counts at an assumed \(Int(Self.assumedGain)) a mV")
      }
    let scale = DigitalScale(gain: gain.0, baseline: 0)
    facts = SignalFacts(
      path: path, format: "MAT (level 4)", framesPerSecond: rate,
      channels: (1...header.signals).map { SignalChannel(name: "signal \($0)", units: "mV", scale: scale) },
      remarks: ["values: \(gain.1)"])
  }

  package var readShare: Double { Double(frame) / Double(header.frames) }

  package mutating func next() throws(RecordingError) -> SignalItem? {
    let count = min(Self.framesAtOnce, header.frames - frame)
    guard count > 0 else { return nil }
    let width = header.signals * header.storage.bytes
    let offset = header.offset + frame * width
    let read = try file.read(at: offset, count: count * width, into: &bytes)
    guard read == count * width else {
      throw RecordingError(
        .truncated, place: "\(file.path), byte \(offset + read)", what: "the file became shorter while it was read",
        remedy: "Copy the recording again.")
    }
    var channels = [[Int32]](repeating: [], count: header.signals)
    for index in 0..<(count * header.signals) {
      let at = index * header.storage.bytes
      let value: Int32 =
        switch header.storage {
        case .int16: Int32(Int16(bitPattern: bytes.little(at: at, as: UInt16.self)))
        case .int32: Int32(bitPattern: bytes.little(at: at, as: UInt32.self))
        case .uint8: Int32(bytes[at]) - 128
        }
      channels[index % header.signals].append(value == header.storage.missing ? SignalValues.missing : value)
    }
    defer { frame += count }
    return .block(
      SignalBlock(start: frame, source: frame, frames: count, channels: channels.map { .counts($0) }))
  }

  /// Whether a file and the header beside it speak of the same matrix.
  static func check(_ path: String, against header: WFDBHeader) throws(RecordingError) {
    let matrix = try MATHeader.read(try FileBytes(path: path))
    guard matrix.signals == header.signals.count, header.frames.map({ $0 == matrix.frames }) ?? true else {
      throw RecordingError(
        .malformed, place: "\(path), byte 4",
        what:
          "holds \(matrix.signals) × \(matrix.frames) samples, its header announces \(header.signals.count) × \(header.frames ?? 0)",
        remedy: "Copy both files again.")
    }
  }
}

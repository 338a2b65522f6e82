/// The heading of a Level 4 MAT-file ("MAT-File Format", The MathWorks, chapter 2) with one matrix of integers, a row a
/// signal, as WFDB's `wfdb2mat` and the PhysioNet/CinC challenges write it: `val`.
struct MATHeader: Hashable {
  enum Storage: Int, Hashable {
    case int32 = 2
    case int16 = 3
    /// Offset by 128, as `wfdb2mat` has it.
    case uint8 = 5

    var bytes: Int {
      switch self {
      case .int32: 4
      case .int16: 2
      case .uint8: 1
      }
    }

    /// The lowest value stands for a sample that was not taken.
    var missing: Int32 {
      switch self {
      case .int32: .min
      case .int16: -32_768
      case .uint8: -128
      }
    }
  }

  var storage: Storage
  var signals: Int
  var frames: Int
  /// Where the samples begin.
  var offset: Int

  private static let length = 20
  private static let nameLimit = 64

  /// Whether the first bytes could be such a heading.
  static func isHeader(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.count >= length else { return false }
    let words = (0..<5).map { Array(head).little(at: 4 * $0, as: UInt32.self) }
    return [20, 30, 50].contains(words[0]) && words[3] == 0 && (1...UInt32(nameLimit)).contains(words[4])
      && words[1] > 0
      && words[1] <= UInt32(WFDBHeader.signalLimit)
  }

  static func read(_ file: FileBytes) throws(RecordingError) -> MATHeader {
    func damaged(_ what: String, at byte: Int, _ remedy: String = "Copy the recording again.") -> RecordingError {
      RecordingError(.malformed, place: "\(file.path), byte \(byte)", what: what, remedy: remedy)
    }
    var head: [UInt8] = []
    let count = try file.read(at: 0, count: length + nameLimit, into: &head)
    if head.prefix(count).starts(with: Array("MATLAB ".utf8)) {
      throw RecordingError(
        .unknownFormat, place: file.path, what: "is a MATLAB file of level 5 or later",
        remedy: "Save it in level 4 (save -v4, or scipy.io.savemat(…, format='4')), or as CSV.")
    }
    guard count >= length else {
      throw RecordingError(
        .truncated, place: "\(file.path), byte \(count)", what: "the file ends inside its heading",
        remedy: "Copy the recording again.")
    }
    let words = (0..<5).map { Int(head.little(at: 4 * $0, as: UInt32.self)) }
    guard words[0] % 10 == 0, words[0] < 100, let storage = Storage(rawValue: words[0] / 10 % 10) else {
      throw damaged(
        "type \(words[0]) is no matrix of whole numbers, lowest byte first", at: 0, "Save it as int16: int16(val).")
    }
    guard (1...WFDBHeader.signalLimit).contains(words[1]) else {
      throw damaged("\(words[1]) signals are not plausible", at: 4, "The matrix needs a row a signal.")
    }
    guard words[2] > 0 else { throw damaged("the matrix is empty", at: 8) }
    guard words[3] == 0 else { throw damaged("the numbers are complex", at: 12) }
    guard (1...nameLimit).contains(words[4]), count >= length + words[4] else {
      throw damaged("a name of \(words[4]) bytes is not plausible", at: 16)
    }
    let header = MATHeader(storage: storage, signals: words[1], frames: words[2], offset: length + words[4])
    let wanted = header.offset + header.signals * header.frames * storage.bytes
    guard file.size >= wanted else {
      throw RecordingError(
        .truncated, place: "\(file.path), byte \(file.size)",
        what: "the file ends before the \(header.signals) × \(header.frames) samples that its heading announces",
        remedy: "Copy the recording again.")
    }
    return header
  }
}

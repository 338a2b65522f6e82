/// Time-stamped annotation lists of EDF+: `+onset[\u{15}duration]\u{14}text\u{14}…\u{14}\u{0}`.
enum EDFAnnotations {
  struct Entry: Hashable {
    var onset: Double
    var duration: Double?
    var texts: [String]
  }

  static let unit: UInt8 = 0x14
  static let durationMark: UInt8 = 0x15
  /// Marks the end of a record that holds fewer samples than it has room for.
  static let noSamples = "vitalsync: no samples"

  /// What stands in a record's bytes, and the place of the first byte that makes no sense.
  static func parse(_ bytes: ArraySlice<UInt8>) -> (entries: [Entry], damagedAt: Int?) {
    var entries: [Entry] = []
    for list in bytes.split(separator: 0, omittingEmptySubsequences: true) {
      let parts = list.split(separator: unit, omittingEmptySubsequences: false)
      guard let stamp = parts.first, parts.count >= 2, let entry = entry(stamp, parts.dropFirst()) else {
        return (entries, list.startIndex)
      }
      entries.append(entry)
    }
    return (entries, nil)
  }

  private static func entry(_ stamp: ArraySlice<UInt8>, _ texts: ArraySlice<ArraySlice<UInt8>>) -> Entry? {
    let times = stamp.split(separator: durationMark, omittingEmptySubsequences: false)
    guard (1...2).contains(times.count), let sign = stamp.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let onset = seconds(times[0])
    else { return nil }
    var entry = Entry(onset: onset, duration: nil, texts: [])
    if times.count == 2 {
      guard let duration = seconds(times[1]), duration >= 0 else { return nil }
      entry.duration = duration
    }
    entry.texts = texts.dropLast().map { String(decoding: $0, as: UTF8.self) }
    return entry
  }

  private static func seconds(_ bytes: ArraySlice<UInt8>) -> Double? {
    let copy = Array(bytes)
    guard let value = DecimalText.parse(copy, copy.indices), abs(value) < 1e10 else { return nil }
    return value
  }

  static func encode(_ entry: Entry) -> [UInt8] {
    var bytes = Array(stamp(entry.onset).utf8)
    if let duration = entry.duration {
      bytes += [durationMark] + Array(DecimalText.short(max(0, duration), decimals: 9).utf8)
    }
    bytes.append(unit)
    for text in entry.texts {
      bytes += text.utf8.filter { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      bytes.append(unit)
    }
    // A timekeeping entry has one empty text.
    if entry.texts.isEmpty { bytes.append(unit) }
    bytes.append(0)
    return bytes
  }

  private static func stamp(_ onset: Double) -> String {
    let text = DecimalText.short(onset, decimals: 9)
    return text.hasPrefix("-") ? text : "+" + text
  }
}

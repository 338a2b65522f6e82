/// The header of a multi-segment record (`header(5)`): segments that follow one another, some of them empty.
///
/// In a record of variable layout the first segment has no samples: its header lists all signals that any segment may have.
package struct WFDBMasterHeader: Hashable, Sendable {
  package struct Segment: Hashable, Sendable {
    /// `nil`: nothing was recorded.
    package var name: String?
    package var frames: Int
    package var line: Int
  }

  /// The record line's figures; it has no signals of its own.
  package var record: WFDBHeader
  package var layout: String?
  package var segments: [Segment]

  static let segmentLimit = 100_000

  /// `nil` where the header is that of one segment.
  package static func parse(_ bytes: [UInt8], path: String) throws(RecordingError) -> WFDBMasterHeader? {
    var master: WFDBMasterHeader?
    var expected = 0
    var sum = 0
    var number = 0
    for raw in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = WFDBHeaderLine(raw, number: number, path: path)
      if line.isBlank { continue }
      if let comment = line.comment {
        master?.record.comments.append(comment)
        continue
      }
      if master == nil {
        guard let name = line.fields.first, let slash = name.firstIndex(of: "/") else { return nil }
        expected = try line.integer(
          name[name.index(after: slash)...], name: "number of segments", within: 1...segmentLimit)
        let single = String(name[..<slash]) + line.rest(after: 0).dropFirst(name.count)
        let plain = WFDBHeaderLine(Array(single.utf8)[...], number: number, path: path)
        master = WFDBMasterHeader(record: try WFDBHeader.recordLine(plain).0, layout: nil, segments: [])
        continue
      }
      guard let have = master?.segments.count, have + (master?.layout == nil ? 0 : 1) < expected else { continue }
      guard line.fields.count >= 2 else { throw line.malformed("a segment line needs a name and a number of samples") }
      let frames = try line.integer(line.fields[1], name: "number of samples", within: 0...Int(Int32.max))
      let name = line.fields[0]
      // As of signal files: a header names what lies beside it.
      guard !name.contains("/"), name != "..", !name.utf8.contains(0) else {
        throw line.malformed(
          "\"\(name)\" lies outside the header's folder", remedy: "Put the segments beside the header.")
      }
      if frames == 0, name != "~" {
        guard have == 0, master?.layout == nil else { throw line.malformed("segment \(name) is empty") }
        master?.layout = name
        continue
      }
      let (total, isOver) = sum.addingReportingOverflow(frames)
      guard !isOver else { throw line.malformed("the segments are impossibly long") }
      sum = total
      master?.segments.append(Segment(name: name == "~" ? nil : name, frames: frames, line: number))
    }
    guard let master else { return nil }
    let found = master.segments.count + (master.layout == nil ? 0 : 1)
    guard found == expected else {
      throw RecordingError(
        .truncated, place: path, what: "\(found) segment lines where the header announces \(expected)",
        remedy: "Copy the header again.")
    }
    guard master.segments.contains(where: { $0.name != nil }) else {
      throw RecordingError(.empty, place: path, what: "no segment holds samples", remedy: "Copy the record again.")
    }
    if let stated = master.record.frames, stated != sum {
      throw RecordingError(
        .malformed, place: "\(path), line 1", what: "\(stated) samples are announced, and the segments have \(sum)",
        remedy: "Correct the header or copy the record again.")
    }
    return master
  }
}

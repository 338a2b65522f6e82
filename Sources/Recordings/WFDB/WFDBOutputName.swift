/// Names in a record that is written.
enum WFDBOutputName {
  /// The path without a suffix that belongs to a record's parts.
  static func stem(_ path: String) -> String {
    let (stem, suffix) = RecordingPath.stemAndSuffix(path)
    return WFDBReader.partSuffixes.contains(suffix) ? stem : path
  }

  /// Letters, digits, underscores and hyphens, which is what readers take (header(5); the `wfdb` package).
  static func record(_ path: String) throws(RecordingError) -> String {
    let stem = stem(path)
    let name = String(stem.dropFirst(RecordingPath.folder(of: stem).count))
    guard !name.isEmpty, name.utf8.allSatisfy({ isNameByte($0) }) else {
      throw RecordingError(
        .cannotCreate, place: path, what: "\"\(name)\" is no name of a WFDB record",
        remedy: "Name it with letters, digits, - and _ only.")
    }
    return name
  }

  /// A description stands at the end of its line, and may hold anything but the line's end.
  static func description(_ text: String) -> String {
    let line = String(text.filter { !$0.isNewline })
    return line.isEmpty ? "signal" : line
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Annotations as a `.atr` file holds them.
enum WFDBOutputAnnotations {
  /// At whole frames, in order; what lasts gets an annotation at its end.
  static func list(
    _ annotations: [SignalAnnotation], framesPerSecond: Double
  ) -> (annotations: [WFDBAnnotation], hasCutText: Bool) {
    var list: [WFDBAnnotation] = []
    var hasCutText = false
    func put(_ annotation: SignalAnnotation, at seconds: Double, text: String) {
      let bytes = Array(text.utf8)
      hasCutText = hasCutText || bytes.count > 255
      let frame = min(max((seconds * framesPerSecond).rounded(), 0), 1e15)
      list.append(
        WFDBAnnotation(
          sample: Int(frame), code: annotation.code, subtype: annotation.subtype, channel: annotation.channel,
          number: annotation.number, text: wholeCharacters(text)))
    }
    for annotation in annotations {
      put(annotation, at: annotation.seconds, text: annotation.text)
      if let duration = annotation.duration, duration > 0 {
        put(annotation, at: annotation.seconds + duration, text: annotation.text + " ends")
      }
    }
    let ordered = list.enumerated().sorted { ($0.element.sample, $0.offset) < ($1.element.sample, $1.offset) }
    return (ordered.map(\.element), hasCutText)
  }

  /// As many characters as 255 bytes hold.
  private static func wholeCharacters(_ text: String) -> String {
    var kept = text.filter { $0 != "\0" }
    while kept.utf8.count > 255 { kept.removeLast() }
    return kept
  }
}

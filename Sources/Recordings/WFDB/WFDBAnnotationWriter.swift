extension WFDBAnnotationFile {
  /// The bytes of a file that holds `annotations`, which must be in the order of their samples.
  ///
  /// Subtype and number keep their low eight bits; texts keep their first 255 bytes.
  package static func encode(_ annotations: [WFDBAnnotation]) -> [UInt8] {
    var bytes: [UInt8] = []
    var time = 0
    var channel = 0
    var number = 0
    func put(_ code: UInt8, _ data: Int) {
      put(UInt16(code) << WFDBAnnotationWord.codeShift | UInt16(truncatingIfNeeded: data) & WFDBAnnotationWord.dataMask)
    }
    func put(_ word: UInt16) {
      bytes.append(UInt8(truncatingIfNeeded: word))
      bytes.append(UInt8(truncatingIfNeeded: word >> 8))
    }
    for annotation in annotations {
      var interval = annotation.sample - time
      if !(0...Int(WFDBAnnotationWord.dataMask)).contains(interval) {
        // A skip holds 32 bits: longer ways (over 68 days at 360 Hz) take several.
        while interval != 0 {
          let step = Int32(clamping: interval)
          put(WFDBAnnotationWord.skip, 0)
          put(UInt16(truncatingIfNeeded: step >> 16))
          put(UInt16(truncatingIfNeeded: step))
          interval -= Int(step)
        }
      }
      put(annotation.code.rawValue, interval)
      time = annotation.sample
      if annotation.subtype != 0 { put(WFDBAnnotationWord.subtype, annotation.subtype & 0xFF) }
      if annotation.channel != channel {
        channel = annotation.channel
        put(WFDBAnnotationWord.channel, channel & 0xFF)
      }
      if annotation.number != number {
        number = annotation.number
        put(WFDBAnnotationWord.number, number & 0xFF)
      }
      let text = annotation.text.utf8.prefix(255)
      if !text.isEmpty {
        put(WFDBAnnotationWord.text, text.count)
        bytes.append(contentsOf: text)
        if text.count % 2 == 1 { bytes.append(0) }
      }
    }
    put(0)
    return bytes
  }
}

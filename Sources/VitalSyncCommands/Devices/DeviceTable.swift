import BoardLink

/// The ports as text for a person.
enum DeviceTable {
  static func text(_ boards: [DiscoveredBoard]) -> String {
    guard !boards.isEmpty else {
      return """
        No board is plugged in. Looked for \(BoardDiscovery.looksFor).
        Is the cable a data cable? `dmesg --follow` shows what the kernel sees as you plug it in.

        """
    }
    return boards.enumerated().map { index, board in
      (["\(index + 1)  \(board.line)"] + board.details.map { "   " + $0 }).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}

extension DiscoveredBoard {
  /// "/dev/ttyUSB0  CP2102 (10c4:ea60)  serial 0001"
  var line: String {
    [port, bridgeWords, productName, serialNumber.map { "serial \($0)" }].compactMap(\.self).joined(separator: "  ")
  }

  var details: [String] {
    var lines: [String] = []
    if let byID { lines.append("always    \(byID)") }
    if let access {
      let mode = String(access.mode, radix: 8)
      let mine =
        access.isOpenToMe ? "you may open it" : "you may not: sudo usermod -aG \(access.group) $USER, log in again"
      lines.append("access    \(access.owner):\(access.group) \(mode), \(mine)")
    }
    if mayBeSuspended { lines.append("power     USB autosuspend is on; if it drops out: \(suspensionRemedy)") }
    lines.append("in use    " + (holders.isEmpty ? "no" : holders.map(\.description).joined(separator: ", ")))
    return lines
  }
}

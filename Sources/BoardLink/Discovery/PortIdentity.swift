/// What a board on USB is known by when it comes back: never its port's number, which is the next one free.
package struct PortIdentity: Hashable, Sendable {
  package private(set) var vendor: UInt16
  package private(set) var product: UInt16
  package private(set) var serialNumber: String?
  package private(set) var socket: String
  package private(set) var channel: String?
  /// Others like it have been seen, so that only its socket tells it from them: bridges without a serial number, and those
  /// that all carry the same one ("0001" in CP2102 clones).
  package private(set) var hasTwins = false

  package init(_ board: DiscoveredBoard) {
    vendor = board.vendor
    product = board.product
    serialNumber = board.serialNumber
    socket = board.socket
    channel = board.channel
  }

  /// To be shown all boards whenever they are listed.
  package mutating func notice(_ boards: [DiscoveredBoard]) {
    let alike = Set(boards.filter(isAlike).map(\.socket)).union([socket])
    // Moved to another socket it is alone; two at once are twins.
    if alike.count > 1, boards.contains(where: { isAlike($0) && $0.socket == socket }) { hasTwins = true }
  }

  /// Whether this is the board: by its serial number, in whichever socket; without one, or with twins, by its socket.
  package func matches(_ board: DiscoveredBoard) -> Bool {
    guard isAlike(board), board.channel == channel else { return false }
    return board.socket == socket || (serialNumber != nil && !hasTwins)
  }

  private func isAlike(_ board: DiscoveredBoard) -> Bool {
    board.vendor == vendor && board.product == product && board.serialNumber == serialNumber
  }
}

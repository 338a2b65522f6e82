import Glibc

/// Knows where a session's port is: that it is being unplugged while it is open, and where it came back while it is not.
///
/// A board on USB is known by its serial number, else by its socket. Any other port (a pty's link, a UART on the board of a
/// Raspberry Pi) is known by the path that the user gave. Not Sendable: it belongs to the thread of the loop that polls it.
package final class PortWatch {
  package enum Sighting: Hashable, Sendable {
    case absent
    /// The session's board, at this port.
    case present(port: String)
    /// A board that was not there before, and is another.
    case stranger(DiscoveredBoard)
  }

  /// As the user named it, or as it was found.
  package let path: String
  /// The board there, where it is one on USB.
  package let board: DiscoveredBoard?

  private var identity: PortIdentity?
  private let hotplug: HotplugMonitor?
  private let link: LinkStamp?
  private var known: Set<PortIdentity> = []

  /// Made before the port is opened, so that no unplugging falls between the two.
  package init(path: String) {
    self.path = path
    // Where there is no netlink to listen to, looking four times a second must do.
    hotplug = try? HotplugMonitor()
    let boards = (try? BoardDiscovery.listUnasked()) ?? []
    let target = resolvedPath(path)
    board = boards.first { $0.port == path || target != nil && resolvedPath($0.port) == target }
    identity = board.map(PortIdentity.init)
    link = LinkStamp(path)
    remember(boards)
  }

  /// Readable when something is plugged in or out; `nil` where that cannot be heard.
  package var fileDescriptor: Int32? { hotplug?.fileDescriptor }

  /// The number of a pseudo-terminal goes to whoever asks next, so that under it alone nothing can be waited for.
  package var canReturn: Bool { identity != nil || link != nil || !path.hasPrefix(Self.pseudoTerminals) }

  /// What is waited for, in words.
  package var name: String {
    guard let board else { return path }
    let serial = board.serialNumber.map { ", serial \($0)" } ?? ""
    return board.bridgeWords + serial
  }

  /// Takes what was heard: whether anything came, and whether one of `names` went.
  package func takeEvents(of names: [String]) -> (added: Bool, removed: Bool) {
    var result = (added: false, removed: false)
    while let event = hotplug?.next() {
      switch event {
      case .added: result.added = true
      case .removed(let name): if names.contains(name) { result.removed = true }
      }
    }
    if result.added, let boards = try? BoardDiscovery.listUnasked() { identity?.notice(boards) }
    return result
  }

  /// Looks for the session's board.
  package func find() -> Sighting {
    guard let identity else { return findPath() }
    guard let boards = try? BoardDiscovery.listUnasked() else { return .absent }
    if let board = boards.first(where: identity.matches) {
      // Under the name that the user knows, where that still leads to it.
      let isNamed = resolvedPath(path) == resolvedPath(board.port) && resolvedPath(path) != nil
      return .present(port: isNamed ? path : board.port)
    }
    guard let stranger = boards.first(where: { !known.contains(PortIdentity($0)) }) else { return .absent }
    known.insert(PortIdentity(stranger))
    return .stranger(stranger)
  }

  private func findPath() -> Sighting {
    guard access(path, F_OK) == 0 else { return .absent }
    // A link that was not made anew still names the former pseudo-terminal, which may be anyone's by now.
    if let link, link == LinkStamp(path), resolvedPath(path)?.hasPrefix(Self.pseudoTerminals) ?? true {
      return .absent
    }
    return .present(port: path)
  }

  private func remember(_ boards: [DiscoveredBoard]) {
    identity?.notice(boards)
    known.formUnion(boards.map(PortIdentity.init))
  }

  private static let pseudoTerminals = "/dev/pts/"
}

/// One making of a symbolic link.
private struct LinkStamp: Hashable {
  let inode: UInt
  let seconds: Int
  let nanoseconds: Int

  /// `nil` where the path is no symbolic link.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    inode = status.st_ino
    seconds = status.st_ctim.tv_sec
    nanoseconds = status.st_ctim.tv_nsec
  }
}

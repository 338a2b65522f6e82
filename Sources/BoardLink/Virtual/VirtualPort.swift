import Glibc

/// A virtual board's port while it is plugged in: the pty, and its name where it has one.
final class VirtualPort: Sendable {
  /// How long the cable waits, when it is pulled, for what was sent to be read.
  private static let drainMilliseconds = 200

  let terminal: PseudoTerminal
  private let link: DeviceLink?

  init(baud: Int, link: String?) throws(LinkError) {
    terminal = try PseudoTerminal(baud: baud)
    // Opened and closed once, the other end shows as hung up until a program opens it: that is how its coming is seen.
    _ = terminal.unreadAtOtherEnd()
    let path = terminal.path
    var made: DeviceLink?
    if let link { made = try DeviceLink(link, to: path) }
    self.link = made
  }

  var name: String { link?.path ?? terminal.path }

  enum OtherEnd {
    case closed, quiet, hasWritten
  }

  /// Waits for a command, at most so long, and tells whether a program has the other end open.
  func otherEnd(waiting milliseconds: Int32) -> OtherEnd {
    var descriptor = pollfd(fd: terminal.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return .quiet }
    if descriptor.revents & Int16(POLLHUP) != 0 { return .closed }
    return descriptor.revents & Int16(POLLIN) != 0 ? .hasWritten : .quiet
  }

  /// Lets what was sent be read.
  func drain() {
    var emptySightings = 0
    for _ in 0..<(Self.drainMilliseconds / 5) {
      // What was written reaches the other end's buffer only after a while: it must be seen empty more than once.
      VirtualBoardRun.pause(5)
      if otherEnd(waiting: 0) == .closed { return }
      emptySightings = terminal.unreadAtOtherEnd() == 0 ? emptySightings + 1 : 0
      if emptySightings >= 3 { return }
    }
  }

  /// The name goes first: nobody opens what is about to close. The pty closes with the last reference.
  func pull() {
    link?.remove()
  }
}

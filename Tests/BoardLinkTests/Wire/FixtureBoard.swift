import BoardLink
import Glibc

/// A fixture as a board: a thread behind a pty that plays it at its pace, over and over, from when the port is opened. A port
/// at another baud reads what a UART would make of it. A polled board answers, one line a byte, with the reading of the moment.
final class FixtureBoard: Sendable {
  let path: String
  private let terminal: PseudoTerminal

  init(_ fixture: WireFixture) throws {
    terminal = try PseudoTerminal(baud: fixture.baud)
    path = terminal.path
    _ = terminal.unreadAtOtherEnd()
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Player(fixture, terminal))
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Player>.fromOpaque(argument).takeRetainedValue().play() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }
}

/// Plays until the other end closes.
private final class Player: Sendable {
  private let fixture: WireFixture
  private let terminal: PseudoTerminal

  init(_ fixture: WireFixture, _ terminal: PseudoTerminal) {
    self.fixture = fixture
    self.terminal = terminal
  }

  func play() {
    let created = monotonicNanoseconds()
    while isClosed {
      usleep(2000)
      if monotonicNanoseconds() > created + 60_000_000_000 { return }
    }
    let lines = fixture.bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
    let began = monotonicNanoseconds()
    var sent = 0
    while !isClosed {
      let seconds = Double(monotonicNanoseconds() - began) / 1e9
      let asked = terminal.read()
      var bytes: [UInt8] = []
      if fixture.wire == .polled {
        for _ in asked { bytes += lines[Int(seconds * fixture.hertz) % lines.count] }
      } else {
        let rounds = (seconds / fixture.seconds).rounded(.down)
        let due = Int(rounds) * fixture.bytes.count + fixture.count(at: seconds - rounds * fixture.seconds)
        bytes = (sent..<due).map { fixture.bytes[$0 % fixture.bytes.count] }
        sent = due
      }
      if !bytes.isEmpty, let baud = terminal.otherEndsBaud {
        if baud != fixture.baud { bytes = UARTMisreading.bytes(bytes, sentAt: fixture.baud, readAt: baud) }
        _ = terminal.write(bytes.span)
      }
      usleep(fixture.wire == .polled ? 500 : 2000)
    }
  }

  private var isClosed: Bool {
    var descriptor = pollfd(fd: terminal.fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0 && descriptor.revents & Int16(POLLHUP) != 0
  }
}

import BoardLink

/// The time between a board's going and its return: when to look for it, and what has been said of it.
struct BoardAbsence {
  let since: UInt64
  /// Monotonic time of the next look; 0 for at once.
  var nextLook: UInt64 = 0

  private let interval: UInt64
  private var told: Set<String> = []

  /// Seconds between two looks where a path is waited for, which costs one system call.
  private static let pathInterval = 0.1
  /// The same where all ports are listed. udev's word comes first where it can be heard.
  private static let listInterval = 0.25

  enum Outcome {
    case nothing
    case told(String)
    case opened(SerialPort)
  }

  init(since: UInt64, checksLinks: Bool) {
    self.since = since
    interval = MonotonicClock.nanoseconds(checksLinks ? Self.pathInterval : Self.listInterval)
  }

  mutating func lookedAt(_ now: UInt64) {
    nextLook = now + interval
  }

  /// Opens the port where it is there and lets itself be opened. What stands in the way is told once.
  mutating func open(_ sighting: PortWatch.Sighting, baud: Int) -> Outcome {
    switch sighting {
    case .absent: return .nothing
    case .stranger(let board):
      return tell("another board was plugged in, and is left alone: \(board.line)")
    case .present(let path):
      do throws(LinkError) {
        return .opened(try SerialPort(path: path, baud: baud))
      } catch {
        switch error {
        // Gone again, or its file is there before what is behind it.
        case .absent, .gone, .unplugged: return .nothing
        case .permissionDenied where PortAccess.isSettling(path): return .nothing
        default: return tell("\(error) It is tried again.")
        }
      }
    }
  }

  private mutating func tell(_ words: String) -> Outcome {
    told.insert(words).inserted ? .told(words) : .nothing
  }
}

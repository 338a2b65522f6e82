import ECGCore
import Glibc
import Recordings

/// `--waves FILE`: each beat's boundaries, in the recording's own samples. A failure is remembered; the table is then left.
struct WavesTable {
  private var writer: WavesCSVWriter?
  private(set) var failure: CommandFailure?

  private init(writer: WavesCSVWriter) {
    self.writer = writer
  }

  /// A table of an earlier run is replaced; a file that holds anything else is left as it is.
  static func opened(_ path: String) throws(CommandFailure) -> WavesTable {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor >= 0 {
      defer { _ = Glibc.close(descriptor) }
      var beginning = [UInt8](repeating: 0, count: WavesCSVWriter.header.utf8.count)
      let count = read(descriptor, &beginning, beginning.count)
      guard count == 0 || beginning.elementsEqual(WavesCSVWriter.header.utf8) else {
        throw CommandFailure(
          .cannotCreate, "\(path): exists and is no table of waves; it is not overwritten. Choose another name.")
      }
    }
    do {
      return WavesTable(writer: try WavesCSVWriter(path: path))
    } catch {
      throw CommandFailure(.cannotCreate, error.description)
    }
  }

  mutating func append(_ told: BeatDelineation, positions: SourcePositions) {
    let grid = told.beat.position.rounded()
    let offset = Double(positions.sample(at: grid)) - grid
    attempt { writer throws(RecordingError) in try writer.append(told, offset: offset) }
  }

  mutating func close() {
    attempt { writer throws(RecordingError) in try writer.close() }
    writer = nil
  }

  private mutating func attempt(_ step: (inout WavesCSVWriter) throws(RecordingError) -> Void) {
    guard var current = writer else { return }
    do throws(RecordingError) {
      try step(&current)
      writer = current
    } catch {
      writer = nil
      failure = CommandFailure(error)
    }
  }
}

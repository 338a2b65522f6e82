import FoundationEssentials
import Recordings

/// What came from a port while a capture was made, in the order of its time.
struct RawLog {
  struct Event {
    enum Kind {
      case bytes([UInt8])
      case interrupted(String)
      case resumed(port: String, seconds: Double)
    }

    var nanoseconds: UInt64
    var kind: Kind
  }

  let source: String
  let bridge: String?
  let settings: [String: String]

  private var items: CaptureItemReader
  private var ready: [Event] = []
  private var place = 0
  /// Notes stand before the bytes of their second: they wait for these, and are put among them by their time.
  private var notes: [Event] = []

  init(path: String) throws(RecordingError) {
    // Refuses what cannot be read as a recording at all, in words.
    let facts = try CaptureReader(path: path).captureFacts
    source = facts.source
    bridge = facts.device["bridge"]
    items = try CaptureItemReader(path: path)
    var probe = try CaptureItemReader(path: path)
    var found: [String: String] = [:]
    search: while let item = try probe.next() {
      switch item {
      case .settings(let stated):
        found = stated
        break search
      case .samples, .raw: break search
      default: continue
      }
    }
    settings = found
  }

  mutating func next() throws(RecordingError) -> Event? {
    while place == ready.count {
      guard let item = try items.next() else {
        guard !notes.isEmpty else { return nil }
        (ready, place, notes) = (notes, 0, [])
        break
      }
      switch item {
      case .raw(let chunks):
        ready = notes
        notes = []
        for chunk in chunks where chunk.arrivalMicroseconds >= 0 {
          let stamp = UInt64(chunk.arrivalMicroseconds).multipliedReportingOverflow(by: 1000)
          if !stamp.overflow { ready.append(Event(nanoseconds: stamp.partialValue, kind: .bytes(chunk.bytes))) }
        }
        place = 0
        sortByTime()
      case .note(_, let name, let json): if let event = Self.event(name, json) { notes.append(event) }
      default: break
      }
    }
    defer { place += 1 }
    return ready[place]
  }

  /// Stable: reads of one microsecond stay in their order.
  private mutating func sortByTime() {
    let sorted = ready.enumerated().sorted {
      ($0.element.nanoseconds, $0.offset) < ($1.element.nanoseconds, $1.offset)
    }
    ready = sorted.map(\.element)
  }

  private struct Note: Decodable {
    var message: String?
    var port: String?
    var away_s: Double?
    var at_us: UInt64
  }

  private static func event(_ name: String, _ json: String) -> Event? {
    guard name == CaptureNote.linkInterrupted || name == CaptureNote.linkResumed,
      let note = try? JSONDecoder().decode(Note.self, from: Data(json.utf8)), note.at_us < 1 << 53
    else { return nil }
    let kind: Event.Kind =
      name == CaptureNote.linkInterrupted
      ? .interrupted(note.message ?? "the board went away")
      : .resumed(port: note.port ?? "", seconds: note.away_s ?? 0)
    return Event(nanoseconds: note.at_us * 1000, kind: kind)
  }
}

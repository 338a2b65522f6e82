package import BoardLink
package import ECGCore
package import TerminalUI

/// Everything the monitor's screen shows, at one moment. The loop feeds it; the face only reads it.
package struct MonitorModel: Sendable {
  package var snapshot: MonitorSnapshot?
  package var link: LinkStatus
  /// `nil` until the sample rate is known.
  package private(set) var trace: TraceHistory?
  /// What is looked at while the view is frozen; the live history runs on.
  package private(set) var frozenTrace: TraceHistory?
  package var recording: RecordingState
  package private(set) var settings: ViewSettings
  package var sessionSeconds: Double
  /// Beside the session clock: "live", "replay 10×", "virtual board".
  package var source: String
  package private(set) var message: Message?
  /// The figures over the session; `nil` until the sample rate is known.
  package private(set) var figures: FigureHistory?
  package private(set) var findingsRead = FindingsRead()
  /// What asks for attention, as the session's desk has it; `nil` until the sample rate is known.
  package var desk: AlarmDesk?
  /// The signal behind each finding.
  private(set) var strips: EvidenceStrips?
  /// The pulse oximeter's newest second; `nil` where none is on the board.
  package var oximetry: OximetrySecond?
  /// The wearer's families of beats, and the classes of their beats; brought while they are shown.
  package private(set) var families: [BeatFamily] = []
  package private(set) var classes = BeatClassFigures()
  /// The guided measure, where one was asked for.
  package private(set) var measure: MeasureGuide?

  package init(link: LinkStatus, source: String) {
    self.link = link
    self.source = source
    recording = .off
    settings = ViewSettings()
    sessionSeconds = 0
  }

  /// Samples come no more: what was measured last is not what is.
  package var isStale: Bool {
    switch link.phase {
    case .silent, .reconnecting, .lost: true
    case .detecting, .streaming, .ended: false
    }
  }

  package enum RecordingState: Hashable, Sendable {
    case off
    case on(file: String, seconds: Int)
    /// It was on and could not go on.
    case failed(String)
  }

  /// A line that goes away by itself.
  package struct Message: Hashable, Sendable {
    package var text: String
    /// Session time at which it goes.
    package var until: Double
  }

  /// How long a message stands, in seconds: three lines' reading time.
  private static let messageSeconds = 4.0

  /// The rate is known (or is now another): the trace starts anew.
  package mutating func begin(rate: SampleRate) {
    trace = TraceHistory(rate: rate)
    figures = FigureHistory(rate: rate)
    strips = EvidenceStrips(rate: rate)
    findingsRead = FindingsRead()
    desk = AlarmDesk(rate: rate)
    frozenTrace = nil
    settings.isFrozen = false
  }

  /// Call with each block before the chain gets it.
  package mutating func append(_ block: SampleBlock) {
    trace?.append(block)
  }

  package mutating func say(_ text: String) {
    message = Message(text: text, until: sessionSeconds + Self.messageSeconds)
  }

  package mutating func advance(to seconds: Double) {
    sessionSeconds = seconds
    if let message, message.until <= seconds { self.message = nil }
  }

  /// The guided measure as it stands; its screen comes up with the first.
  package mutating func show(_ measure: MeasureGuide) {
    if self.measure == nil {
      settings.hasMeasure = true
      settings.view = .measure
    }
    self.measure = measure
  }

  package mutating func show(_ families: [BeatFamily], _ figures: BeatClassFigures) {
    self.families = families
    classes = figures
  }

  /// Lets a view be set from the command line.
  package mutating func setView(_ change: (inout ViewSettings) -> Void) {
    change(&settings)
  }

  /// A key of the user. Returns what the loop must do; a mark's number and place are noted here first.
  ///
  /// - Parameter gainInUse: the face's, from which `+` and `-` go on.
  package mutating func handle(_ key: Key, gainInUse: ViewSettings.Gain) -> MonitorAction? {
    let isListShown = settings.view == .findings
    if !settings.showsHelp, key == .character("a") {
      guard let finding = findingsRead.meant(snapshot, desk, isListShown: isListShown) else { return nil }
      return .acknowledge(finding)
    }
    if !settings.showsHelp, findingsRead.handle(key, snapshot, isListShown: isListShown) { return nil }
    let wasFrozen = settings.isFrozen
    let action = settings.handle(key, gainInUse: gainInUse)
    if settings.isFrozen != wasFrozen { frozenTrace = settings.isFrozen ? trace : nil }
    switch action {
    case nil: return nil
    case .quit: return .quit
    case .suspend: return .suspend
    case .repaint: return .repaint
    case .toggleRecording: return .toggleRecording
    case .mark:
      guard let mark = trace?.mark() else {
        say("nothing to mark yet")
        return nil
      }
      say("mark \(mark.number) set")
      return .mark(number: mark.number, position: mark.position)
    }
  }
}

extension MonitorModel: Sink {
  package typealias Element = PipelineEvent

  package mutating func receive(_ event: PipelineEvent) {
    trace?.receive(event)
    strips?.receive(event)
    if case .figures(let seconds) = event { figures?.append(seconds) }
  }
}

/// What a key asks of the monitor's loop.
package enum MonitorAction: Hashable, Sendable {
  case quit
  case suspend
  case repaint
  case toggleRecording
  /// A mark was set at a grid position: to be written to the recording.
  case mark(number: Int, position: Int)
  /// The user has seen this finding.
  case acknowledge(Finding)
}

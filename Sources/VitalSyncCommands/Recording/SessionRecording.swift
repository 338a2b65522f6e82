import BoardLink
import ECGCore

/// Recording as an output of a session: begun and ended by option or key; its failure is told once and ends only itself.
extension SessionOutputs {
  mutating func beginRecording(_ facts: SourceFacts) {
    // A board that changes its rate begins another grid, which one recording cannot hold: the next file goes on.
    if let recorder, recorder.hasBegun {
      let path = recorder.path.numbered(generation)
      closeRecording(reason: "the stream began again at another rate")
      attempt { outputs throws(CommandFailure) in
        outputs.recorder = try Recorder(
          path: path, bridge: outputs.link.bridge, settings: outputs.recordedSettings)
      }
      recordingBegan = 0
    }
    let link = self.link
    attemptRecording { recorder throws(CommandFailure) in try recorder.begin(facts, link: link) }
    showRecording(seconds: 0)
  }

  /// Brings what has come onto the disk where a second has passed.
  mutating func flushRecording(now: UInt64, seconds: Double) {
    attemptRecording { recorder throws(CommandFailure) in try recorder.flushIfDue(now: now) }
    showRecording(seconds: seconds)
  }

  mutating func closeRecording(reason: String) {
    if let recorder, recorder.hasBegun { recorded = recorder.path }
    attemptRecording { recorder throws(CommandFailure) in try recorder.close(reason: reason) }
    recorder = nil
  }

  /// `r`: begins a recording under a name of the moment, or ends the one that runs.
  mutating func toggleRecording(facts: SourceFacts?, seconds: Double) {
    if let recorder {
      closeRecording(reason: "stopped by the user")
      screen?.model.recording = .off
      screen?.model.say("recorded to \(recorder.path)")
      return
    }
    guard let facts else {
      screen?.model.say("nothing to record yet: the board's rate is not known")
      return
    }
    do {
      recorder = try Recorder(path: Recorder.nameOfNow(), bridge: link.bridge, settings: recordedSettings)
      recordingBegan = seconds
      if !facts.isProvisional { beginRecording(facts) }
    } catch {
      screen?.model.recording = .failed(error.message)
      screen?.model.say(error.message)
    }
  }

  mutating func noteInterruption(_ note: LinkNote) {
    attemptRecording { recorder throws(CommandFailure) in try recorder.take(note) }
  }

  mutating func mark(_ text: String, at position: Int) {
    attemptRecording { recorder throws(CommandFailure) in try recorder.mark(text, at: position) }
  }

  /// Runs a step of the recorder where there is one; one that fails is left.
  mutating func attemptRecording(_ step: (Recorder) throws(CommandFailure) -> Void) {
    guard let recorder else { return }
    do throws(CommandFailure) {
      try step(recorder)
    } catch {
      self.recorder = nil
      note(failure: error)
      screen?.model.recording = .failed(error.message)
    }
  }

  private mutating func showRecording(seconds: Double) {
    guard let recorder else { return }
    screen?.model.recording = .on(file: recorder.path, seconds: Int(max(0, seconds - recordingBegan)))
  }
}

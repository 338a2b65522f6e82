import ECGCore

/// What the person is to do now, and a word beside it.
struct MeasureInstruction: Hashable {
  var order: String
  var hint: String
  /// It must be done now, not only gone on with.
  var isTurn = false

  /// How long before its time a change of posture is announced, in seconds.
  static let announcedSeconds = 10

  init(_ guide: MeasureGuide) {
    switch (guide.phase, guide.kind) {
    case (.settling, _) where guide.waitsFor != nil:
      (order, hint) = (guide.kind == .orthostatic ? "LIE DOWN" : "LIE OR SIT DOWN", Self.remedy(guide.waitsFor))
    case (.settling, .morning):
      (order, hint) = ("LIE OR SIT DOWN", "and be still; the measure begins when the clock is at zero")
    case (.settling, .orthostatic):
      (order, hint) = ("LIE DOWN", "and be still; the measure begins when the clock is at zero")
    case (.resting, .morning): (order, hint) = ("STAY STILL", "breathe as it comes, do not talk")
    case (.resting, .orthostatic) where guide.remainingSeconds <= Self.announcedSeconds:
      (order, hint) = ("GET READY TO STAND UP", "at zero, without haste")
    case (.resting, .orthostatic): (order, hint) = ("STAY LYING", "be still; you will stand up at zero")
    case (.rising, _):
      (order, hint, isTurn) = ("STAND UP NOW", "without haste, then let your arms hang", true)
    case (.standing, _): (order, hint) = ("STAND STILL", "do not talk; if you feel faint, sit down and press q")
    case (.finished, _): (order, hint) = ("DONE", "q ends and prints the summary")
    }
  }

  /// What to do about what is waited for.
  private static func remedy(_ refusal: Refusal?) -> String {
    switch refusal {
    case .leadsOff?: "waits: an electrode is off, press it on"
    case .clipped?: "waits: the signal is clipped, check the electrodes"
    case .flat?: "waits: the line is flat, check cable and board"
    case .poorSignal?: "waits: too much movement or noise"
    case .settling?, .cannotTell?, .notWorn?, nil: "waits for a steady heart rate"
    }
  }
}

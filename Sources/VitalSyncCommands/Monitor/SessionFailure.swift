import BoardLink

extension BoardOpening {
  /// Throws where a session did not come to what was asked for.
  func check(_ end: SessionEnd, source: any SampleSource, session: MonitorSession) throws(CommandFailure) {
    if end == .duration, source.status.phase == .reconnecting { throw stillAway(source.status) }
    if end == .duration, session.facts == nil { throw nothingReadable(source.status) }
    if let failure = (source as? ReplaySource)?.failure ?? (source as? RawReplaySource)?.failure { throw failure }
    if case .boardLost(let words) = end { throw CommandFailure(.deviceUnavailable, words) }
    if let failure = session.outputs.failure { throw failure }
  }

  /// A board was listened to for as long as asked, and nothing of it could be understood.
  private func nothingReadable(_ link: LinkStatus) -> CommandFailure {
    let bytes = link.counts.bytes
    let what =
      bytes == 0
      ? "nothing came from it. Is the board powered, and its sketch sending?"
      : link.counts.samples > 0
        ? "\(link.counts.samples) readings came, at no rate that could be told or used: nothing could be shown of them."
        : "\(bytes) bytes came and none of them was a sample. "
          + (baud == nil && wire == nil
            ? "Is this an ECG board's port?" : "Leave out --baud and --wire: both are found by listening.")
    return CommandFailure(.deviceUnavailable, "\(link.port): \(what)")
  }

  /// For a script that asked for so many seconds of a board: it did not get them.
  private func stillAway(_ link: LinkStatus) -> CommandFailure {
    let seconds = fixed(link.interruptions.current ?? 0, 0)
    return CommandFailure(
      .deviceUnavailable, "\(link.port): the board was away when the time was over, for \(seconds) s by then.")
  }
}

internal import ECGCore

/// Boards that speak only when they are asked.
extension LinkDecoder {
  /// When `tick` is to be called next, where that is soon.
  package var nextWake: UInt64? {
    guard interrupted == nil else { return nil }
    return polling?.nextNanoseconds ?? pollTrial?.deadline
  }

  /// `id` has just been sent.
  mutating func askSilentBoard(_ now: UInt64) {
    // It may be starting still: a baud at which it speaks any moment is not left soon.
    pollTrial = PollTrial(asked: now, patience: PollSearch.startNanoseconds)
    // One that has spoken is known to be at another baud, or no such board.
    pollSearch =
      lastByte == nil ? PollSearch(first: sweep.current, isFixed: options.baud != nil) : nil
  }

  /// It answered to `id`, or is said to be polled, and gives nothing to an empty line: it may want one of those letters, or another.
  mutating func askOtherwise(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard stream == nil else { return }
    polling = nil
    detection = Self.freshDetection(options)
    pollSearch = PollSearch(first: sweep.current, isFixed: true)
    askOn(now, into: &sink)
  }

  mutating func judgePollTrial(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard let trial = pollTrial else { return }
    switch trial.verdict(
      integers: detection?.samples(of: .integer) ?? 0, isText: detection?.hasProse ?? false, now: now)
    {
    case .waiting: break
    case .silent: askOn(now, into: &sink)
    case .other: (pollTrial, pollSearch) = (nil, nil)
    case .polled: beginPolling(now, into: &sink)
    case .unreadable:
      // Of a single answer the beginning may be missing.
      if detection?.hasGarbage == false, let again = pollSearch?.askAgain() {
        sink.receive(.wantsWrite(again))
        pollTrial = PollTrial(asked: now)
        return
      }
      (pollTrial, pollSearch) = (nil, nil)
      guard options.baud == nil, sweep.rounds == 0 else { return }
      let former = sweep.current
      let (baud, isRoundOver) = sweep.next()
      guard !isRoundOver else { return }
      let words = "the board answers, and at \(former) baud that is no text; trying \(baud)"
      sink.receive(.event(LinkEvent(.info, words, at: now)))
      turn(to: baud, into: &sink)
      sink.receive(.wantsWrite(Self.command("id")))
      pollTrial = PollTrial(asked: now)
    }
  }

  /// It has not answered: the next question, where one is left.
  private mutating func askOn(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard var search = pollSearch else {
      pollTrial?.waitOn()
      return
    }
    pollTrial = nil
    if search.isTurning {
      let words = "no answer: it is asked with the bytes that polled sketches wait for, one at a time"
      sink.receive(.event(LinkEvent(.info, words, at: now)))
    }
    let step = search.next()
    pollSearch = search
    switch step {
    case .ask(let bytes): sink.receive(.wantsWrite(bytes))
    case .askAt(let baud, let bytes):
      sweep = BaudSweep(first: baud)
      turn(to: baud, into: &sink)
      sink.receive(.wantsWrite(bytes))
    case .exhausted(let baud):
      pollSearch = nil
      sweep = BaudSweep(first: baud)
      turn(to: baud, into: &sink)
      let words = "the board answers nothing: is it powered, and its sketch sending?"
      sink.receive(.event(LinkEvent(.warning, words, at: now)))
      return
    }
    pollTrial = PollTrial(asked: now)
  }

  private mutating func turn(to baud: Int, into sink: inout some Sink<LinkOutput>) {
    detection = Self.freshDetection(options)
    status.baud = baud
    sink.receive(.wantsBaud(baud))
  }

  mutating func beginPolling(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    let letter = pollSearch?.lastLetter
    let polling = HostPolling(baud: sweep.current, request: letter, now: now)
    self.polling = polling
    (pollTrial, pollSearch) = (nil, nil)
    detection = Self.freshDetection(options)
    let asked = letter.map { " with `\(Character(UnicodeScalar($0)))`" } ?? ""
    let words = "the board speaks only when it is asked\(asked): polled at \(decimal(polling.hertz)) Hz"
    sink.receive(.event(LinkEvent(.info, words, at: now)))
    poll(now, into: &sink)
  }

  mutating func poll(_ now: UInt64, into sink: inout some Sink<LinkOutput>) {
    guard polling?.isDue(now: now) == true, let hertz = polling?.hertz, let request = polling?.request else { return }
    sink.receive(.wantsWrite(request))
    if stream == nil { polling?.noteEarly(now) } else { stream?.requested(at: now, hertz: hertz) }
  }
}

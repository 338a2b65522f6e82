import Foundation
import Glibc
import Testing

@testable import TerminalUI

/// `Terminal` on real terminals (ptys), in processes of its own that end in every way there is.
@Suite(.enabled(if: getenv("VITALSYNC_TERMINAL_CHILD") == nil, "starts itself"), .serialized)
struct TerminalTests {
  static let entering = "\u{1B}[?1049h"
  static let leaving = "\u{1B}[?1049l"

  @Test(
    "The terminal is given back",
    arguments: [
      ("segv", .killed(SIGSEGV)), ("overflow", .killed(SIGSEGV)), ("abort", .killed(SIGABRT)),
      ("trap", .killed(SIGILL)), ("terminate", .killed(SIGTERM)), ("exit", .exited(TerminalChild.planned)),
      ("return", .exited(TerminalChild.planned)),
    ] as [(String, PtyChild.Ending)])
  func givenBack(scenario: String, ending: PtyChild.Ending) throws {
    let child = try PtyChild(scenario)
    #expect(child.read(until: Self.entering), "it never took the terminal")
    let end = child.finish()
    #if arch(x86_64)
      #expect(end == ending)
    #endif
    #expect(child.modes == child.modesBefore)
    let after = try #require(child.text.range(of: Self.leaving))
    let shown = child.text[after.upperBound...]
    #expect(!shown.contains("\u{1B}[?1049h"))
    for sequence in ["\u{1B}[?25h", "\u{1B}[?7h", "\u{1B}[0m", "\u{1B}[?2026l"] {
      #expect(child.text.contains(sequence))
    }
  }

  @Test func aTerminalThatNobodyReadsBlocksNothingAndIsCaughtUpWith() throws {
    let child = try PtyChild("stall", columns: 120, rows: 60)
    #expect(child.read(until: "painted"))
    // The child makes its 2,000 frames before anything more is read here; the pty holds a few kilobytes.
    let mark = TerminalChild.stalledMark(child.process)
    for _ in 0..<3000 where access(mark, F_OK) != 0 { usleep(20_000) }
    unlink(mark)
    #expect(child.finish() == .exited(TerminalChild.planned))
    let frames = child.text.components(separatedBy: "\u{1B}[?2026h")
    #expect(frames.count < 1000, "frames nobody could see were made")
    var shown = ReferenceTerminal(width: 120, height: 60)
    // From the alternate screen on, to before it is left: every byte counts, so nothing was lost or cut.
    let whole = child.text.components(separatedBy: Self.entering)[1].components(
      separatedBy: "\u{1B}[?2026l\u{1B}[0m\u{1B}[?7h")[0]
    shown.feed(Array(whole.utf8))
    let faults = shown.faults
    #expect(faults == [])
    let isWhole = shown.rows.allSatisfy { $0.allSatisfy { $0.text == "z" } }
    #expect(isWhole)
  }

  @Test func keysAndSizeAreSeenAtOnce() throws {
    let child = try PtyChild("keys", columns: 40, rows: 10)
    #expect(child.read(until: "size=40x10"))
    child.type("\u{1B}[A")
    // Only the changed digit is sent.
    #expect(child.read(until: "\u{1B}[1;17H1"))
    child.forget()
    child.resize(columns: 20, rows: 5)
    #expect(child.read(until: "size=20x5"))
    child.type("q")
    #expect(child.finish() == .exited(TerminalChild.planned))
    #expect(child.modes == child.modesBefore)
  }

  @Test(.enabled(if: access("/bin/bash", X_OK) == 0, "needs bash for its job control"))
  func stoppedAndContinuedAsAJob() throws {
    let child = try PtyChild("keys", jobControl: true)
    #expect(child.read(until: "size=40x10"))
    let raw = child.modes
    #expect(raw != child.modesBefore)
    child.forget()
    child.type("\u{1A}")
    #expect(child.read(until: "STOPPED"))
    #expect(child.text.contains(Self.leaving))
    // Continued by the shell's fg: taken again and painted whole.
    #expect(child.read(until: Self.entering))
    #expect(child.read(until: "size=40x10"))
    #expect(child.modes == raw)
    child.type("q")
    #expect(child.finish() == .exited(TerminalChild.planned))
    #expect(child.modes == child.modesBefore)
  }
}

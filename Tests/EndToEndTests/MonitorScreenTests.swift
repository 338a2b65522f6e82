import Foundation
import TestSupport
import Testing

/// The screen in a real terminal (tmux), as a user sees it.
@Suite(.serialized, .timeLimit(.minutes(30)), .enabled(if: Tmux.isInstalled, "tmux is not installed"))
struct MonitorScreenTests {
  /// A peak was marked and the signal was judged: the screen is in full swing.
  private func rate(in screen: String) -> Bool {
    (screen.contains("▾") || screen.contains("v ")) && screen.contains("good")
  }

  @Test func theDemoBeatsAt80x24AndLeavesTheTerminalAsItWas() throws {
    let terminal = try Tmux(columns: 80, rows: 24, command: "'\(Command.path)' monitor --demo")
    let seen = try terminal.screen {
      rate(in: $0) && $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
    }
    let now = try terminal.screen()
    let screen = try #require(seen, "no trace and rate: \(now)")
    #expect(screen.split(separator: "\n", omittingEmptySubsequences: false).count <= 25)
    try terminal.type("?")
    let help = try terminal.screen { $0.contains("freeze") }
    #expect(help != nil)
    try terminal.type("?")
    try terminal.type("q")
    let after = try terminal.screen { $0.contains("status=0") }
    #expect(after?.contains("Heart rate") == true, "no summary: \(after ?? "")")
  }

  @Test func itFollowsEverySize() throws {
    let terminal = try Tmux(columns: 120, rows: 40, command: "'\(Command.path)' monitor --demo")
    let first = try terminal.screen(where: rate)
    #expect(first != nil)
    for (columns, rows) in [(20, 5), (300, 100), (80, 24)] {
      try terminal.resize(columns: columns, rows: rows)
      let fits = try terminal.screen { screen in
        screen.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= columns } && !screen.contains("status=")
      }
      #expect(fits != nil, "\(columns)×\(rows)")
    }
    try terminal.type("q")
    let after = try terminal.screen { $0.contains("status=0") }
    #expect(after != nil)
  }

  @Test("The screens by their keys and by tab, the trace on each", arguments: [(80, 24), (200, 50)])
  func screens(columns: Int, rows: Int) throws {
    let terminal = try Tmux(columns: columns, rows: rows, command: "'\(Command.path)' monitor --demo")
    let first = try terminal.screen(where: rate)
    #expect(first != nil)
    for (key, name, words) in [
      ("2", "[2 HRV]", "RMSSD"), ("3", "[3 effort]", "DFA-α1"), ("Tab", "[4 findings]", "what to do"),
      ("Tab", "[1 overview]", "variability"), ("BTab", "[4 findings]", "findings"),
    ] {
      try terminal.type(key)
      let seen = try terminal.screen { $0.contains(name) && $0.contains(words) && $0.contains("ECG filtered") }
      #expect(seen != nil, "\(key)")
    }
    try terminal.type("q")
    let after = try terminal.screen { $0.contains("status=0") }
    #expect(after != nil)
  }

  @Test(
    "ventricular beats are red letters, letters alone without colours, and `t` shows their families",
    arguments: [(80, 24, ""), (200, 50, ""), (80, 24, "1")])
  func letters(columns: Int, rows: Int, noColor: String) throws {
    let record = FixturePaths.signals + "/mitdb_208.hea"
    let terminal = try Tmux(
      columns: columns, rows: rows, command: "'\(Command.path)' monitor --replay '\(record)' --speed 2",
      environment: ["NO_COLOR": noColor, "TERM": "xterm-256color"])
    let seen = try terminal.screen { screen in
      screen.split(separator: "\n").dropFirst(2).first.map { $0.contains(" V ") && $0.contains("▾") } ?? false
    }
    let shown = try terminal.screen()
    #expect(seen != nil, "\(shown)")
    try terminal.type("t")
    let families = try terminal.screen {
      $0.contains("families of beats (t closes)") && $0.contains("unlike the normal")
    }
    let overlay = try terminal.screen()
    #expect(families != nil, "\(overlay)")
    try terminal.type("Escape")
    let gone = try terminal.screen { !$0.contains("families of beats") }
    #expect(gone != nil)
    try terminal.type("q")
  }

  @Test func asciiAlone() throws {
    let terminal = try Tmux(columns: 80, rows: 24, command: "'\(Command.path)' monitor --demo --ascii")
    let screen = try #require(try terminal.screen(where: rate))
    #expect(screen.unicodeScalars.allSatisfy { $0.isASCII })
    try terminal.type("q")
  }

  @Test func aCrashGivesTheTerminalBack() throws {
    let folder = try ScratchFolder()
    let pidFile = folder.file("pid")
    let terminal = try Tmux(
      columns: 80, rows: 24, command: "sh -c 'echo $$ > \(pidFile); exec \(Command.path) monitor --demo'",
      // Swift's own crash report would come after ours and wait for a key.
      environment: ["SWIFT_BACKTRACE": "enable=no"])
    let first = try terminal.screen(where: rate)
    #expect(first != nil)
    let text = try String(contentsOfFile: pidFile, encoding: .utf8)
    let pid = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(pid, SIGSEGV)
    let after = try #require(try terminal.screen { $0.contains("status=139") })
    #expect(!after.contains("bpm"), "the alternate screen was left on: \(after)")
  }

  @Test func sigtermEndsWithTheSummary() throws {
    let folder = try ScratchFolder()
    let pidFile = folder.file("pid")
    let terminal = try Tmux(
      columns: 80, rows: 24, command: "sh -c 'echo $$ > \(pidFile); exec \(Command.path) monitor --demo'")
    let first = try terminal.screen(where: rate)
    #expect(first != nil)
    let text = try String(contentsOfFile: pidFile, encoding: .utf8)
    kill(try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))), SIGTERM)
    let after = try terminal.screen { $0.contains("status=0") }
    #expect(after?.contains("Heart rate") == true)
  }
}

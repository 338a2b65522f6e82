/// How many colours a terminal is given.
package enum ColorDepth: Hashable, Sendable, CaseIterable {
  case none
  case sixteen
  case indexed
  case full

  /// The depth an environment asks for: `NO_COLOR` set to anything but nothing (no-color.org) wins; then `COLORTERM`
  /// of `truecolor` or `24bit`; then what `TERM` says of itself.
  package init(environment: (String) -> String?) {
    if let refused = environment("NO_COLOR"), !refused.isEmpty {
      self = .none
      return
    }
    let term = environment("TERM") ?? ""
    if term.isEmpty || term == "dumb" || term.hasPrefix("vt1") || term.hasPrefix("vt2") {
      self = .none
      return
    }
    switch environment("COLORTERM") ?? "" {
    case "truecolor", "24bit": self = .full
    default:
      if term.hasSuffix("-direct") || term == "xterm-kitty" || term == "alacritty" || term == "xterm-ghostty" {
        self = .full
      } else if term.hasSuffix("-256color") || term == "foot" {
        self = .indexed
      } else {
        self = .sixteen
      }
    }
  }
}

package import TerminalUI

/// What the user has chosen to see, and the keys that choose it.
package struct ViewSettings: Hashable, Sendable {
  /// `nil`: chosen by itself so that the trace fills its panel.
  package var gain: Gain?
  package var speed: Speed
  package var showsConditioned: Bool
  /// A strip that moves left, instead of a beam that sweeps right.
  package var isScrolling: Bool
  package var isFrozen: Bool
  package var showsHelp: Bool
  /// The wearer's families of beats, over everything else.
  package var showsFamilies: Bool
  /// Which of the screens is shown.
  package var view: View
  /// A guided measure runs: its screen is one of those.
  package var hasMeasure: Bool
  /// While frozen: how far back the right edge lies, in seconds.
  package var lookBackSeconds: Double

  package init() {
    speed = .normal
    showsConditioned = true
    isScrolling = false
    isFrozen = false
    showsHelp = false
    showsFamilies = false
    view = .overview
    hasMeasure = false
    lookBackSeconds = 0
  }

  /// The screens, by the key that shows each.
  package enum View: Int, Hashable, Sendable, CaseIterable {
    case overview = 1
    case variability
    case effort
    case findings
    /// Only while a guided measure runs.
    case measure

    var name: String {
      switch self {
      case .overview: "overview"
      case .variability: "HRV"
      case .effort: "effort"
      case .findings: "findings"
      case .measure: "measure"
      }
    }
  }

  /// Those that can be shown now.
  package var views: [View] { View.allCases.filter { $0 != .measure || hasMeasure } }

  /// Height of the trace, as on paper: the chosen mm/mV.
  package enum Gain: Double, Hashable, Sendable, CaseIterable {
    case quarter = 2.5
    case half = 5
    case normal = 10
    case double = 20
    case quadruple = 40
    case octuple = 80
  }

  /// Width of the trace, as on paper: the chosen mm/s.
  package enum Speed: Double, Hashable, Sendable, CaseIterable {
    case quarter = 6.25
    case half = 12.5
    case normal = 25
    case double = 50
    case quadruple = 100
  }

  /// What a key asks of the program beyond this view.
  package enum Action: Hashable, Sendable {
    case quit
    case mark
    case toggleRecording
    /// Ctrl-Z.
    case suspend
    /// Ctrl-L: paint everything anew.
    case repaint
  }

  /// Changes the view, or returns what the program must do.
  ///
  /// - Parameter gainInUse: what is drawn with now; `+` and `-` go on from there.
  package mutating func handle(_ key: Key, gainInUse: Gain) -> Action? {
    switch key {
    case .control("c"), .character("q"), .character("Q"): return .quit
    case .control("z"): return .suspend
    case .control("l"): return .repaint
    case .character("?"), .character("h"), .function(1): showsHelp.toggle()
    case .escape where showsHelp: showsHelp = false
    case .character("t"): showsFamilies.toggle()
    case .escape where showsFamilies: showsFamilies = false
    case .character(" "):
      isFrozen.toggle()
      lookBackSeconds = 0
    case .character("+"), .character("="), .up: gain = (gain ?? gainInUse).next(1)
    case .character("-"), .character("_"), .down: gain = (gain ?? gainInUse).next(-1)
    case .character("0"): gain = nil
    case .tab: turn(by: 1)
    case .backtab: turn(by: -1)
    case .character(let digit) where ("1"..."5").contains(digit):
      if let chosen = View(rawValue: Int(digit.value - 0x30)), views.contains(chosen) { view = chosen }
    case .character("]"): speed = speed.next(1)
    case .character("["): speed = speed.next(-1)
    case .character("f"): showsConditioned.toggle()
    case .character("s"): isScrolling.toggle()
    case .left where isFrozen: lookBack(by: 1)
    case .right where isFrozen: lookBack(by: -1)
    case .pageUp where isFrozen: lookBack(by: 10)
    case .pageDown where isFrozen: lookBack(by: -10)
    case .character("m"): return .mark
    case .character("r"): return .toggleRecording
    default: break
    }
    return nil
  }

  private mutating func turn(by step: Int) {
    let views = views
    guard let place = views.firstIndex(of: view) else { return }
    view = views[(place + step + views.count) % views.count]
  }

  private mutating func lookBack(by seconds: Double) {
    lookBackSeconds = max(0, min(TraceHistory.secondsKept - 2, lookBackSeconds + seconds))
  }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// The case so many steps on; the ends hold.
  fileprivate func next(_ step: Int) -> Self {
    guard let index = Self.allCases.firstIndex(of: self) else { return self }
    return Self.allCases[max(0, min(Self.allCases.count - 1, index + step))]
  }
}

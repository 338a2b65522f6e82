import ECGCore

/// The grammar of `--faults`, and faults in words. docs/simulate.md.
///
///     plan   = fault *("," fault)
///     fault  = damage ["@" time ":" time] "=" share | moment | "seed=" number [":" time]
///     damage = "drop" | "corrupt" | "tear" | "repeat"
///     moment = "stall@" time ":" time | "hole@" … | "disconnect@" time ":" time [":" link]
///            | "leadsoff@" time ":" time [":+" | ":-"] | "reset@" time | "rate@" time ":" hertz
///     time   = number ["s" | "ms" | "m" | "min" | "h"]      share = number ["%"]
package enum FaultText {
  /// A lone `seed=N` draws a storm of one minute, `seed=N:5m` one of five; beside other faults it is the seed of their dice.
  package static func plan(_ text: String) throws(LinkError) -> FaultPlan {
    var plan = FaultPlan()
    var storm: Double?
    for word in text.split(separator: ",", omittingEmptySubsequences: true) {
      if word.hasPrefix("seed=") {
        let parts = word.dropFirst(5).split(separator: ":", omittingEmptySubsequences: false)
        guard let seed = UInt64(parts[0]), parts.count <= 2 else {
          throw wrong(word, "a seed is a whole number, as in seed=7")
        }
        plan.seed = seed
        storm = FaultStorm.usualSeconds
        if parts.count == 2 {
          guard let seconds = time(parts[1]), seconds >= FaultStorm.shortestSeconds, seconds <= 86_400 else {
            throw wrong(word, "a storm lasts from 10 s to 24 h, as in seed=7:5m")
          }
          storm = seconds
        }
      } else {
        plan.faults.append(try fault(word))
      }
    }
    if plan.faults.isEmpty, let storm { plan = FaultStorm.plan(seed: plan.seed, seconds: storm) }
    return plan
  }

  private static let names =
    Fault.Damage.allCases.map(\.rawValue) + ["stall", "hole", "reset", "rate", "leadsoff", "disconnect"]

  private static func fault(_ word: Substring) throws(LinkError) -> Fault {
    let name = word.prefix { $0.isLetter }
    let rest = word.dropFirst(name.count)
    guard names.contains(String(name)) else {
      throw wrong(word, "`\(name)` is none of \(names.joined(separator: ", "))")
    }
    if let damage = Fault.Damage(rawValue: String(name)) { return try Self.damage(damage, rest, word) }
    guard rest.first == "@" else { throw wrong(word, "say what and when, as in stall@10s:2s or drop=1%") }
    let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard let at = time(parts[0]) else { throw wrong(word, "`\(parts[0])` is no time, as in stall@10s:2s") }
    let lasting = parts.count > 1 ? time(parts[1]) : nil
    switch (name, parts.count) {
    case ("reset", 1): return .moment(.reset, at: at, lasting: 0)
    case ("rate", 2):
      guard let hertz = Double(parts[1]), SampleRate.accepted.contains(hertz) else {
        throw wrong(word, "a rate lies in 50 … 10000, as in rate@50s:500")
      }
      return .moment(.rate(hertz), at: at, lasting: 0)
    case ("stall", 2), ("hole", 2), ("leadsoff", 2...3), ("disconnect", 2...3):
      guard let lasting else { throw wrong(word, "say for how long, as in \(name)@10s:2s") }
      return try lastingMoment(name, at: at, lasting: lasting, more: parts.count > 2 ? parts[2] : nil, word)
    default:
      throw wrong(word, "it wants a time and a duration, as in stall@10s:2s; reset only a time, rate a time and hertz")
    }
  }

  private static func lastingMoment(
    _ name: Substring, at: Double, lasting: Double, more: Substring?, _ word: Substring
  ) throws(LinkError) -> Fault {
    switch (name, more) {
    case ("stall", _): return .moment(.stall, at: at, lasting: lasting)
    case ("hole", _): return .moment(.hole, at: at, lasting: lasting)
    case ("leadsoff", nil): return .moment(.leadsOff(.leadsOff), at: at, lasting: lasting)
    case ("leadsoff", "+"): return .moment(.leadsOff(.leadOffPlus), at: at, lasting: lasting)
    case ("leadsoff", "-"): return .moment(.leadsOff(.leadOffMinus), at: at, lasting: lasting)
    case ("disconnect", nil): return .moment(.disconnect(returningAs: nil), at: at, lasting: lasting)
    case ("disconnect", let link?) where !link.isEmpty:
      return .moment(.disconnect(returningAs: String(link)), at: at, lasting: lasting)
    default: throw wrong(word, "what follows the duration is not known, as in leadsoff@10s:2s:+")
    }
  }

  private static func damage(
    _ damage: Fault.Damage, _ rest: Substring, _ word: Substring
  ) throws(LinkError) -> Fault {
    let sides = rest.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, let share = share(sides[1]) else {
      throw wrong(word, "say which share of the lines, as in \(damage.rawValue)=0.1%")
    }
    if sides[0].isEmpty { return .damage(damage, share: share, from: 0, lasting: .infinity) }
    let window = sides[0].dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard sides[0].first == "@", window.count == 2, let from = time(window[0]), let lasting = time(window[1]) else {
      throw wrong(word, "a window is @from:duration, as in \(damage.rawValue)@10s:5s=2%")
    }
    return .damage(damage, share: share, from: from, lasting: lasting)
  }

  private static func wrong(_ word: Substring, _ reason: String) -> LinkError {
    .misspelt(text: "--faults \(word)", reason: reason)
  }

  private static func share(_ text: Substring) -> Double? {
    let isPercent = text.hasSuffix("%")
    guard let value = Double(isPercent ? text.dropLast() : text) else { return nil }
    let share = isPercent ? value / 100 : value
    return (0...1).contains(share) ? share : nil
  }

  private static func time(_ text: Substring) -> Double? {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("min", 60), ("s", 1), ("m", 60), ("h", 3600)]
    let unit = units.first { text.hasSuffix($0.suffix) }
    guard let value = Double(text.dropLast(unit?.suffix.count ?? 0)) else { return nil }
    let seconds = value * (unit?.seconds ?? 1)
    return (0...1e7).contains(seconds) ? seconds : nil
  }
}

extension FaultPlan {
  /// The plan as `--faults` takes it: typed again it gives the same bytes.
  package var text: String { (faults.map(\.text) + ["seed=\(seed)"]).joined(separator: ",") }
}

extension Fault {
  package var text: String {
    switch self {
    case .damage(let damage, let share, let from, let lasting):
      let window = lasting.isFinite ? "@\(Self.plain(from))s:\(Self.plain(lasting))s" : ""
      // A millionth of a percent is finer than anybody types; it takes back what the division by 100 left.
      return "\(damage.rawValue)\(window)=\(Self.plain((share * 1e8).rounded() / 1e6))%"
    case .moment(.reset, let at, _): return "reset@\(Self.plain(at))s"
    case .moment(.rate(let hertz), let at, _): return "rate@\(Self.plain(at))s:\(Self.plain(hertz))"
    case .moment(let moment, let at, let lasting):
      return "\(moment.name)@\(Self.plain(at))s:\(Self.plain(lasting))s\(moment.suffix)"
    }
  }

  /// The shortest digits that give the same number again.
  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension Fault.Moment {
  var name: String {
    switch self {
    case .stall: "stall"
    case .hole: "hole"
    case .reset: "reset"
    case .rate: "rate"
    case .leadsOff: "leadsoff"
    case .disconnect: "disconnect"
    }
  }

  fileprivate var suffix: String {
    switch self {
    case .leadsOff(.leadOffPlus): ":+"
    case .leadsOff(.leadOffMinus): ":-"
    case .disconnect(let link?): ":\(link)"
    default: ""
    }
  }
}

extension FaultText {
  static func words(_ step: FaultPlan.Step) -> String {
    switch (step.moment, step.isEnd) {
    case (.stall, false): "stall: nothing is handed over"
    case (.stall, true): "stall over: what waited comes at once"
    case (.hole, false): "hole: what is sent is lost"
    case (.hole, true): "hole over"
    case (.reset, _): "reset: the board begins anew"
    case (.rate(let hertz), _): "rate: \(decimal(hertz)) samples a second from now on"
    case (.leadsOff, false): "leads off"
    case (.leadsOff, true): "leads on again"
    case (.disconnect, false): "disconnect: the port is gone"
    case (.disconnect, true): "the port is back"
    }
  }
}
